"""How far is a promise that is counted in school days, and was it kept?

The day of asking is day 0; the first school day after it is day 1. A promise of n days is kept on
day n or before. Nothing is stored: when a snow day is added to the calendar, every clock is
counted anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TICKS = 24
"""A clock draws at most so many days; the sentence beside it says the rest."""


class Promise(StrEnum):
    """How a promise stands."""

    RUNNING = "running"
    KEPT = "kept"
    LATE = "late"
    """Its day has passed without what was promised."""
    CAME_LATE = "came late"
    ENDED = "ended"
    """The school closed or took back the request before the promise ran out."""


@dataclass(frozen=True)
class Clock:
    """One promise, counted: `day` is the school day it stands at, or the one it was met on."""

    promised: int
    day: int
    state: Promise
    due_on: date | None
    ticks: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Whether it was or is over its promise."""
        return self.state in (Promise.LATE, Promise.CAME_LATE)

    @property
    def days_late(self) -> int:
        """How many school days it is or was over; 0 when it is not."""
        return max(0, self.day - self.promised) if self.is_late else 0

    @property
    def days_left(self) -> int:
        """School days until it runs out; below 0 when it has."""
        return self.promised - self.day

    @property
    def due_next(self) -> bool:
        """Whether what was promised is still to come."""
        return self.state in (Promise.RUNNING, Promise.LATE)


def clock(
    *,
    asked_on: date,
    today: date,
    promised: int,
    days: Sequence[date],
    met_on: date | None = None,
    ended_on: date | None = None,
) -> Clock:
    """Count a promise.

    `days` are the school days in order, from the day of asking or before until the promise's end
    or today, whichever is later. `met_on` is the day when what was promised came, `ended_on` the
    day when the school closed or took back the request.
    """
    after = [day for day in days if day > asked_on]
    until = min(day for day in (met_on, ended_on, today) if day is not None)
    gone = sum(1 for day in after if day <= until)
    due_on = after[promised - 1] if len(after) >= promised > 0 else None
    late = gone > promised
    if met_on is not None:
        state = Promise.CAME_LATE if late else Promise.KEPT
    elif ended_on is not None:
        state = Promise.CAME_LATE if late else Promise.ENDED
    else:
        state = Promise.LATE if late else Promise.RUNNING
    return Clock(promised, gone, state, due_on, _ticks(asked_on, until, due_on, set(after)))


def kept(clock: Clock) -> bool | None:
    """Whether a promise was kept; None while it runs or when the school ended it before."""
    if clock.state in (Promise.RUNNING, Promise.ENDED):
        return None
    return clock.state == Promise.KEPT


def _ticks(asked_on: date, until: date, due_on: date | None, days: set[date]) -> tuple[str, ...]:
    """Draw a mark a day: gone, over, off, promise (it ends that day), or nothing yet."""
    last = max(until, due_on or until)
    marks: list[str] = []
    day = asked_on + timedelta(days=1)
    while day <= last and len(marks) < MOST_TICKS:
        if day not in days:
            marks.append("off")
        else:
            mark = "" if day > until else "over" if due_on and day > due_on else "gone"
            marks.append(f"{mark} promise".strip() if day == due_on else mark)
        day += timedelta(days=1)
    while marks and marks[-1] == "off":
        marks.pop()
    return tuple(marks)
