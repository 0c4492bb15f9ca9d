"""Which level did a result reach, of how many, and does that meet the benchmark?

Rank 1 is always the lowest, whatever direction a vendor counts in. A level that the scheme does
not know is not guessed: the result is set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from trellis.intake.mappings.language import Level, Scheme
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.values import Answers, by_distinct, nothing, nowhere, seen

_TRUE = {"1": True, "y": True, "yes": True, "true": True}
_FALSE = {"0": False, "n": False, "no": False, "false": False}


@dataclass(frozen=True)
class Levels:
    """The level of each line. All are null where no level was delivered."""

    label: pl.Series
    rank: pl.Series
    count: pl.Series
    meets: pl.Series
    bad: pl.Series
    column: int | None


def levels(level: Level, schemes: Mapping[str, Scheme], sheet: Sheet, answers: Answers) -> Levels:
    """Read the levels of one score; columns that the file does not have yield no levels."""
    scheme = schemes[level.scheme]
    if level.flags:
        found = _by_flags(level, scheme, sheet)
    elif level.number is not None:
        found = _by_number(level, scheme, sheet, answers)
    else:
        found = _by_label(level, scheme, sheet, answers)
    if level.meets is None:
        return found
    own = seen((level.meets,), sheet, answers)
    if own is None:
        return found
    words = _TRUE | _FALSE
    said = by_distinct(own.value, lambda text: words.get(text.casefold()), pl.Boolean)
    bad = found.bad | own.bad | (own.value.is_not_null() & said.is_null())
    meets = said.zip_with(found.rank.is_not_null(), nothing(sheet.height, pl.Boolean))
    return Levels(found.label, found.rank, found.count, meets, bad, found.column)


def _by_label(level: Level, scheme: Scheme, sheet: Sheet, answers: Answers) -> Levels:
    found = seen((level.label,), sheet, answers) if level.label else None
    if found is None:
        return _none(sheet.height)
    known = {name.casefold(): (rank, name) for rank, name in enumerate(scheme.levels, 1)}
    rank = by_distinct(found.value, lambda text: known.get(text.casefold(), (None,))[0], pl.Int16)
    label = by_distinct(found.value, lambda text: known.get(text.casefold(), ("", None))[1])
    bad = found.bad | (found.value.is_not_null() & rank.is_null())
    return _ranked(scheme, label, rank, _constant(len(scheme.levels), rank), bad, found.column)


def _by_number(level: Level, scheme: Scheme, sheet: Sheet, answers: Answers) -> Levels:
    """Read "level 2 of 4"; with `whole`, "4.7" is level 4."""
    found = seen((level.number,), sheet, answers) if level.number else None
    if found is None:
        return _none(sheet.height)
    shape = r"^[0-9]+(?:\.[0-9]+)?$" if level.whole else r"^[0-9]+$"
    good = found.value.str.contains(shape).fill_null(False)
    size = found.value.cast(pl.Float64, strict=False).floor().cast(pl.Int16, strict=False)
    number = size.zip_with(good, nothing(sheet.height, pl.Int16))
    count = _constant(scheme.count or len(scheme.levels) or None, number)
    bad = found.bad | (found.value.is_not_null() & number.is_null())
    said = seen((level.count,), sheet, answers) if level.count else None
    if said is not None:
        count = said.value.cast(pl.Int16, strict=False)
    bad = bad | ((number < 1) | (number > count)).fill_null(False)
    rank = number if scheme.best == "last" else (count - number + 1).cast(pl.Int16)
    named = seen((level.label,), sheet, answers) if level.label else None
    if named is not None:
        label = named.value
    elif scheme.levels:
        names = dict(enumerate(scheme.levels, 1))
        label = rank.replace_strict(names, default=None, return_dtype=pl.String)
    else:
        label = found.value
    return _ranked(scheme, label, rank, count, bad, found.column)


def _by_flags(level: Level, scheme: Scheme, sheet: Sheet) -> Levels:
    """Count cumulative flags. A higher flag without the lower ones is a contradiction."""
    indices = [sheet.header.find(flag.column) for flag in level.flags]
    if any(index is None for index in indices):
        return _none(sheet.height)
    words = _TRUE | _FALSE
    texts = [sheet.text(index) for index in indices if index is not None]
    flags = [by_distinct(text, lambda one: words.get(one.casefold()), pl.Boolean) for text in texts]
    bad = nowhere(sheet.height)
    rank = pl.repeat(1, sheet.height, dtype=pl.Int16, eager=True)
    for text, flag in zip(texts, flags, strict=True):
        bad = bad | (text.is_not_null() & flag.is_null())
        rank = rank + flag.cast(pl.Int16)
    for lower, higher in zip(flags, flags[1:], strict=False):
        bad = bad | (higher & ~lower).fill_null(False)
    told = [flag.is_not_null() for flag in flags]
    for one in told[1:]:
        bad = bad | (one != told[0])
    names = {1: scheme.levels[0]} | {rank: flag.level for rank, flag in enumerate(level.flags, 2)}
    label = rank.replace_strict(names, default=None, return_dtype=pl.String)
    count = _constant(len(scheme.levels), rank)
    return _ranked(scheme, label, rank, count, bad, indices[-1])


def _ranked(
    scheme: Scheme,
    label: pl.Series,
    rank: pl.Series,
    count: pl.Series,
    bad: pl.Series,
    column: int | None,
) -> Levels:
    height = rank.len()
    meets = nothing(height, pl.Boolean)
    if scheme.meets_from:
        meets = rank >= scheme.levels.index(scheme.meets_from) + 1
    count = count.zip_with(rank.is_not_null(), nothing(height, pl.Int16))
    label = label.zip_with(rank.is_not_null(), nothing(height))
    return Levels(label, rank, count, meets, bad, column)


def _none(height: int) -> Levels:
    small, flag = nothing(height, pl.Int16), nothing(height, pl.Boolean)
    return Levels(nothing(height), small, small, flag, nowhere(height), None)


def _constant(number: int | None, like: pl.Series) -> pl.Series:
    return pl.repeat(number, like.len(), dtype=pl.Int16, eager=True)
