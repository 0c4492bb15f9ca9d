"""What holds for a whole line: whose it is, where, when, in which subject?"""

from __future__ import annotations

from collections.abc import Mapping as Words
from dataclasses import dataclass
from typing import Any

import polars as pl

from trellis.intake.mappings.columns import said
from trellis.intake.mappings.days import days, years
from trellis.intake.mappings.found import Condition, Ways
from trellis.intake.mappings.grades import grade_in
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.intake.mappings.values import Seen, by_distinct, nothing, nowhere, seen

Answers = Words[str, Any]


@dataclass(frozen=True)
class Lines:
    """`frame` has one row a good line; `good` says which lines of the sheet these are."""

    frame: pl.DataFrame
    good: pl.Series


def lines_of(
    mapping: Mapping, sheet: Sheet, student: pl.Series, answers: Answers, troubles: Troubles
) -> Lines:
    """Find what holds for whole lines; a line that cannot be understood is set aside."""
    height = sheet.height
    bad = student.is_null()
    wanted = "; ".join(said(one.column) for one in mapping.student)
    troubles.lines_set_aside("no_id", bad, sheet.lines, None, None, f"an id in {wanted}")
    values: dict[str, pl.Series] = {"student": student, "source_line": sheet.lines}
    for name in ("school", "subject", "domain", "window", "event"):
        found = seen(getattr(mapping, name), sheet, answers)
        values[name] = found.value if found else nothing(height)
        if found:
            bad = bad | _unclear(name, getattr(mapping, name), found, bad, sheet, troubles)
    values["grade"] = grades(mapping.grade, sheet, answers, troubles)
    tested = days(mapping.tested, sheet, answers)
    if tested:
        formats = " or ".join(form for one in mapping.tested for form in one.formats)
        fault = tested.bad & ~bad
        expected = f"a date like {formats}"
        troubles.lines_set_aside("date", fault, sheet.lines, tested.column, tested.text, expected)
        bad = bad | fault
    values["tested_on"] = tested.on if tested else nothing(height, pl.Date)
    values["tested_first"] = tested.first if tested else nothing(height, pl.Date)
    values["tested_last"] = tested.last if tested else nothing(height, pl.Date)
    year = years(mapping.year, sheet, answers, tested)
    values["school_year"] = year.value if year else nothing(height, pl.Int32)
    if year:
        fault = year.bad & ~bad
        troubles.lines_set_aside(
            "school_year", fault, sheet.lines, year.column, year.text, "a school year"
        )
        bad = bad | fault
    values["eligible"] = _eligible(mapping.attempts.among, sheet)
    frame = pl.DataFrame(values).with_columns(pl.col("school_year").cast(pl.Int16))
    good = frame.filter(~bad).with_row_index("unit").with_columns(pl.col("unit").cast(pl.Int32))
    return Lines(good, ~bad)


def grades(ways: Ways, sheet: Sheet, answers: Answers, troubles: Troubles) -> pl.Series:
    """Return grades as codes; a word that is not known stays as it is and is reported."""
    found = seen(ways, sheet, answers)
    if found is None:
        return nothing(sheet.height)
    code = by_distinct(found.value, grade_in)
    strange = found.value.is_not_null() & code.is_null()
    troubles.warned("grade", strange, sheet.lines, found.column, found.text, "a grade")
    return code.zip_with(~strange, found.value)


def _unclear(
    name: str, ways: Ways, found: Seen, bad: pl.Series, sheet: Sheet, troubles: Troubles
) -> pl.Series:
    fault = found.bad & ~bad
    words = sorted({word for way in ways for word in way.values})
    expected = f"one of {', '.join(words[:12])}" if words else f"a {name} that fits the pattern"
    troubles.lines_set_aside(name, fault, sheet.lines, found.column, found.text, expected)
    return fault


def _eligible(among: tuple[Condition, ...], sheet: Sheet) -> pl.Series:
    good = ~nowhere(sheet.height)
    for condition in among:
        here = passes(condition, sheet)
        if here is not None:
            good = good & here
    return good


def passes(condition: Condition, sheet: Sheet) -> pl.Series | None:
    """Say for each line whether it meets a condition; nothing if the file lacks the column."""
    column = sheet.header.find(condition.column)
    if column is None:
        return None
    text = sheet.text(column).fill_null("").str.to_lowercase()
    good = ~nowhere(sheet.height)
    if condition.one_of:
        good = good & text.is_in([word.lower() for word in condition.one_of])
    if condition.none_of:
        good = good & ~text.is_in([word.lower() for word in condition.none_of])
    return good
