"""Which days are school days, before today and after it, and what time is it there?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache

from django.utils import timezone

from trellis.district.api import Org, school_days_by_school
from trellis.lib.api import school_year_of

YEARS_BACK = 3
AHEAD = timedelta(days=150)
"""How far the calendar is read beyond today: past any summer."""


@dataclass(frozen=True)
class Days:
    """The school days that all schools share, in order, around a moment."""

    now: datetime
    every: tuple[date, ...]

    @cached_property
    def today(self) -> date:
        """The day of that moment, on the district's clock."""
        return timezone.localtime(self.now).date()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The school years of the story: three whole ones and the one in progress."""
        current = school_year_of(self.today)
        return tuple(range(current - YEARS_BACK, current + 1))

    def of_year(self, year: int) -> list[date]:
        """The school days of a year until today, today not counted."""
        return [day for day in self.past if school_year_of(day) == year]

    def place_of_year(self, day: date) -> int:
        """Which of the years a day falls in, from 0; what comes after them counts with the last."""
        return min(school_year_of(day), self.years[-1]) - self.years[0]

    @cached_property
    def past(self) -> tuple[date, ...]:
        """The school days before today."""
        return self.every[: bisect_left(self.every, self.today)]

    def ago(self, number: int) -> date:
        """The school day so many school days before today; 1 is the last one before today."""
        return self.past[-number]

    def nth_ago(self, number: int) -> date:
        """The day from which today is the school day of that number, as a promise counts it."""
        return self.ago(number if self.today in self.every else number + 1)

    def ahead(self, number: int) -> date:
        """The school day so many school days after today; 1 is the next one."""
        return self.every[bisect_right(self.every, self.today) + number - 1]

    def after(self, day: date, number: int) -> date:
        """The school day so many school days after a day."""
        return self.every[bisect_right(self.every, day) + number - 1]

    def before(self, day: date, number: int) -> date:
        """The school day so many school days before a day, or the first that is known."""
        return self.every[max(0, bisect_left(self.every, day) - number)]

    def on_or_before(self, day: date) -> date:
        """A day itself when it is a school day, or else the last one before it."""
        return self.every[bisect_right(self.every, day) - 1]


def days_around(now: datetime, schools: Sequence[Org]) -> Days:
    """Read the calendar: the days on which every school is in session.

    After its end, until the next one is known, Monday to Friday counts, as everywhere in Trellis.
    """
    today = timezone.localtime(now).date()
    begin = date(school_year_of(today) - YEARS_BACK - 1, 7, 1)
    found = school_days_by_school(begin, today + AHEAD, schools=schools)
    shared = set.intersection(*(set(days) for days in found.values()))
    last = max(shared)
    later = (last + timedelta(days=n) for n in range(1, (today + AHEAD - last).days + 1))
    unknown = [day for day in later if day.weekday() < 5]
    return Days(now, (*sorted(shared), *unknown))


@lru_cache(maxsize=20_000)
def at(day: date, minutes: int) -> datetime:
    """The moment so many minutes after midnight, on the district's clock."""
    hour, minute = divmod(minutes, 60)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
