"""Which school years and terms do a roster's sessions name?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

Years = dict[int, tuple[date, date]]
"""School years, named by their spring, with their first and last day."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """A term, semester or grading period; both days belong to it. `key` is the SIS's id."""

    key: str
    title: str
    school_year: int
    first_day: date
    last_day: date


def years_of(sessions: pl.DataFrame, *, end_is_last_day: bool) -> Years:
    """Return the school years; a year without a row of its own spans its terms."""
    whole = sessions.filter(pl.col("type") == "schoolYear")
    rest = sessions.filter(~pl.col("schoolYear").is_in(whole["schoolYear"].implode()))
    both = (
        pl.concat([whole, rest])
        .group_by("schoolYear")
        .agg(pl.col("startDate").min(), pl.col("endDate").max())
    )
    back = timedelta(0) if end_is_last_day else _DAY
    return {year: (first, last - back) for year, first, last in sorted(both.iter_rows())}


def terms_of(sessions: pl.DataFrame, *, end_is_last_day: bool) -> list[Session]:
    """Return the parts of school years, by their first day."""
    back = timedelta(0) if end_is_last_day else _DAY
    parts = sessions.filter(pl.col("type") != "schoolYear").sort("startDate", "sourcedId")
    told = parts.select("sourcedId", "title", "schoolYear", "startDate", "endDate")
    return [
        Session(key, title or key, year, first, last - back)
        for key, title, year, first, last in told.iter_rows()
    ]
