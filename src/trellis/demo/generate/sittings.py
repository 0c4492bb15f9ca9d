"""Who sat a test in a window, on which day?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.demo.generate.calendar import Year
from trellis.demo.generate.district import District
from trellis.demo.generate.moves import Ints, Stays

TAKES_PART = 0.965


@dataclass(frozen=True)
class Sittings:
    """The stays of those who sat, and the day of each, as an index of school days."""

    district: District
    year: Year
    stays: Stays
    day: Ints

    @property
    def number(self) -> int:
        """How many sat."""
        return len(self.day)

    def ids(self) -> tuple[pl.Series, pl.Series]:
        """Return the local and state ids as the vendor knows them."""
        local, state = self.district.students.vendor_ids
        return local.gather(self.stays.student), state.gather(self.stays.student)

    def days(self, shape: str) -> pl.Series:
        """Return the day of each sitting as text."""
        return pl.Series(self.year.days).dt.strftime(shape).gather(self.day)

    def school(self, words: list[str]) -> pl.Series:
        """Return a word of each one's school."""
        return pl.Series(words).gather(self.stays.school)

    def only(self, mask: NDArray[np.bool_]) -> Sittings:
        """Return some of them."""
        return Sittings(self.district, self.year, self.stays.only(mask), self.day[mask])


def sit(
    district: District, index: int, window: tuple[int, int], stays: Stays, rng: np.random.Generator
) -> Sittings:
    """Let those who are there on their day sit; days after today are still to come."""
    year, everybody = district.years[index], district.moves.students
    first, last = window
    day = rng.integers(first, last + 1, everybody)[stays.student]
    part = (rng.random(everybody) < TAKES_PART)[stays.student]
    there = part & stays.on(day) & (day < year.known(district.today))
    return Sittings(district, year, stays.only(there), day[there])


def noise(
    district: District, stays: Stays, spread: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Draw an error for every student there ever was, and return those of some."""
    drawn = rng.standard_normal(district.moves.students) * spread
    chosen: NDArray[np.float64] = drawn[stays.student]
    return chosen
