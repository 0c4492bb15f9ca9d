"""From when to when was a student in which school and grade?

A span in a year runs from the first begin to the last end of her classes at one school; a class's
dates are those of its terms where the enrolment names none.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trellis.intake.mappings.troubles import Troubles

SPANS = {
    "sid": pl.String,
    "org": pl.String,
    "grade": pl.String,
    "school_year": pl.Int16,
    "enters_on": pl.Date,
    "leaves_on": pl.Date,
    "is_primary": pl.Boolean,
}


def spans_of(
    frames: Mapping[str, pl.DataFrame],
    roles: pl.DataFrame,
    students: pl.DataFrame,
    schools: set[str],
    troubles: Troubles,
    *,
    end_is_last_day: bool,
) -> pl.DataFrame:
    """Return the spans of all students; enrolments that cannot be a span are told and set aside."""
    after = "1d" if end_is_last_day else "0d"
    taken = frames["enrollments"].filter(pl.col("role") == "student")
    taken = taken.join(_dated(frames), left_on="classSourcedId", right_on="class", how="left")
    users = frames["users"].select(pl.col("sourcedId").alias("sid"), pl.col("grades").alias("own"))
    taken = taken.join(users, left_on="userSourcedId", right_on="sid", how="left")
    in_school = taken["org"].is_in(list(schools)).fill_null(False)
    lines, told = taken["line"], troubles.lines_set_aside
    place = troubles.header.find_name("classSourcedId")
    told("school", ~in_school, lines, place, taken["classSourcedId"], "a class of a school")
    learns = taken["userSourcedId"].is_in(students["sid"].implode())
    who = troubles.header.find_name("userSourcedId")
    told("role", ~learns, lines, who, taken["userSourcedId"], "a user who is a student")
    good = in_school & learns
    single = pl.col("class_grades").list.len() == 1
    dated = taken.select(
        pl.col("userSourcedId").alias("sid"),
        "org",
        "line",
        pl.when(single).then(pl.col("class_grades").list.first()).alias("class_grade"),
        pl.col("own").list.first().alias("own_grade"),
        pl.col("schoolYear").alias("school_year"),
        pl.coalesce("beginDate", "begins").alias("enters_on"),
        pl.coalesce("endDate", "ends").dt.offset_by(after).alias("leaves_on"),
    )
    backwards = good & (dated["leaves_on"] <= dated["enters_on"])
    column = troubles.header.find_name("endDate")
    said = dated["leaves_on"].cast(pl.String)
    told("backwards", backwards, lines, column, said, "an end that lies behind the begin")
    spans = dated.filter(good & ~backwards)
    spans = spans.group_by("sid", "org", "school_year").agg(
        pl.coalesce(
            # Of classes of several grades the one that began last, whatever the order of the rows.
            pl.col("class_grade").sort_by("enters_on", "class_grade").drop_nulls().last(),
            pl.col("own_grade").max(),
        ).alias("grade"),
        pl.col("enters_on").min(),
        pl.col("leaves_on").max(),
    )
    without = _without_class(spans, roles, frames, schools, after)
    spans = pl.concat([spans, without], how="diagonal")
    home = roles.filter((pl.col("role") == "student") & pl.col("primary")).select(
        "sid", "org", pl.lit(True).alias("is_primary")
    )
    spans = spans.join(home.unique(["sid", "org"]), on=["sid", "org"], how="left")
    spans = spans.with_columns(pl.col("is_primary").fill_null(False))
    return spans.select(pl.col(name).cast(dtype) for name, dtype in SPANS.items())


def _dated(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return each class's org, grades, school year, and the first and last day of its terms."""
    sessions = frames["academicSessions"].select(
        pl.col("sourcedId").alias("term"), "startDate", "endDate", "schoolYear"
    )
    classes = frames["classes"].select(
        pl.col("sourcedId").alias("class"),
        pl.col("schoolSourcedId").alias("org"),
        pl.col("grades").alias("class_grades"),
        "termSourcedIds",
    )
    terms = classes.select("class", pl.col("termSourcedIds").alias("term"))
    dates = (
        terms.explode("term", empty_as_null=True)
        .join(sessions, on="term")
        .group_by("class")
        .agg(
            pl.col("startDate").min().alias("begins"),
            pl.col("endDate").max().alias("ends"),
            pl.col("schoolYear").max(),
        )
    )
    return classes.join(dates, on="class", how="left")


def _without_class(
    spans: pl.DataFrame,
    roles: pl.DataFrame,
    frames: Mapping[str, pl.DataFrame],
    schools: set[str],
    after: str,
) -> pl.DataFrame:
    """Students with a school and no class are enrolled too, in the newest year of the roster."""
    sessions = frames["academicSessions"]
    newest = sessions["schoolYear"].max()
    year = sessions.filter(pl.col("schoolYear") == newest)
    first, last = year["startDate"].min(), year["endDate"].max()
    held = roles.filter((pl.col("role") == "student") & pl.col("org").is_in(list(schools)))
    missing = held.join(
        spans.filter(pl.col("school_year") == newest).select("sid").unique(), on="sid", how="anti"
    )
    earlier = spans.select("sid").unique()
    never = missing.join(earlier, on="sid", how="anti")
    grades = frames["users"].select(
        pl.col("sourcedId").alias("sid"), pl.col("grades").list.first().alias("grade")
    )
    never = never.join(grades, on="sid", how="left").with_columns(
        pl.lit(newest, pl.Int16).alias("school_year"),
        pl.max_horizontal(pl.coalesce("begins", pl.lit(first)), pl.lit(first)).alias("enters_on"),
        pl.coalesce(pl.col("ends"), pl.lit(last)).dt.offset_by(after).alias("leaves_on"),
    )
    columns = ["sid", "org", "school_year", "grade", "enters_on", "leaves_on"]
    return (
        never.filter(pl.col("leaves_on") > pl.col("enters_on"))
        .select(columns)
        .unique(["sid", "org", "school_year"])
    )
