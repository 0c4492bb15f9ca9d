"""How far does each student stand from the norm of her grade, and how much does she grow?

A student begins near her ability and grows by what is usual in her grade, by what is true of her
school, and by some luck of her own; part of that stays with her in the next year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trellis.demo.generate.district import District
from trellis.demo.generate.moves import Ints, Stays
from trellis.demo.generate.people import Floats
from trellis.demo.generate.truth import SUBJECTS

FALL = np.array(
    [
        [139.6, 160.1, 175.0, 188.5, 199.6, 209.1, 214.8, 220.2, 224.9, 226.4, 229.1, 232.0, 233.5],
        [136.7, 155.9, 172.4, 186.6, 196.7, 204.5, 210.2, 214.2, 218.0, 218.9, 221.5, 223.5, 224.0],
    ]
)
"""The usual RIT in fall, by subject (math, reading) and grade from kindergarten on."""

USUAL_GAIN = (
    (17.5, 16.3, 14.4, 12.6, 10.9, 9.7, 8.1, 6.5, 5.4, 3.6, 3.3, 2.6, 2.0),
    (16.4, 15.5, 13.2, 10.5, 8.1, 6.5, 5.2, 4.2, 3.7, 2.6, 2.2, 1.3, 1.0),
)
"""The usual growth in RIT from fall to spring, by subject and grade from kindergarten on."""

SPREAD = np.array(
    [
        [12.5, 12.4, 13.0, 13.5, 14.4, 15.3, 16.1, 17.4, 18.6, 19.5, 20.0, 20.0, 20.0],
        [12.2, 12.7, 15.2, 16.7, 16.8, 16.5, 16.4, 16.5, 16.9, 17.5, 18.0, 18.0, 18.0],
    ]
)
"""The standard deviation of the norm."""

ERROR = 2.6
"""The error of one test, in RIT."""

LUCK, STAYS = 3.0, 0.6
"""The spread of a student's own growth, and which part of unusual growth stays with her."""

SO_FAR = {"fall": 0.0, "winter": 0.55, "spring": 1.0}
"""Which part of the year's growth has happened in each window."""


@dataclass(frozen=True)
class Learning:
    """By year, subject and student: RIT carried over from earlier years, and this year's luck."""

    district: District
    carried: NDArray[np.float32]
    luck: NDArray[np.float32]

    def above(self, stays: Stays, year: int, subject: int, window: str) -> Floats:
        """Return by how many RIT points each student stands above the norm of her grade then."""
        able = self.district.students.ability[subject, stays.student]
        start = able * SPREAD[subject, stays.grade] + self.carried[year, subject, stays.student]
        more = self.luck[year, subject, stays.student] + _true(self.district, stays, year, subject)
        above: Floats = start + SO_FAR[window] * more
        return above


def norm(subject: int, grade: Ints, window: str) -> Floats:
    """Return the usual RIT of a grade in a window."""
    usual: Floats = FALL[subject, grade] + SO_FAR[window] * np.array(USUAL_GAIN[subject])[grade]
    return usual


def learn(district: District) -> Learning:
    """Let every student live through the years."""
    shape = (len(district.years), len(SUBJECTS), district.moves.students)
    carried = np.zeros(shape, np.float32)
    luck = np.zeros(shape, np.float32)
    for year in range(shape[0]):
        rng = district.streams.of("luck", year)
        luck[year] = rng.standard_normal(shape[1:], dtype=np.float32) * np.float32(LUCK)
        if year + 1 == shape[0]:
            break
        home = district.moves.years[year]
        home = home.only(home.home)
        for subject in range(len(SUBJECTS)):
            unusual = carried[year, subject] + luck[year, subject]
            unusual[home.student] += _true(district, home, year, subject)
            carried[year + 1, subject, home.student] = STAYS * unusual[home.student]
    return Learning(district, carried, luck)


def _true(district: District, stays: Stays, year: int, subject: int) -> Floats:
    growth: Floats = district.effects.growth[year, subject, stays.school, stays.grade]
    return growth
