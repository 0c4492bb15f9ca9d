"""What does a cell mean? One value for each line, and which lines have none that can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from trellis.intake.mappings.found import Found
from trellis.intake.mappings.language import Reads, Score
from trellis.intake.mappings.sheet import Sheet

NUMBER = r"^[+-]?[0-9]+(?:\.[0-9]+)?%?$"
"""What counts as a number. `float` would also take nan, inf, 2e2 and full-width digits."""

MEASURE = r"^(BR|EM)?(-?[0-9]+)[LQ]?$"
"""A Lexile or Quantile measure; BR and EM (beginning, emerging) stand below zero."""

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Seen:
    """One value for each line; `bad` marks the lines whose text could not be understood."""

    value: pl.Series
    bad: pl.Series
    column: int | None = None
    text: pl.Series | None = None


def seen(ways: Sequence[Found], sheet: Sheet, answers: Answers) -> Seen | None:
    """Return the first value that any way yields, line by line; nothing if no way is open."""
    return first_of(_one_way(found, sheet, answers) for found in ways)


def first_of(found: Iterable[Seen | None]) -> Seen | None:
    """Take each line from the first that has a value there; nothing if there is none of them."""
    whole: Seen | None = None
    for here in found:
        if here is None:
            continue
        if whole is None:
            whole = here
            continue
        empty = whole.value.is_null()
        value = whole.value.zip_with(~empty, here.value)
        whole = Seen(value, whole.bad | (empty & here.bad), whole.column, whole.text)
    return whole


def by_distinct(
    series: pl.Series, read: Callable[[str], Any], dtype: type[pl.DataType] = pl.String
) -> pl.Series:
    """Read each distinct text once. For columns with few different texts: words, years, grades."""
    distinct = series.drop_nulls().unique()
    if not distinct.len():
        return pl.repeat(None, series.len(), dtype=dtype, eager=True)
    meant = pl.Series([read(text) for text in distinct], dtype=dtype)
    return series.replace_strict(distinct, meant, default=None, return_dtype=dtype)


def nothing(height: int, dtype: type[pl.DataType] = pl.String) -> pl.Series:
    """Return a column of nulls."""
    return pl.repeat(None, height, dtype=dtype, eager=True)


def nowhere(height: int) -> pl.Series:
    """Return a mask without a mark."""
    return pl.repeat(False, height, dtype=pl.Boolean, eager=True)


def number_in(text: pl.Series, score: Score) -> Seen:
    """Read a score's cells. Texts that are no such number are marked bad; blanks are null."""
    reads: Reads = score.reads
    if reads == "text":
        value = nothing(text.len(), pl.Float64)
        return Seen(value, nowhere(text.len()))
    if reads == "order":
        ranks = {word.casefold(): float(rank) for rank, word in enumerate(score.order, 1)}
        value = by_distinct(text, lambda one: ranks.get(one.casefold()), pl.Float64)
    elif reads == "number":
        good = text.str.contains(NUMBER)
        value = text.str.strip_chars_end("%").cast(pl.Float64, strict=False)
        value = value.zip_with(good.fill_null(False), nothing(text.len(), pl.Float64))
    else:
        value = _measure(text)
    bad = text.is_not_null() & value.is_null()
    if score.low is not None:
        bad = bad | (value < score.low).fill_null(False)
    if score.high is not None:
        bad = bad | (value > score.high).fill_null(False)
    return Seen(value, bad)


def said_range(score: Score) -> str:
    """Say what a score's cell was expected to hold."""
    what = {
        "number": "a number",
        "lexile": "a Lexile measure",
        "quantile": "a Quantile measure",
        "order": f"one of {', '.join(score.order)}",
        "text": "text",
    }[score.reads]
    if score.low is not None and score.high is not None:
        return f"{what} from {score.low:g} to {score.high:g}"
    if score.low is not None:
        return f"{what} of {score.low:g} or more"
    return f"{what} of {score.high:g} or less" if score.high is not None else what


def _measure(text: pl.Series) -> pl.Series:
    upper = text.str.to_uppercase().to_frame("text")
    parts = upper.select(
        pl.col("text").str.extract(MEASURE, 1).is_not_null().alias("below"),
        pl.col("text").str.extract(MEASURE, 2).cast(pl.Float64, strict=False).alias("size"),
    )
    return parts.select(
        pl.when("below").then(-pl.col("size").abs()).otherwise(pl.col("size"))
    ).to_series()


def _one_way(found: Found, sheet: Sheet, answers: Answers) -> Seen | None:
    height = sheet.height
    column: int | None = None
    if found.column:
        column = sheet.header.find(found.column)
        if column is None:
            return None
        text = sheet.text(column)
    else:
        word = _word(found, sheet.name, answers)
        if word is None:
            return None
        text = pl.repeat(word, height, dtype=pl.String, eager=True)
    return _meant(found, text, column)


def _word(found: Found, name: str, answers: Answers) -> str | None:
    if found.value is not None:
        return found.value
    if found.asks:
        answer = answers.get(found.asks)
        return None if answer in (None, "") else str(answer)
    if found.file_name:
        match = re.search(found.file_name, name)
        return match.group(1) if match else None
    return None


def _meant(found: Found, text: pl.Series, column: int | None) -> Seen:
    """Apply missing words, the pattern and the map of values, in this order."""
    missing = {word.casefold() for word in found.missing}
    meanings = {word.casefold(): meant for word, meant in found.values.items()}
    pattern = re.compile(found.take) if found.take else None
    if not (missing or meanings or pattern):
        return Seen(text, nowhere(text.len()), column, text)

    def read(one: str) -> str | None:
        if one.casefold() in missing:
            return ""
        if pattern:
            match = pattern.search(one)
            if match is None:
                return "" if found.otherwise == "nothing" else None
            one = match.group(1).strip()
        if not meanings:
            return one
        if one.casefold() in meanings:
            return meanings[one.casefold()]
        return {"keep": one, "nothing": "", "quarantine": None}[found.otherwise]

    value = by_distinct(text, read)
    bad = text.is_not_null() & value.is_null()
    value = value.set(value == "", None) if value.len() else value
    return Seen(value, bad, column, text)
