"""How do requests stand today: both their promises counted, the state in words, the need?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.district.api import school_days_by_school
from trellis.lib.api import count
from trellis.support.models import WAITING, State, SupportRequest
from trellis.support.queries.need import need_by_school
from trellis.support.rules.clocks import Clock, Promise, clock

_AHEAD = timedelta(days=75)
"""How far the calendar is read beyond today: no promise is longer than 30 school days."""

_MARKS = {
    State.ASKED: "asked",
    State.TAKEN_UP: "taken-up",
    State.ANSWERED: "answered",
    State.VISITED: "answered",
    State.CLOSED: "done",
    State.WITHDRAWN: "dropped",
}


@dataclass(frozen=True)
class Standing:
    """A request as pages show it: how both promises stand, and the need of its school.

    `need` is the school's index of the newest edition; None without one.
    """

    request: SupportRequest
    reply: Clock
    visit: Clock
    need: float | None = None

    @property
    def waits(self) -> bool:
        """Whether the district has the next word."""
        return self.request.state in WAITING

    @property
    def clock(self) -> Clock:
        """The promise that matters now: the first reply until it came, then the visit."""
        return self.reply if self.waits and self.reply.due_next else self.visit

    @property
    def clock_says(self) -> str:
        """What the clock counts, after its day: "of a 3-day promise to reply"."""
        what = "to reply" if self.clock is self.reply else "to come or answer"
        return f"of a {self.clock.promised}-day promise {what}"

    @property
    def is_late(self) -> bool:
        """Whether the district is late with what is still to come from it."""
        return self.waits and self.clock.state == Promise.LATE

    @property
    def mark(self) -> str:
        """The word by which CSS chooses the glyph."""
        return "late" if self.is_late else _MARKS[State(self.request.state)]

    @property
    def state_words(self) -> str:
        """The state in words."""
        if self.is_late:
            return f"Late by {count(self.clock.days_late, 'school day')}"
        if self.request.state in (State.ANSWERED, State.VISITED):
            said = self.request.get_state_display().capitalize()
            return f"{said}; the school has the next word"
        if self.request.state == State.ASKED:
            return "Nobody has taken it up"
        return str(self.request.get_state_display()).capitalize()

    @property
    def need_words(self) -> str:
        """The need of the school with its sign: "+1.1"; empty without one."""
        return "" if self.need is None else f"{self.need:+.1f}".replace("-", "−")

    @property
    def days_waiting(self) -> int:
        """School days since it was asked, until help came or today."""
        return self.visit.day


def standings(requests: Iterable[SupportRequest], *, today: date | None = None) -> list[Standing]:
    """Count the promises of many requests; asks the record for all calendars and needs at once.

    The requests come with their `school`; of those that ended, `ended_at` is read where a query
    has given it.
    """
    rows, now = list(requests), today or timezone.localdate()
    if not rows:
        return []
    since = min(_day(row.asked_at) for row in rows)
    calendars = school_days_by_school(
        since, now + _AHEAD, schools={row.school_id: row.school for row in rows}.values()
    )
    need = need_by_school()
    return [_standing(row, calendars[row.school_id], now, need.get(row.school_id)) for row in rows]


def standing(request: SupportRequest, *, today: date | None = None) -> Standing:
    """Count the promises of one request."""
    return standings([request], today=today)[0]


def _standing(
    request: SupportRequest, days: list[date], today: date, need: float | None
) -> Standing:
    ended = None if request.is_open else _day_of(getattr(request, "ended_at", None)) or today
    asked = _day(request.asked_at)

    def counted(promised: int, met: datetime | None) -> Clock:
        return clock(
            asked_on=asked,
            today=today,
            promised=promised,
            days=days,
            met_on=_day_of(met),
            ended_on=ended,
        )

    # Who comes or answers without writing first has replied by that.
    replied = min(
        (at for at in (request.first_reply_at, request.first_help_at) if at), default=None
    )
    return Standing(
        request,
        counted(request.reply_in_days, replied),
        counted(request.visit_in_days, request.first_help_at),
        need,
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _day_of(at: datetime | None) -> date | None:
    return _day(at) if at else None
