"""What would programmes, attendance, marks and school days change?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from trellis.intake.batches.digits import filled_up, proposal, said
from trellis.intake.batches.flips import programme_flips
from trellis.intake.batches.staging import Stage
from trellis.intake.layouts.fields import read_fields
from trellis.intake.layouts.habits import Habits
from trellis.intake.layouts.own import LAYOUTS
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.lib.api import FAR

FAILING = ("F", "E", "NC", "NP", "U", "I/F", "WF")
"""Marks that fail. A number below 60 fails too."""

_TURN = 7


class OwnCheck:
    """Reads the files of our own layouts against known ids and schools, and stages them."""

    def __init__(
        self,
        stage: Stage,
        identities: pl.DataFrame,
        schools: Mapping[str, str],
        id_type: str,
        habits: Habits,
    ) -> None:
        self.stage, self.schools = stage, dict(schools)
        self.id_type, self.habits = id_type, habits
        self.known = identities.filter(pl.col("id_type") == id_type)
        self.days: pl.DataFrame | None = None
        self.counts: dict[str, dict[str, Any]] = {}
        self.flips: list[dict[str, Any]] = []

    def read(self, name: str, sheet: Sheet, troubles: Troubles) -> int:
        """Read one file; return how many of its rows were set aside."""
        frame = read_fields(sheet, LAYOUTS[name], troubles, self.habits)
        if "student_id" in frame.columns:
            frame = self._matched(name, frame, sheet, troubles)
        if "school_id" in frame.columns:
            frame = self._placed(frame, sheet, troubles)
        getattr(self, f"_{name}")(frame, sheet, troubles)
        return sum(1 + p.more_like_it for p in troubles.all() if p.severity == "quarantine")

    def _matched(
        self, name: str, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles
    ) -> pl.DataFrame:
        ids = frame.select(
            pl.lit(self.id_type).alias("id_type"), pl.col("student_id").alias("id_text")
        )
        ids = filled_up(ids, self.habits.digits)
        frame = frame.with_columns(ids["id_text"].alias("id_text"))
        keys = self.known.select("id_text", "student_key")
        frame = frame.join(keys, on="id_text", how="left", maintain_order="left")
        unknown = frame["student_key"].is_null()
        column = sheet.header.find_name("student_id")
        told = frame["student_id"]
        expected = "the number of a student whom the roster knows"
        troubles.lines_set_aside("student", unknown, frame["line"], column, told, expected)
        lost = ids.filter(unknown).unique()
        self.counts[name] = {
            "students": frame["id_text"].n_unique(),
            "unmatched": lost.height,
        }
        zeros = proposal(lost, self.known)
        if zeros:
            self.counts[name]["digits"] = zeros
            troubles.about_the_file("digits", said(sheet.name, zeros))
        return frame.filter(~unknown).drop("id_text")

    def _placed(self, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles) -> pl.DataFrame:
        given = frame["school_id"]
        found = given.replace_strict(self.schools, default=None, return_dtype=pl.String)
        column = sheet.header.find_name("school_id")
        unknown = found.is_null()
        expected = "the number of a school that the roster knows"
        troubles.lines_set_aside("school", unknown, frame["line"], column, given, expected)
        return frame.with_columns(found.alias("school_id")).filter(~unknown)

    def _programs(self, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles) -> None:
        backwards = (frame["end_date"] <= frame["begin_date"]).fill_null(False)
        column = sheet.header.find_name("end_date")
        ended = frame["end_date"].cast(pl.String)
        expected = "the first day after the programme, behind its begin"
        troubles.lines_set_aside("backwards", backwards, frame["line"], column, ended, expected)
        frame = frame.filter(~backwards)
        rows = _once(
            frame.select(
                "line",
                "student_key",
                pl.col("program").alias("programme"),
                pl.col("begin_date").alias("begins_on"),
                pl.col("end_date").fill_null(FAR).alias("ends_on"),
            ),
            ["student_key", "programme", "begins_on"],
            troubles,
        )
        named = sorted(rows["programme"].unique().to_list())
        if named:
            self.flips = programme_flips(self.stage, rows, named)
            self.stage.put("programme", rows, within={"programme": named})

    def _school_days(self, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles) -> None:
        rows = frame.filter(pl.col("in_session").fill_null(True))
        rows = rows.select(
            "school_id", _year("date").alias("school_year"), pl.col("date").alias("day")
        )
        rows = rows.unique().sort("school_id", "day")
        years = sorted(rows["school_year"].unique().to_list())
        standing = self.stage.standing("calendar", school_year=years)
        if standing is not None:
            kept = standing.join(rows, on=["school_id", "school_year"], how="anti")
            rows = pl.concat([rows, kept.select(rows.columns)])
        number = pl.col("day").rank("ordinal").over("school_id", "school_year").cast(pl.Int16)
        rows = rows.with_columns(day_number=number)
        self.days = rows
        for year in years:
            here = rows.filter(pl.col("school_year") == year)
            self.stage.put("calendar", here, within={"school_year": [year]})

    def _attendance(self, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles) -> None:
        rows = frame.filter(pl.col("status") != "present").select(
            "line",
            "student_key",
            "school_id",
            _year("date").alias("school_year"),
            pl.col("date").alias("day"),
            pl.col("status").alias("mark"),
            pl.col("portion").fill_null(1.0).alias("share_of_day"),
        )
        rows = _once(rows, ["student_key", "school_id", "day"], troubles)
        covered = self._covered(frame)
        for year in sorted(covered["school_year"].unique().to_list()):
            span = covered.filter(pl.col("school_year") == year)
            here = rows.filter(pl.col("school_year") == year)
            self.stage.put(
                "attendance", self._with_the_rest(here, span, year), within={"school_year": [year]}
            )
            self._receive(span, year)

    def _covered(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Say for which schools and days the file tells everything."""
        told = frame.select(
            "school_id", _year("date").alias("school_year"), pl.col("date").alias("day")
        )
        years = told["school_year"].unique().to_list()
        days = (
            self.days
            if self.days is not None
            else self.stage.standing("calendar", school_year=years)
        )
        spans = told.group_by("school_year").agg(
            pl.col("day").min().alias("first_day"), pl.col("day").max().alias("last_day")
        )
        places = told.select("school_id", "school_year").unique()
        if days is not None:
            inside = days.join(spans, on="school_year").filter(
                pl.col("day").is_between("first_day", "last_day")
            )
            places = pl.concat([places, inside.select("school_id", "school_year")]).unique()
        return places.join(spans, on="school_year").select(
            "school_id", "school_year", "first_day", "last_day"
        )

    def _with_the_rest(self, rows: pl.DataFrame, span: pl.DataFrame, year: int) -> pl.DataFrame:
        standing = self.stage.standing("attendance", school_year=[year])
        if standing is None or standing.is_empty():
            return rows
        outside = standing.join(span, on=["school_id", "school_year"], how="left").filter(
            pl.col("first_day").is_null() | ~pl.col("day").is_between("first_day", "last_day")
        )
        return pl.concat([rows, outside.select(rows.columns)])

    def _receive(self, span: pl.DataFrame, year: int) -> None:
        rows = span.with_columns(what=pl.lit("attendance"))
        standing = self.stage.standing("received", school_year=[year])
        if standing is not None:
            rows = pl.concat([rows, standing.select(rows.columns)])
        rows = rows.group_by("school_id", "school_year", "what").agg(
            pl.col("first_day").min(), pl.col("last_day").max()
        )
        self.stage.put("received", rows, within={"school_year": [year]})

    def _marks(self, frame: pl.DataFrame, sheet: Sheet, troubles: Troubles) -> None:
        mark = pl.col("mark").str.to_uppercase()
        points = mark.cast(pl.Float64, strict=False)
        rows = frame.select(
            "line",
            "student_key",
            "school_id",
            "school_year",
            pl.col("term").fill_null(""),
            pl.col("course_code").alias("course_id"),
            "core",
            "mark",
            pl.when(points.is_not_null())
            .then(points < 60)
            .otherwise(mark.is_in(FAILING))
            .alias("failed"),
            "is_final",
            pl.col("credit_tried").alias("credits_tried"),
            pl.col("credit_earned").alias("credits_earned"),
        )
        keys = ["student_key", "school_id", "school_year", "term", "course_id"]
        rows = _once(rows, keys, troubles)
        for year in sorted(rows["school_year"].unique().to_list()):
            here = rows.filter(pl.col("school_year") == year)
            self.stage.put("mark", here, within={"school_year": [year]}, absent_means_gone=False)


def _year(column: str) -> pl.Expr:
    day = pl.col(column)
    return (day.dt.year() + (day.dt.month() >= _TURN)).cast(pl.Int16)


def _once(frame: pl.DataFrame, keys: list[str], troubles: Troubles) -> pl.DataFrame:
    twice = frame.select(pl.struct(keys).is_duplicated() & ~pl.struct(keys).is_first_distinct())
    mask = twice.to_series()
    troubles.lines_set_aside(
        "twice", mask, frame["line"], None, None, "each of these once in a file"
    )
    return frame.filter(~mask).drop("line")
