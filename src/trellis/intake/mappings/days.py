"""On which day was a test taken, and in which school year does it fall?

A day that was not delivered is not invented: a month gives its first and its last day, and no day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from trellis.intake.mappings.found import Tested, Year
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.values import (
    Answers,
    Seen,
    by_distinct,
    first_of,
    nothing,
    nowhere,
    seen,
)
from trellis.lib.api import school_year_of

_SHAPES = {"%Y": "[0-9]{4}", "%y": "[0-9]{2}", "%b": "[A-Za-z]{3}", "%B": "[A-Za-z]+"}
_SPAN = re.compile(r"(?<![0-9])([0-9]{4}|[0-9]{2})\s*[-–/]\s*([0-9]{4}|[0-9]{2})(?![0-9])")
_TERM = re.compile(r"(?i)(fa|fall|wi|winter|sp|spring|su|summer)\s*[- ]?\s*([0-9]{4}|[0-9]{2})")


@dataclass(frozen=True)
class Days:
    """The day of the test and the first and last day on which it may have been."""

    on: pl.Series
    first: pl.Series
    last: pl.Series
    bad: pl.Series
    column: int | None
    text: pl.Series | None


def days(ways: Sequence[Tested], sheet: Sheet, answers: Answers) -> Days | None:
    """Read the days of the tests; nothing if the file has no column for them."""
    for tested in ways:
        found = seen((tested,), sheet, answers)
        if found is not None:
            return _days(tested.formats, found)
    return None


def years(ways: Sequence[Year], sheet: Sheet, answers: Answers, tested: Days | None) -> Seen | None:
    """Read the school years, named by the year in which they end; nothing if no way is open."""
    return first_of(_one_way_to_years(way, sheet, answers, tested) for way in ways)


def _one_way_to_years(
    way: Year, sheet: Sheet, answers: Answers, tested: Days | None
) -> Seen | None:
    if way.from_date:
        return _years_of(tested, answers) if tested else None
    found = seen((way,), sheet, answers)
    return _read_years(way, found) if found else None


def year_in(text: str, reads: str) -> int | None:
    """Return the year in which a school year ends, or nothing when the text does not say it."""
    if reads == "span":
        match = _SPAN.search(text)
        if not match:
            return None
        begins = _century(match.group(1))
        ends = _century(match.group(2)) if len(match.group(2)) == 4 else begins + 1
        agrees = ends == begins + 1 and f"{ends % 100:02d}" == match.group(2)[-2:]
        return ends if agrees else None
    if reads == "term":
        match = _TERM.search(text)
        if not match:
            return None
        year = _century(match.group(2))
        return year + 1 if match.group(1).lower() in {"fa", "fall"} else year
    if not re.fullmatch(r"[0-9]{4}", text):
        return None
    return int(text) + (reads == "begins")


def _days(formats: Sequence[str], found: Seen) -> Days:
    height = found.value.len()
    on, first, last = (nothing(height, pl.Date) for _ in range(3))
    frame = found.value.to_frame("text")
    for one in formats:
        fits = pl.col("text").str.contains(_shape(one))
        if "%d" in one:
            day = pl.when(fits).then("text").str.to_date(one, strict=False, exact=True)
            here = frame.select(day.alias("day")).to_series()
            on = on.zip_with(on.is_not_null(), here)
            first, last = (s.zip_with(s.is_not_null(), here) for s in (first, last))
        else:
            month = (pl.lit("01") + pl.when(fits).then("text")).str.to_date(
                f"%d{one}", strict=False, exact=True
            )
            begins = frame.select(month.alias("day")).to_series()
            first = first.zip_with(first.is_not_null(), begins)
            last = last.zip_with(last.is_not_null(), begins.dt.month_end())
    bad = found.bad | (found.value.is_not_null() & first.is_null())
    return Days(on, first, last, bad, found.column, found.text)


def _shape(form: str) -> str:
    """Return the pattern of a format, so that 2025-3-1 or a time behind the day are not taken."""
    tight = not re.search(r"%[md][^%]", form + "%")
    shape = re.escape(form).replace("%m", "[0-9]{2}" if tight else "[0-9]{1,2}")
    shape = shape.replace("%d", "[0-9]{2}" if tight else "[0-9]{1,2}")
    for sign, pattern in _SHAPES.items():
        shape = shape.replace(sign, pattern)
    return f"^{shape}$"


def _read_years(way: Year, found: Seen) -> Seen:
    def read(text: str) -> int | None:
        if way.asks:  # a person answers 2026 as well as 2025-2026
            return year_in(text, "span") or year_in(text, "ends")
        return year_in(text, way.reads)

    value = by_distinct(found.value, read, pl.Int32)
    bad = found.bad | (found.value.is_not_null() & value.is_null())
    return Seen(value, bad, found.column, found.text)


def _years_of(tested: Days, answers: Answers) -> Seen:
    """Place the days in the district's own years; a span that touches two years has none."""
    begins: Sequence[tuple[int, date]] = sorted(
        ((int(year), day) for year, day in dict(answers.get("year_begins") or {}).items()),
        key=lambda one: one[1],
    )

    def year_of(day: date) -> int:
        own = [year for year, starts in begins if starts <= day < _anniversary(starts)]
        return own[-1] if own else school_year_of(day)

    first = _by_day(tested.first, year_of)
    last = _by_day(tested.last, year_of)
    value = first.zip_with((first == last).fill_null(False), nothing(first.len(), pl.Int32))
    return Seen(value, nowhere(first.len()), tested.column, tested.text)


def _by_day(day: pl.Series, year_of: object) -> pl.Series:
    distinct = day.drop_nulls().unique()
    if not distinct.len():
        return nothing(day.len(), pl.Int32)
    meant = pl.Series([year_of(one) for one in distinct], dtype=pl.Int32)  # type: ignore[operator]
    return day.replace_strict(distinct, meant, default=None, return_dtype=pl.Int32)


def _anniversary(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _century(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
