"""Who was absent or late, on which day?

Each student misses a share of days of her own; Mondays, Fridays, days beside a break and the weeks
of flu see more. Only absences and tardy days are written; all other days were days present.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.demo.generate.calendar import Year
from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv
from trellis.demo.generate.moves import Stays

STATUSES = ("absent_excused", "absent_unexcused", "suspended_out", "tardy")
SHARES = np.cumsum([0.56, 0.42, 0.02])
HALF_DAYS = 0.06
TARDY = 0.018
BY_GRADE = np.array([0.2, 0.08, 0, -0.02, -0.04, -0.02, 0.0, 0.05, 0.1, 0.3, 0.3, 0.32, 0.45])
BY_YEAR = (0.1, 0.05, 0.0, 0.0)
_SLICE = 4_000
"""How many stays are drawn at once: a slice of days is a small matrix."""


def write_attendance(path: Path, district: District, *, faults: bool) -> None:
    """Write attendance.csv."""
    with Csv(path) as file:
        for index, year in enumerate(district.years):
            known = year.known(district.today)
            for part, stays in enumerate(_slices(district.moves.years[index])):
                rng = district.streams.of("attendance", index, part)
                file.add(_absences(district, index, stays, known, rng))
        if faults:
            file.add(_faulty(district))


def _slices(stays: Stays) -> list[Stays]:
    number = len(stays.student)
    place = np.arange(number)
    return [
        stays.only((place >= start) & (place < start + _SLICE))
        for start in range(0, number, _SLICE)
    ]


def _absences(
    district: District, index: int, stays: Stays, known: int, rng: np.random.Generator
) -> pl.DataFrame:
    year, who = district.years[index], district.students
    chance = np.exp(
        who.absence[stays.student]
        + BY_GRADE[stays.grade]
        + BY_YEAR[index]
        + district.effects.absence[index, stays.school, stays.grade]
    )
    chance = np.minimum(chance, 0.5).astype(np.float32)
    drawn = rng.random((len(chance), len(year.days)), dtype=np.float32)
    day = np.arange(len(year.days))
    there = (stays.first[:, None] <= day) & (day <= stays.last[:, None]) & (day < known)
    absent = chance[:, None] * _pull(year)
    row, day = np.nonzero((drawn < absent + np.float32(TARDY)) & there)
    late = drawn[row, day] >= absent[row, day]
    # The draw of a day that is not known yet must not move the others: one number for every cell.
    kind = _again(drawn[row, day])
    which = np.where(late, 3, np.searchsorted(SHARES, kind))
    half = (_again(kind) < HALF_DAYS) & (which < 2)
    return pl.DataFrame(
        {
            "student_id": who.local_ids.gather(stays.student[row]),
            "school_id": pl.Series(district.places.numbers).gather(stays.school[row]),
            "date": year.iso.gather(day),
            "status": pl.Series(STATUSES).gather(np.minimum(which, 3)),
            "portion": pl.Series(["1", "0.5", "0"]).gather(np.where(late, 2, half * 1)),
        }
    )


def _again(drawn: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return a second number for each drawn one, from the bits that the first did not use."""
    again: NDArray[np.float64] = (drawn.astype(np.float64) * 7_919.0) % 1.0
    return again


def _pull(year: Year) -> NDArray[np.float32]:
    """Return how much more is missed on each day than on a usual one."""
    weekday = (year.days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    gap = np.diff(year.days).astype(np.int64)
    beside = (np.append(gap, 1) > 3) | (np.insert(gap, 0, 1) > 3)
    share = np.arange(len(year.days)) / len(year.days)
    flu = 0.22 * np.exp(-(((share - 0.52) / 0.13) ** 2))
    pull = 0.88 + 0.12 * (weekday == 0) + 0.2 * (weekday == 4) + 0.35 * beside + flu
    weights: NDArray[np.float32] = (pull / pull.mean()).astype(np.float32)
    return weights


def _faulty(district: District) -> pl.DataFrame:
    """Return rows as real deliveries have them: unknown words, people and days."""
    student, school = district.students.local_ids[0], district.places.numbers[0]
    day = district.years[0].iso
    rows = [
        (student, school, day[3], "AB", "1"),
        (student, school, day[4], "sick", "1"),
        ("99999999", school, day[5], "absent_excused", "1"),
        (student, "071802999", day[6], "absent_excused", "1"),
        (student, school, f"{day[7][:4]}-02-30", "absent_unexcused", "1"),
    ]
    schema = ["student_id", "school_id", "date", "status", "portion"]
    return pl.DataFrame(rows, schema=schema, orient="row")
