"""A few published figures, for tests in which it does not matter how they were counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings

from tests.cast import Cast
from trellis.evidence.api import Publication
from trellis.lake.api import TABLES, Lake

YEAR = 2026


def publish_figures(
    cast: Cast, *, at_oak: int = 300, number: int = 1, earlier: Mapping[int, int] | None = None
) -> Publication:
    """Publish how many students there are, as the gate would have written it.

    `earlier` holds the figures of Oak Hollow in school years before the last.
    """
    rows = [
        ("enrolment", level, place, "all", "", n, year)
        for year, oak in {**(earlier or {}), YEAR: at_oak}.items()
        for level, place, n in (("district", "", oak + 200), ("school", cast.oak.key, oak))
    ]
    names = ("measure", "level", "place_id", "dim", "value", "n_shown", "school_year")
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        product=pl.lit(""),
        subject=pl.lit(""),
        window=pl.lit(""),
        hidden=pl.lit(False),
        structural=pl.lit(False),
        low=pl.col("n_shown"),
        high=pl.col("n_shown"),
        middle=pl.col("n_shown"),
        measure_version=pl.lit(1),
        as_of=pl.lit(date(2026, 3, 1)),
    )
    writing = Lake(Path(settings.LAKE)).write(number, None)
    writing.replace("gated", frame, within=None, absent_means_gone=True)
    assert set(TABLES["gated"].names) > set(frame.columns)
    manifest = writing.finish()
    return Publication.objects.create(
        number=number,
        state="published",
        what="figures",
        manifest=manifest.to_json(),
        manifest_sha256=manifest.sha256,
    )
