"""How is a question counted: in every school, network and the district, for every group?

One statement brings the students of the question down to counts by school, grade and groups
together; one-way tables are sums of those. A student stands in exactly one of them, so that
schools add up to networks and the district, and groups add up to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import ibis
import polars as pl

from trellis.lake.api import LakeReader
from trellis.measures.attendance import CHRONIC, days_of
from trellis.measures.definitions import MEASURES, Question
from trellis.measures.population import members
from trellis.measures.scores import results

DIMENSIONS = ("grade", "race", "sex", "el", "swd", "frl")
_SUMS = ("n", "k", "total", "squares")


def count_cells(reader: LakeReader, question: Question) -> pl.DataFrame:
    """Count one question; see `count_all` for the columns."""
    return next(iter(count_all(reader, [question])))[1]


def count_all(
    reader: LakeReader, asked: Iterable[Question]
) -> Iterator[tuple[Question, pl.DataFrame]]:
    """Count questions, in their order; those on one product and year share a statement.

    Columns: level (district, network, school), place_id (empty for the district), parent_id (of a
    school its network, else empty), dim, value, n; with k for shares; mean and sd for means (sd
    null below two students); k, part and part_order for parts. Groups without a student in a place
    stand with n = 0, grades that a school does not have do not stand.
    """
    place = reader.table("place")
    networks = pl.DataFrame(pl.from_arrow(reader.run(place)))
    cubes: dict[tuple[str, int, str], pl.DataFrame] = {}
    for question in asked:
        key = (question.measure, question.school_year, question.product)
        if key not in cubes:
            cubes = {k: v for k, v in cubes.items() if k[0] == key[0] and k[1:] != key[1:]}
            cubes[key] = _cube(reader, question)
        cube = cubes[key]
        if question.product and not cube.is_empty():
            cube = cube.filter(subject=question.subject, window=question.window)
        yield question, _cells(cube, networks, MEASURES[question.measure].kind)


def _cells(cube: pl.DataFrame, networks: pl.DataFrame, kind: str) -> pl.DataFrame:
    if cube.is_empty():
        return cube
    cube = cube.join(networks, on="school_id", how="left").with_columns(
        pl.col("network_id").fill_null("")
    )
    parts = ["part", "part_order"] if kind == "parts" else []
    frames = [
        _summed(cube, level, column, dim, parts)
        for level, column in (("school", "school_id"), ("network", "network_id"), ("district", ""))
        for dim in ("all", *DIMENSIONS)
    ]
    cells = pl.concat([frame for frame in frames if not frame.is_empty()])
    cells = _with_empty_groups(cells, parts)
    parent = networks.rename({"school_id": "place_id", "network_id": "parent_id"})
    is_school = pl.col("level") == "school"
    cells = cells.join(parent, on="place_id", how="left").with_columns(
        pl.when(is_school).then(pl.col("parent_id")).fill_null("").alias("parent_id")
    )
    if kind == "mean":
        return _as_means(cells)
    return _as_parts(cells) if kind == "parts" else cells.drop("total", "squares")


def _cube(reader: LakeReader, question: Question) -> pl.DataFrame:
    """Count students by school and all groups at once: the one statement behind a table."""
    measure = MEASURES[question.measure]
    rows, extra = _students(reader, question)
    by = ["school_id", *DIMENSIONS, *extra]
    rows = rows.mutate(
        outcome=rows.value.cast("float64") if measure.kind == "mean" else ibis.literal(0.0),
        hits=ibis.ifelse(rows.met, 1, 0) if measure.kind == "share" else ibis.literal(0),
    )
    counted = rows.group_by(by).aggregate(
        n=rows.count(),
        k=rows.hits.sum().cast("int64"),
        total=rows.outcome.sum(),
        squares=(rows.outcome * rows.outcome).sum(),
    )
    # DuckDB sums whole numbers into 128 bits, which arrive as decimals.
    found = pl.DataFrame(pl.from_arrow(reader.run(counted)))
    return found.with_columns(pl.col("n", "k").cast(pl.Int64))


def _students(reader: LakeReader, question: Question) -> tuple[Any, list[str]]:
    """Return one row a student with her groups and outcome, and what else to count by."""
    year = question.school_year
    member = members(reader, year)
    if MEASURES[question.measure].needs_test:
        found = results(reader, question.measure, question.product, year)  # type: ignore[arg-type]
        who = member.drop("school_id", "grade").rename(member_key="student_key")
        extra = ["subject", "window"]
        if question.measure == "level_shares":
            extra += ["part", "part_order"]
        return found.inner_join(who, found.student_key == who.member_key), extra
    if question.measure == "enrolment":
        return member, []
    if question.measure == "course_failure":
        mark = reader.table("mark")
        mark = mark.filter(
            (mark.school_year == year)
            & mark.is_final
            & mark.core.isin(["english", "math", "science", "social"])
            & mark.failed.notnull()
        )
        told = mark.group_by("student_key").aggregate(met=mark.failed.max())
    else:
        told = reader.kept(f"days {year}", lambda: days_of(reader, year))
        told = told.mutate(
            met=told.missed >= told.enrolled * CHRONIC,
            value=(1 - told.missed / told.enrolled.cast("float64").nullif(0.0)) * 100,
        )
    told = told.rename(told_key="student_key")
    return member.inner_join(told, member.student_key == told.told_key), []


def _summed(
    cube: pl.DataFrame, level: str, column: str, dim: str, parts: list[str]
) -> pl.DataFrame:
    frame = cube
    if level == "network":
        frame = frame.filter(pl.col("network_id") != "")
    value = pl.lit("") if dim == "all" else pl.col(dim)
    place = pl.col(column) if column else pl.lit("")
    return (
        frame.group_by(place.alias("place_id"), value.alias("value"), *parts)
        .agg(pl.col(name).sum() for name in _SUMS)
        .select(
            pl.lit(level).alias("level"),
            "place_id",
            pl.lit(dim).alias("dim"),
            "value",
            *parts,
            *(pl.col(name) for name in _SUMS),
        )
        .sort("place_id", "value", *parts)
    )


def _with_empty_groups(cells: pl.DataFrame, parts: list[str]) -> pl.DataFrame:
    """Let groups without a student stand with n = 0: that a group is empty is as private as few."""
    values = cells.filter((pl.col("dim") != "grade") & (pl.col("level") == "district"))
    values = values.select("dim", "value", *parts).unique()
    if parts:
        values = (
            values.select("dim", "value").unique().join(cells.select(parts).unique(), how="cross")
        )
        in_grades = cells.filter(pl.col("dim") == "grade").select(
            "level", "place_id", "dim", "value"
        )
        grades = in_grades.unique().join(cells.select(parts).unique(), how="cross")
    places = cells.select("level", "place_id").unique()
    wanted = places.join(values, how="cross")
    if parts:
        wanted = pl.concat([wanted, grades.select(wanted.columns)])
    else:
        grade = cells.filter(pl.col("dim") == "grade")
        wanted = pl.concat([wanted, grade.select(wanted.columns)])
    keys = ["level", "place_id", "dim", "value", *parts]
    return (
        wanted.unique()
        .join(cells, on=keys, how="left", nulls_equal=True)
        .with_columns(pl.col(name).fill_null(0) for name in _SUMS)
        .sort(keys)
    )


def _as_means(cells: pl.DataFrame) -> pl.DataFrame:
    n = pl.col("n")
    mean = pl.when(n > 0).then(pl.col("total") / n)
    variance = (pl.col("squares") - pl.col("total") ** 2 / n) / (n - 1)
    sd = pl.when(n > 1).then(variance.clip(lower_bound=0).sqrt())
    return cells.with_columns(mean=mean, sd=sd).drop("k", "total", "squares")


def _as_parts(cells: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("n").sum().over("level", "place_id", "dim", "value")
    return cells.with_columns(k=pl.col("n"), n=whole).drop("total", "squares")
