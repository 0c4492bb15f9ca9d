"""How many days was each student enrolled, and how many of them did she miss?"""

from __future__ import annotations

from typing import Any

import ibis

from trellis.lake.api import LakeReader
from trellis.measures.population import spans

MISSED = ("absent_excused", "absent_unexcused", "suspended_out")
LEAST_DAYS = 10
CHRONIC = 0.10


def covered_days(reader: LakeReader, school_year: int) -> Any:
    """Return the school days of a year for which a school's attendance was received."""
    calendar = reader.table("calendar")
    received = reader.table("received")
    receipt = received.filter(
        (received.school_year == school_year) & (received.what == "attendance")
    ).select("first_day", "last_day", receipt_school="school_id")
    days = calendar.filter(calendar.school_year == school_year).select("school_id", "day")
    return days.inner_join(
        receipt,
        [
            days.school_id == receipt.receipt_school,
            days.day >= receipt.first_day,
            days.day <= receipt.last_day,
        ],
    ).select("school_id", "day")


def days_of(reader: LakeReader, school_year: int) -> Any:
    """Return student_key, enrolled and missed: days of the year, over all of its schools."""
    covered = covered_days(reader, school_year)
    stays = spans(reader, school_year).select("student_key", "school_id", "enters_on", "leaves_on")
    shapes = stays.select("school_id", "enters_on", "leaves_on").distinct()
    matched = shapes.inner_join(
        covered,
        [
            shapes.school_id == covered.school_id,
            covered.day >= shapes.enters_on,
            covered.day < shapes.leaves_on,
        ],
    ).select("school_id", "enters_on", "leaves_on", "day")
    lengths = matched.group_by(["school_id", "enters_on", "leaves_on"]).aggregate(
        length=matched.day.nunique()
    )
    joined = stays.inner_join(lengths, ["school_id", "enters_on", "leaves_on"])
    enrolled = joined.group_by("student_key").aggregate(enrolled=joined.length.sum().cast("int64"))
    marks = reader.table("attendance")
    marks = marks.filter((marks.school_year == school_year) & marks.mark.isin(MISSED))
    inside = marks.semi_join(covered, ["school_id", "day"])
    by_day = inside.group_by(["student_key", "day"]).aggregate(part=inside.share_of_day.max())
    missed = by_day.group_by("student_key").aggregate(missed=by_day.part.sum())
    both = enrolled.left_join(
        missed.rename(absent_key="student_key"), [("student_key", "absent_key")]
    )
    both = both.select(
        "student_key",
        "enrolled",
        missed=ibis.least(both.missed.fill_null(0.0), both.enrolled.cast("float64")),
    )
    return both.filter(both.enrolled >= LEAST_DAYS)
