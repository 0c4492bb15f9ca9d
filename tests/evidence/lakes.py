"""A small published lake: two schools, grades 6 and 7, a few English learners."""

from __future__ import annotations

from datetime import date

import polars as pl

from trellis.district.api import Org, Person
from trellis.evidence.api import Publication, publishing

YEAR = 2026
SPAN = (date(2025, 8, 18), date(2026, 6, 5))


def enrolment(counts: dict[tuple[str, str], int]) -> pl.DataFrame:
    """Return spans for so many students in each school and grade."""
    rows = []
    for (school, grade), count in counts.items():
        for number in range(count):
            key = f"{school[:3]}{grade}{number:05d}"
            rows.append((key, school, grade, YEAR, *SPAN, True))
    columns = ["student_key", "school_id", "grade", "school_year", "enters_on", "leaves_on"]
    return pl.DataFrame(rows, schema=[*columns, "is_primary"], orient="row")


def publish(
    by: Person,
    schools: list[Org],
    counts: dict[tuple[str, str], int],
    *,
    learners: int = 15,
    missed: int = 20,
) -> Publication:
    """Publish enrolment, demographics, English learners and attendance of these students.

    In every school the first `learners` students learn English and the first `missed` miss 20 of
    100 days.
    """
    spans = enrolment(counts)
    keys = spans.select("student_key", "school_id")
    place = pl.int_range(pl.len()).over("school_id")
    days = pl.date_range(date(2025, 9, 1), date(2025, 12, 9), eager=True)
    calendar = keys.select("school_id").unique().join(pl.DataFrame({"day": days}), how="cross")
    calendar = calendar.with_columns(
        school_year=pl.lit(YEAR), day_number=pl.col("day").rank("dense").over("school_id")
    )
    absent = keys.filter(place < missed).join(pl.DataFrame({"day": days[:20]}), how="cross")
    with publishing(by=by, what="a test lake") as publication:
        publication.replace("enrolment", spans, within={"school_year": [YEAR]})
        students = keys.select("student_key", sex=pl.lit("female"), white=pl.lit(True))
        publication.replace("student", students)
        publication.replace(
            "programme",
            keys.filter(place < learners).select(
                "student_key",
                programme=pl.lit("el"),
                begins_on=pl.lit(SPAN[0]),
                ends_on=pl.lit(date(9999, 12, 31)),
            ),
            within={"programme": ["el"]},
        )
        publication.replace("calendar", calendar, within={"school_year": [YEAR]})
        publication.replace(
            "received",
            calendar.select("school_id")
            .unique()
            .with_columns(
                school_year=pl.lit(YEAR),
                what=pl.lit("attendance"),
                first_day=pl.lit(days[0]),
                last_day=pl.lit(days[-1]),
            ),
            within={"school_year": [YEAR]},
        )
        publication.replace(
            "attendance",
            absent.with_columns(
                school_year=pl.lit(YEAR), mark=pl.lit("absent_excused"), share_of_day=pl.lit(1.0)
            ),
            within={"school_year": [YEAR]},
        )
        places = pl.DataFrame(
            {
                "school_id": [school.key for school in schools],
                "network_id": [school.parent.key if school.parent else "" for school in schools],
            }
        )
        return publication.name_it(places=places)
