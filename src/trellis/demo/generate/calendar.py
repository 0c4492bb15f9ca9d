"""On which days is school, and when are the tests?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.lib.api import school_year_of

HISTORY = 3
"""How many whole years stand before the year in progress."""

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Year:
    """A school year, named by its spring; `days` are its school days, `half` the second term's."""

    number: int
    days: Days
    half: int

    @property
    def span(self) -> str:
        """Both calendar years as in file names: 2025-26."""
        return f"{self.number - 1}-{self.number % 100:02d}"

    @property
    def long_span(self) -> str:
        """Both calendar years as vendors write them: 2025-2026."""
        return f"{self.number - 1}-{self.number}"

    @property
    def last(self) -> int:
        """The index of the last day."""
        return len(self.days) - 1

    @cached_property
    def iso(self) -> pl.Series:
        """The school days as text, 2026-08-12."""
        return pl.Series("day", self.days).dt.strftime("%Y-%m-%d")

    def known(self, today: date) -> int:
        """Say how many of the school days are not after today."""
        return int(np.searchsorted(self.days, np.datetime64(today), side="right"))

    def window(self, month: int, day: int, length: int) -> tuple[int, int]:
        """Return the first and last index of so many school days from a day of the year on."""
        begins = np.datetime64(date(self.number - (month >= 7), month, day))
        first = min(int(np.searchsorted(self.days, begins)), self.last)
        return first, min(first + length - 1, self.last)


def years_until(today: date) -> tuple[Year, ...]:
    """Return the years before this one and this one, oldest first."""
    current = school_year_of(today)
    return tuple(school_days(number) for number in range(current - HISTORY, current + 1))


def school_days(number: int) -> Year:
    """Make the school days of a year: from mid-August to the end of May."""
    fall, spring = f"{number - 1}", f"{number}"
    first = _nth(2, "Wed", f"{fall}-08")
    last = np.busday_offset(f"{spring}-05-28", 0, "backward", "Thu")
    off = [
        _nth(1, "Mon", f"{fall}-09"),  # Labor Day
        _nth(2, "Mon", f"{fall}-10"),  # a day of professional learning
        _nth(1, "Tue", f"{fall}-11"),  # election day
        *_from(_nth(4, "Thu", f"{fall}-11") - 3, 5),  # the week of Thanksgiving
        *_from(np.busday_offset(f"{fall}-12-19", 0, "forward", "Mon"), 15),  # winter break
        _nth(3, "Mon", f"{spring}-01"),  # Martin Luther King Day
        _nth(3, "Mon", f"{spring}-02"),  # Presidents' Day
        *_from(_nth(2, "Mon", f"{spring}-03"), 5),  # spring break
        np.busday_offset(f"{spring}-04-10", 0, "forward", "Fri"),  # a day of learning
    ]
    every = np.arange(first, last + 1)
    days = every[np.is_busday(every, holidays=np.array(off))]
    half = int(np.searchsorted(days, np.datetime64(f"{spring}-01-01")))
    return Year(number, days, half)


def _nth(which: int, weekday: str, month: str) -> np.datetime64:
    return np.busday_offset(month, which - 1, "forward", weekday)


def _from(first: np.datetime64, length: int) -> list[np.datetime64]:
    return [first + day for day in range(length)]
