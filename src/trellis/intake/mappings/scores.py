"""Which scores does one result of a mapping find on the lines of a file?"""

from __future__ import annotations

from collections.abc import Mapping as Words
from dataclasses import dataclass
from typing import Any

import polars as pl

from trellis.intake.mappings.columns import said
from trellis.intake.mappings.days import days, years
from trellis.intake.mappings.found import Ways
from trellis.intake.mappings.frames import ROWS
from trellis.intake.mappings.language import Mapping, Result, Score
from trellis.intake.mappings.levels import levels
from trellis.intake.mappings.lines import Lines, grades
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.intake.mappings.values import (
    Seen,
    by_distinct,
    nothing,
    nowhere,
    number_in,
    said_range,
    seen,
)
from trellis.lib.api import BadInput

Answers = Words[str, Any]
READ = {
    **{name: dtype for name, dtype in ROWS.items() if name not in {"attempt", "is_reported"}},
    "unit": pl.Int32,
    "sitting": pl.String,
    "eligible": pl.Boolean,
    "leads": pl.Boolean,
}
"""The columns of scores before they are looked at together."""

_QUESTIONS = {
    "subject": "Which subject is this file about?",
    "window": "In which window were these tests taken?",
    "school_year": "Which school year is this file from?",
}


@dataclass(frozen=True)
class _Setting:
    """What all scores of one result share: the base columns, and the state of the test."""

    frame: pl.DataFrame
    bad: pl.Series
    code: Seen | None
    result: Result


def scores_of(
    result: Result,
    mapping: Mapping,
    sheet: Sheet,
    lines: Lines,
    answers: Answers,
    troubles: Troubles,
) -> pl.DataFrame | None:
    """Return the scores of one result, or nothing if the file has none of its columns."""
    there = [score for score in result.scores if sheet.header.find(score.column) is not None]
    if not there:
        return None
    setting = _setting(result, mapping, sheet, lines, answers, troubles)
    frames = [
        _one_score(score, score is there[0], setting, mapping, sheet, answers, troubles)
        for score in there
    ]
    return pl.concat(frames)


def _setting(
    result: Result,
    mapping: Mapping,
    sheet: Sheet,
    lines: Lines,
    answers: Answers,
    troubles: Troubles,
) -> _Setting:
    frame, bad = lines.frame, nowhere(sheet.height)
    for name in ("subject", "domain", "window", "event"):
        ways: Ways = getattr(result, name)
        found = seen(ways, sheet, answers) if ways else None
        if found:
            frame = frame.with_columns(found.value.alias(name))
            bad = bad | found.bad
        elif name in {"subject", "window"}:
            _ask_if_unanswered(name, ways or getattr(mapping, name), sheet, answers, mapping)
    if result.domain:
        bad = bad | frame["domain"].is_null()
    if result.grade:
        frame = frame.with_columns(grades(result.grade, sheet, answers, troubles).alias("grade"))
    tested = days(result.tested, sheet, answers) if result.tested else None
    if tested:
        bad = bad | tested.bad
        frame = frame.with_columns(
            tested.on.alias("tested_on"),
            tested.first.alias("tested_first"),
            tested.last.alias("tested_last"),
        )
    if tested or result.year:
        year = years(result.year or mapping.year, sheet, answers, tested)
        if year:
            bad = bad | year.bad
            frame = frame.with_columns(year.value.cast(pl.Int16).alias("school_year"))
    if frame.height and frame["school_year"].null_count() == frame.height and not tested:
        raise BadInput(_question("school_year", mapping, sheet))
    bad = bad | frame["school_year"].is_null() | frame["subject"].is_null()
    code = seen(result.state, sheet, answers) if result.state else None
    return _Setting(frame, bad, code, result)


