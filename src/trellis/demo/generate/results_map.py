"""What does the vendor of MAP Growth deliver: K to grade 8, three windows, two subjects?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import ndtr

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv, lines
from trellis.demo.generate.levels import ERROR, SPREAD, Learning, norm
from trellis.demo.generate.names import DISTRICT, DISTRICT_NUMBER
from trellis.demo.generate.sittings import noise, sit

WINDOWS = {"fall": (9, 8, 14), "winter": (1, 12, 14), "spring": (4, 20, 15)}
"""The first month and day of each window, and its length in school days."""

QUINTILES = ("Low", "LoAvg", "Avg", "HiAvg", "High")
SUBJECTS = ("Mathematics", "Reading")


def write_map_growth(folder: Path, district: District, learning: Learning, index: int) -> None:
    """Write the file of a school year; before its first window there is none."""
    with Csv(folder / f"map_growth_{district.years[index].span}.csv") as file:
        for number, window in enumerate(WINDOWS):
            for subject in range(len(SUBJECTS)):
                rng = district.streams.of("map growth", index, number, subject)
                file.add(_lines(district, learning, index, window, subject, rng))


def _lines(
    district: District,
    learning: Learning,
    index: int,
    window: str,
    subject: int,
    rng: np.random.Generator,
) -> pl.DataFrame:
    year = district.years[index]
    k_to_8 = district.moves.years[index].within(0, 8)
    sat = sit(district, index, year.window(*WINDOWS[window]), k_to_8, rng)
    stays, usual = sat.stays, norm(subject, sat.stays.grade, window)
    rit = usual + learning.above(stays, index, subject, window)
    rit = np.rint(rit + noise(district, stays, ERROR, rng)).astype(np.int64).clip(101, 349)
    z = (rit - usual) / SPREAD[subject, stays.grade]
    percentile = np.rint(ndtr(z) * 100).astype(np.int64).clip(1, 99)
    minutes = rng.integers(28, 75, district.moves.students)[stays.student]
    test = np.where(stays.grade < 3, "K-2", np.where(stays.grade < 6, "2-5", "6+"))
    number = (year.number * 10 + list(WINDOWS).index(window) * 2 + subject) * 1_000_000
    local, state = sat.ids()
    columns: dict[str, pl.Series | str] = {
        "TermName": f"{window.title()} {year.long_span}",
        "DistrictName": DISTRICT,
        "District_StateID": DISTRICT_NUMBER,
        "SchoolName": sat.school(district.places.names),
        "School_StateID": sat.school(district.places.numbers),
        "StudentID": local,
        "Student_StateID": state,
        "Grade": pl.Series(stays.grade),
        "Subject": SUBJECTS[subject],
        "Course": f"{SUBJECTS[subject]} K-12",
        "GrowthMeasureYN": "TRUE",
        "NormsReferenceData": "2020",
        "TestType": "Survey With Goals",
        "TestName": f"Growth: {SUBJECTS[subject]} " + pl.Series(test),
        "TestID": pl.Series(number + stays.student),
        "TestStartDate": sat.days("%m/%d/%Y"),
        "TestDurationMinutes": pl.Series(minutes),
        "TestRITScore": pl.Series(rit),
        "TestStandardError": "3.2",
        "TestPercentile": pl.Series(percentile),
        "AchievementQuintile": pl.Series(QUINTILES).gather(np.minimum(percentile // 20, 4)),
    }
    return lines(columns, sat.number)
