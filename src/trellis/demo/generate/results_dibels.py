"""What does the vendor of DIBELS 8 deliver: kindergarten to grade 3, three benchmark periods?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtr

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv, lines
from trellis.demo.generate.levels import SPREAD, Learning
from trellis.demo.generate.names import DISTRICT
from trellis.demo.generate.sittings import Sittings, noise, sit

WINDOWS = {"fall": (8, 20, 16), "winter": (1, 8, 15), "spring": (4, 28, 15)}
PERIODS = {"fall": "BOY", "winter": "MOY", "spring": "EOY"}
LEVELS = ("Well Below Benchmark", "Below Benchmark", "At Benchmark", "Above Benchmark")
CUTS = np.array([-0.75, -0.25, 0.65])
GRADES = pl.Series(["K", "1", "2", "3"])
SOUNDS = np.array([22, 48, 0, 0])
FLUENCY = np.array([0, 28, 62, 88])
MORE = {"fall": 0, "winter": 12, "spring": 24}


def write_dibels(folder: Path, district: District, learning: Learning, index: int) -> None:
    """Write the file of a school year; before its first window there is none."""
    with Csv(folder / f"dibels8_{district.years[index].span}.csv") as file:
        for number, window in enumerate(WINDOWS):
            rng = district.streams.of("dibels", index, number)
            k_to_3 = district.moves.years[index].within(0, 3)
            sat = sit(district, index, district.years[index].window(*WINDOWS[window]), k_to_3, rng)
            file.add(_lines(sat, learning, index, window, rng))


def _lines(
    sat: Sittings, learning: Learning, index: int, window: str, rng: np.random.Generator
) -> pl.DataFrame:
    district, stays, who = sat.district, sat.stays, sat.district.students
    z = learning.above(stays, index, 1, window) / SPREAD[1, stays.grade]
    z = z + noise(district, stays, 0.3, rng)
    composite = 400 + 38 * z + MORE[window] / 2
    level = np.searchsorted(CUTS, z)
    local, state = sat.ids()
    columns: dict[str, pl.Series | str] = {
        "School Year": sat.year.long_span,
        "State": "TX",
        "Account Name": DISTRICT,
        "District Name": DISTRICT,
        "School Name": sat.school(district.places.names),
        "Primary School ID": sat.school(district.places.numbers),
        "Student Last Name": who.family.gather(stays.student),
        "Student First Name": who.given.gather(stays.student),
        "Enrollment Grade": GRADES.gather(stays.grade),
        "Assessment": "mCLASS",
        "Assessment Edition": "DIBELS 8th Edition",
        "Assessment Grade": GRADES.gather(stays.grade),
        "Benchmark Period": PERIODS[window],
        "Composite Level": pl.Series(LEVELS).gather(level),
        "Composite Score": pl.Series(np.rint(composite).astype(np.int64).clip(200, 650)),
        "Composite - National Norm Percentile": pl.Series(
            np.rint(ndtr(z) * 100).astype(np.int64).clip(1, 99)
        ),
        "Letter Sounds (NWF-CLS) - Score": _measure(SOUNDS, stays.grade, z, window, 12),
        "Reading Fluency (ORF) - Score": _measure(FLUENCY, stays.grade, z, window, 26),
        "Client Date": sat.days("%Y-%m-%d"),
        "Student Primary ID": local,
        "Primary ID - Student ID (State ID)": state,
        "Administration Type": "Offline",
    }
    return lines(columns, sat.number)


def _measure(
    usual: NDArray[np.int64],
    grade: NDArray[np.int64],
    z: NDArray[np.float64],
    window: str,
    spread: float,
) -> pl.Series:
    """Return a measure's score, blank in the grades in which it is not given."""
    score = np.rint(usual[grade] + MORE[window] + spread * z).astype(np.int64).clip(0, 250)
    return pl.Series(score).set(pl.Series(usual[grade] == 0), None)