def _one_score(
    score: Score,
    is_first: bool,
    setting: _Setting,
    mapping: Mapping,
    sheet: Sheet,
    answers: Answers,
    troubles: Troubles,
) -> pl.DataFrame:
    """Read one score of every line; blank cells give no row, cells not understood are set aside."""
    column = sheet.header.find(score.column)
    assert column is not None  # noqa: S101  (the caller looked)
    height = sheet.height
    delivered = sheet.text(column)
    text, missing_state = _missing(delivered, score)
    parsed = number_in(text, score)
    unscored, unclear = nowhere(height), nowhere(height)
    code = nothing(height)
    blank = nowhere(height)
    if setting.code is not None:
        code = setting.code.value
        unscored = (code.is_not_null() & (code != "scored")).fill_null(False)
        unclear = setting.code.bad
        if score.must_be_there:
            blank = (code == "scored").fill_null(False) & delivered.is_null()
    tells = is_first and not setting.result.only_scored
    has_row = (unscored & tells) | (~unscored & (text.is_not_null() | missing_state.is_not_null()))
    value, bad = parsed.value, parsed.bad & ~unscored
    level = levels(score.level, mapping.schemes, sheet, answers) if score.level else None
    scored = ~unscored & missing_state.is_null()
    if level is not None:
        bad = bad | (level.bad & scored & text.is_not_null())
        if score.type == "level":
            value = level.rank.cast(pl.Float64)
    told = troubles.scores_set_aside_here
    told("score", bad & has_row, sheet.lines, column, delivered, said_range(score))
    told("state", unclear & tells, sheet.lines, column, _text(setting.code), "a known code")
    told("blank", blank, sheet.lines, column, None, "a score, since the test was scored")
    told("setting", setting.bad & has_row & ~bad, sheet.lines, column, delivered, _WHOLE)
    keep = has_row & ~(bad | unclear | blank | setting.bad)
    state = code.zip_with(unscored, missing_state).fill_null("scored")
    counted = (state == "scored") & keep
    found = setting.frame.with_columns(
        value.zip_with(counted, nothing(height, pl.Float64)).alias("value"),
        delivered.alias("value_text"),
        state.alias("state"),
        *_level_columns(level, counted, height),
    ).filter(keep)
    return found.with_columns(
        pl.lit(mapping.product, pl.String).alias("product"),
        pl.lit(score.type, pl.String).alias("score_type"),
        pl.when(pl.col("level_rank").is_not_null())
        .then(pl.lit(score.level.scheme if score.level else None, pl.String))
        .alias("level_scheme"),
        pl.lit(sheet.header.names[column], pl.String).alias("source_column"),
        pl.lit(setting.result.sitting, pl.String).alias("sitting"),
        pl.lit(is_first, pl.Boolean).alias("leads"),
    ).select(pl.col(name).cast(dtype) for name, dtype in READ.items())


_WHOLE = "a subject, school year, day and strand that are known"


def _missing(text: pl.Series, score: Score) -> tuple[pl.Series, pl.Series]:
    """Take out words that mean nothing is here; return the states that some of them mean."""
    if not score.missing:
        return text, nothing(text.len())
    words = {word.casefold(): state for word, state in score.missing.items()}
    meant = by_distinct(text, lambda one: words.get(one.casefold()))
    rest = text.zip_with(meant.is_null(), nothing(text.len()))
    states = meant.zip_with((meant != "").fill_null(False), nothing(text.len()))
    return rest, states


def _level_columns(level: Any, counted: pl.Series, height: int) -> list[pl.Series]:
    parts = {
        "level_label": (level.label if level else None, pl.String),
        "level_rank": (level.rank if level else None, pl.Int16),
        "levels_in_scheme": (level.count if level else None, pl.Int16),
        "meets": (level.meets if level else None, pl.Boolean),
    }
    return [
        (nothing(height, dtype) if part is None else part.zip_with(counted, nothing(height, dtype)))
        .cast(dtype)
        .alias(name)
        for name, (part, dtype) in parts.items()
    ]


def _ask_if_unanswered(
    name: str, ways: Ways, sheet: Sheet, answers: Answers, mapping: Mapping
) -> None:
    if seen(ways, sheet, answers) is None and (name == "subject" or any(w.asks for w in ways)):
        raise BadInput(_question(name, mapping, sheet))


def _question(name: str, mapping: Mapping, sheet: Sheet) -> str:
    ways = getattr(mapping, "year" if name == "school_year" else name)
    places = [said(way.column) for way in ways if way.column]
    looked = f" It was looked for in {'; '.join(places)}." if places else ""
    return f"{_QUESTIONS[name]} “{sheet.name}” does not say it.{looked}"


def _text(code: Seen | None) -> pl.Series | None:
    return code.text if code else None
