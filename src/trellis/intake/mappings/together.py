"""What do the scores of a file say when they are looked at together?

Equal keys: the same score delivered twice is kept once and counted; two different scores under one
key are both set aside, since nothing tells which is right. Attempts: they are numbered by day, and
the mapping says which one counts, so that the order of lines never decides.
"""

from __future__ import annotations

import polars as pl

from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.troubles import Troubles

KEY = (
    "student",
    "subject",
    "domain",
    "school_year",
    "window",
    "event",
    "tested_first",
    "score_type",
    "level_scheme",
)
"""The natural key within one product: two rows with the same key are the same score."""

_CONTENT = ("value", "value_text", "state", "level_label")
_SITTING = ("student", "subject", "school_year", "window")


def together(rows: pl.DataFrame, mapping: Mapping, troubles: Troubles) -> tuple[pl.DataFrame, int]:
    """Return the rows that stand, with `attempt` and `is_reported`, and how many were repeated."""
    rows, repeated = _without_equal_keys(rows, troubles)
    return _with_attempts(rows, mapping), repeated


def _without_equal_keys(rows: pl.DataFrame, troubles: Troubles) -> tuple[pl.DataFrame, int]:
    rows = rows.with_columns(pl.struct(KEY).hash().alias("key"))
    if rows["key"].n_unique() == rows.height:
        return rows.drop("key"), 0
    rows = rows.with_row_index("row")
    # A hash only proposes: rows are told equal by their columns.
    maybe = rows.filter(pl.col("key").is_duplicated())
    groups = maybe.group_by(KEY).agg(
        pl.col("row").sort(), pl.struct(_CONTENT).n_unique().alias("contents"), pl.len()
    )
    groups = groups.filter(pl.col("len") > 1)
    agreeing = groups.filter(pl.col("contents") == 1)["row"].list.slice(1).explode()
    differing = groups.filter(pl.col("contents") > 1)["row"].explode()
    conflicts = rows.filter(pl.col("row").is_in(differing.drop_nulls().to_list()))
    troubles.conflicts(conflicts)
    gone = pl.concat([agreeing, differing]).drop_nulls().to_list()
    return rows.filter(~pl.col("row").is_in(gone)).drop("row", "key"), agreeing.drop_nulls().len()


def _with_attempts(rows: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    units = rows.group_by(*_SITTING, "unit", "sitting").agg(
        pl.col("tested_first").min(),
        pl.col("event").min(),
        pl.col("eligible").any(),
        (pl.col("state") == "scored").any().alias("scored"),
        pl.col("value").filter(pl.col("domain").is_null() & pl.col("leads")).max().alias("best"),
    )
    several = pl.len().over(_SITTING) > 1
    units = units.with_columns(several.alias("several"))
    if not units["several"].any():
        return rows.with_columns(
            pl.lit(1, pl.Int16).alias("attempt"), pl.col("eligible").alias("is_reported")
        )
    chosen = _chosen(units.filter("several"), mapping.attempts.choose)
    keys = [*_SITTING, "unit", "sitting"]
    return (
        rows.join(chosen, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            pl.col("attempt").fill_null(1).cast(pl.Int16),
            pl.col("chosen").fill_null(pl.col("eligible")).alias("is_reported"),
        )
        .drop("chosen")
    )


def _chosen(units: pl.DataFrame, choose: str) -> pl.DataFrame:
    """Number the attempts by day and choose one: of those that may count, of those scored."""
    by_day = ["tested_first", "best", "event", "unit"]
    number = pl.struct(by_day).rank("ordinal").over(_SITTING)
    day, best = pl.col("tested_first"), pl.col("best")
    order = {
        "last": [day, best, pl.col("event")],
        "first": [-day.cast(pl.Int32), best, pl.col("event")],
        "best": [best, day, pl.col("event")],
    }[choose]
    wish = ["eligible", "scored", *(f"wish{i}" for i in range(len(order)))]
    return (
        units.with_columns(number.alias("attempt"))
        .with_columns(one.alias(f"wish{i}") for i, one in enumerate(order))
        .sort(wish, descending=True, nulls_last=True)
        .with_columns(
            (pl.int_range(pl.len()).over(_SITTING) == 0).alias("first_wish"),
        )
        .select(
            *_SITTING,
            "unit",
            "sitting",
            "attempt",
            (pl.col("first_wish") & pl.col("eligible")).alias("chosen"),
        )
    )
