"""Who was in which programme, from when to when, as far as is known?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv

SOURCES = {"el": "language survey and screener", "swd": "IEP", "frl": "application"}


def write_programs(path: Path, district: District) -> None:
    """Write programs.csv for the students whom the roster knows."""
    who, first_year = district.students, district.moves.first_year
    years = district.years
    known = np.zeros(district.moves.students, bool)
    for index in range(len(years)):
        known[district.known_stays(index).student] = True
    begins = pl.Series([f"{year.number - 1}-07-01" for year in years])
    last = np.minimum(who.el_ends, len(years) - 1)
    left = begins.gather(last).zip_with(
        pl.Series(who.el_ends < len(years)),
        pl.repeat(None, len(known), dtype=pl.String, eager=True),
    )
    with Csv(path) as file:
        for program, member in (("el", who.el), ("swd", who.swd), ("frl", who.frl)):
            student = np.flatnonzero(member & known)
            file.add(
                pl.DataFrame(
                    {
                        "student_id": who.local_ids.gather(student),
                        "program": pl.repeat(program, len(student), eager=True),
                        "begin_date": begins.gather(first_year[student]),
                        "end_date": left.gather(student)
                        if program == "el"
                        else pl.repeat(None, len(student), dtype=pl.String, eager=True),
                        "source": pl.repeat(SOURCES[program], len(student), eager=True),
                        "detail": pl.repeat("", len(student), eager=True),
                    }
                )
            )
