"""Which school days does each school have?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv


def write_school_days(path: Path, district: District) -> None:
    """Write school_days.csv: the calendar is known to the end of the year."""
    numbers = pl.Series("school_id", district.places.numbers).to_frame()
    with Csv(path) as file:
        for year in district.years:
            second = pl.Series(np.arange(len(year.days)) >= year.half)
            days = pl.DataFrame({"date": year.iso, "second": second}).select(
                "date",
                pl.lit("true").alias("in_session"),
                pl.when("second").then(pl.lit("S2")).otherwise(pl.lit("S1")).alias("term"),
            )
            file.add(numbers.join(days, how="cross"))
