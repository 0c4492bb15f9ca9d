"""At which schools would many students lose or gain a flag at once?

All lunch statuses gone in July is an export that went wrong far more often than it is news.
"""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils import timezone

from trellis.intake.batches.staging import Stage

MOST_FLIPS = 0.05
FEWEST_FLIPS = 10


def programme_flips(stage: Stage, rows: pl.DataFrame, named: list[str]) -> list[dict[str, Any]]:
    """Compare who is in a programme today, before and after, school by school."""
    before = stage.standing("programme", programme=named)
    return _flips(stage, _today(rows), None if before is None else _today(before))


def demographic_flips(stage: Stage, rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Compare students' sex and race flags before and after, school by school."""
    before = stage.standing("student")
    if before is None:
        return []
    # Who is not named any more leaves, and loses nothing.
    named = before.join(rows, on="student_key", how="semi")
    return _flips(stage, _flags(rows), _flags(named))


def _flips(stage: Stage, after: pl.DataFrame, before: pl.DataFrame | None) -> list[dict[str, Any]]:
    """`after`, `before`: student_key, flag; one row a flag that a student has."""
    today = timezone.localdate()
    enrolled = stage.standing("enrolment")
    if before is None or enrolled is None:
        return []
    # A flag that nobody had is delivered for the first time.
    after = after.filter(pl.col("flag").is_in(before["flag"].unique().implode()))
    here = enrolled.filter((pl.col("enters_on") <= today) & (pl.col("leaves_on") > today)).select(
        "student_key", "school_id"
    )
    sizes = here.group_by("school_id").agg(pl.col("student_key").n_unique().alias("students"))
    keys = ["student_key", "flag"]
    changed = [
        frame.join(other, on=keys, how="anti").with_columns(what=pl.lit(what))
        for frame, other, what in ((before, after, "lose"), (after, before, "gain"))
    ]
    counted = (
        pl.concat(changed)
        .join(here, on="student_key")
        .group_by("school_id", "flag", "what")
        .agg(pl.col("student_key").n_unique().alias("changed"))
        .join(sizes, on="school_id")
    )
    many = (pl.col("changed") > MOST_FLIPS * pl.col("students")) & (
        pl.col("changed") >= FEWEST_FLIPS
    )
    return counted.filter(many).sort("school_id", "flag", "what").to_dicts()


def _today(rows: pl.DataFrame) -> pl.DataFrame:
    today = timezone.localdate()
    now = (pl.col("begins_on") <= today) & (pl.col("ends_on") > today)
    return rows.filter(now).select("student_key", pl.col("programme").alias("flag")).unique()


def _flags(rows: pl.DataFrame) -> pl.DataFrame:
    flags = [name for name, dtype in rows.schema.items() if dtype == pl.Boolean]
    races = rows.select("student_key", *flags).unpivot(index="student_key", variable_name="flag")
    sexes = rows.select("student_key", pl.col("sex").alias("flag")).drop_nulls()
    return pl.concat([races.filter("value").select("student_key", "flag"), sexes])
