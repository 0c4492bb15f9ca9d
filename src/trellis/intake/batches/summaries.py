"""How do a file's scores look on the whole, to be compared with the last file of their kind?"""

from __future__ import annotations

from typing import Any

import polars as pl

_BY = ["subject", "window", "school_year"]


def summaries_of(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return, for each subject, window and year: results, mean and spread, levels, days."""
    overall = rows.filter(
        pl.col("domain").is_null() & pl.col("is_reported") & (pl.col("state") == "scored")
    )
    scales = overall.filter(pl.col("score_type") == "scale")
    found = (
        scales.group_by(_BY)
        .agg(
            pl.len().alias("n"),
            pl.col("value").mean().alias("mean"),
            pl.col("value").std().alias("sd"),
            pl.col("tested_on").drop_nulls().n_unique().alias("days"),
        )
        .sort(_BY)
    )
    levels = overall.filter(pl.col("level_label").is_not_null())
    shares = levels.group_by([*_BY, "level_scheme", "level_label"]).len()
    return [one | {"levels": _shares(shares, one)} for one in found.to_dicts()]


def _shares(counted: pl.DataFrame, one: dict[str, Any]) -> dict[str, float]:
    here = counted.filter(pl.all_horizontal(pl.col(name).eq_missing(one[name]) for name in _BY))
    here = here.with_columns(share=pl.col("len") / pl.col("len").sum().over("level_scheme"))
    named = here.sort("level_scheme", "level_label").select(
        pl.concat_str("level_scheme", "level_label", separator=": ", ignore_nulls=True), "share"
    )
    return {label: round(share, 4) for label, share in named.iter_rows()}
