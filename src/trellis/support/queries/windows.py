"""Which stretch of school days is counted, and how many school days ago was a day?

A window is told by its school days; what happens on a day without school falls into the window
that began before it, so that windows follow each other without a gap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from trellis.district.api import SchoolYear, school_days

SILENT_AFTER = 40
"""School days after which a school that heard from nobody is called silent."""

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Window:
    """A stretch of `days` school days from `first` to `last`, both included."""

    first: date
    last: date
    days: int

    @property
    def begins(self) -> datetime:
        """Its first moment."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def label(self) -> str:
        """Its days in words: "Sep 8 to Nov 3, 2026"."""
        return (
            f"{self.first:%b} {self.first.day} to {self.last:%b} {self.last.day}, {self.last.year}"
        )

    @property
    def short(self) -> str:
        """The month in which it ends: "Nov 2025"."""
        return f"{self.last:%b} {self.last.year}"

    def holds(self, day: date) -> bool:
        """Whether a day falls into it."""
        return self.first <= day <= self.last


def latest(days: int, *, today: date | None = None) -> Window:
    """Return the window of so many school days that ends today.

    Before a district's first day in session a window is as long as its calendar.
    """
    now = today or timezone.localdate()
    kept = _back(days, now)
    return _window(kept, now)


def windows_back(days: int, *, most: int, today: date | None = None) -> list[Window]:
    """Return whole windows of so many school days, the oldest first; the newest ends today."""
    now = today or timezone.localdate()
    kept = _back(days * most, now)
    found: list[Window] = []
    last = now
    while len(kept) >= days and len(found) < most:
        part, kept = kept[-days:], kept[:-days]
        found.append(_window(part, last))
        last = part[0] - timedelta(days=1)
    return found[::-1] or [_window(kept, now)]


def this_year(*, today: date | None = None) -> Window:
    """Return the school year so far; without one that holds today, the last 180 school days."""
    now = today or timezone.localdate()
    year = SchoolYear.objects.filter(starts_on__lte=now, ends_on__gte=now).first()
    if year is None:
        return latest(180, today=now)
    kept = school_days(year.starts_on, now)
    return Window(year.starts_on, now, len(kept))


def days_between(days: Sequence[date], after: date, until: date) -> int:
    """Count the school days after one day until another, that one included."""
    return bisect_right(days, until) - bisect_right(days, after)


def _window(days: list[date], last: date) -> Window:
    return Window(min(days[0], last), last, len(days)) if days else Window(last, last, 0)


def _back(days: int, today: date) -> list[date]:
    """Return the last school days until today, at most so many."""
    reach = timedelta(days=2 * days + 30)
    found = school_days(today - reach, today)
    if len(found) < days:
        found = school_days(today - reach - _A_YEAR, today)
    return found[-days:]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
