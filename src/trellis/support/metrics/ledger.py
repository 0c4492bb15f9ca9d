"""Which rows does a measure count? Plain ones: a small ledger written by hand counts as well.

Rows carry departments and schools, never people. Coaching between two is in none of them
(`queries.engagements.for_measures`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from trellis.support.models import TOOK_PLACE, Class, Hat, Mode, Started, VisitState
from trellis.support.queries.windows import Window, days_between
from trellis.support.rules.calendar import local_day

NETWORKS = -1
"""Stands for people of the central office without a department: those who answer for networks."""

FAIR = (VisitState.FAIR, VisitState.NOTED)
"""States in which both sides have said that the record is fair."""


class Visit(NamedTuple):
    """One visit that took place. `announced_on` is None when somebody came without a word.

    `answered_on` is the day on which the other side first said what it thinks of the record;
    `school_started` and `school_shape` are what the school says, empty where it said nothing.
    """

    pk: int
    school: int
    day: date
    departments: frozenset[int] = frozenset()
    initiated_by: str = Started.DISTRICT_OFFER
    kind: str = ""
    shape: str = Class.SUPPORT
    hat: str = Hat.SUPPORT
    mode: str = Mode.IN_PERSON
    state: str = TOOK_PLACE[0]
    request: int | None = None
    has_purpose: bool = True
    announced_on: date | None = None
    written_on: date | None = None
    answered_on: date | None = None
    by_school: bool = False
    minutes: int = 0
    people: int = 0
    school_started: str = ""
    school_shape: str = ""

    @property
    def required(self) -> bool:
        """Whether it stands outside the ledger of support."""
        return self.shape == Class.REQUIRED

    @property
    def acknowledged(self) -> bool:
        """Whether both sides have said that the record is fair."""
        return self.state in FAIR


class Request(NamedTuple):
    """One request. `useful_on` is the day of the first help that the school acknowledged."""

    pk: int
    school: int
    department: int
    asked_at: datetime
    reply_in: int
    visit_in: int
    kind: str = ""
    replied_at: datetime | None = None
    useful_on: date | None = None
    ended_at: datetime | None = None

    @property
    def asked_on(self) -> date:
        """The day of asking."""
        return local_day(self.asked_at)

    @property
    def replied_on(self) -> date | None:
        """The day of the first reply."""
        return local_day(self.replied_at) if self.replied_at else None

    @property
    def ended_on(self) -> date | None:
        """The day on which the school closed it or took it back."""
        return local_day(self.ended_at) if self.ended_at else None


class Promised(NamedTuple):
    """One owner's part of a promise. `due_on` is the first day that was promised for it.

    `department` is the owner's on the district's side, None where she has none.
    """

    commitment: int
    school: int | None
    side: str
    due_on: date
    made_on: date
    department: int | None = None
    reported_on: date | None = None
    adapted_on: date | None = None
    dropped_on: date | None = None
    ended_on: date | None = None


class Asked(NamedTuple):
    """That somebody was asked whether a visit helped; not over while she may still answer."""

    school: int
    week: date
    departments: frozenset[int] = frozenset()
    answered: bool = False
    was_there: bool = True
    is_over: bool = True


class Told(NamedTuple):
    """Answers that became visible together, of one department or (ALL) of the whole district."""

    department: int
    n: int
    upper: int


class Prediction(NamedTuple):
    """A number that somebody predicted before the evidence came, and how it met it."""

    met: str


@dataclass(frozen=True)
class Ledger:
    """What a measure counts in one window; a measure reads the rows that it needs."""

    window: Window
    now: datetime
    days: Mapping[int, Sequence[date]]
    schools: tuple[int, ...] = ()
    departments: Mapping[int, str] = field(default_factory=dict)
    visits: Sequence[Visit] = ()
    requests: Sequence[Request] = ()
    promised: Sequence[Promised] = ()
    asks: Sequence[Asked] = ()
    told: Sequence[Told] = ()
    plans: frozenset[tuple[int, int]] = frozenset()
    predictions: Sequence[Prediction] = ()

    @property
    def today(self) -> date:
        """The day on which it is counted."""
        return local_day(self.now)

    def days_from(self, school: int | None, after: date, until: date) -> int:
        """Count a school's days after one day until another; the district's without a school."""
        kept = self.days.get(school or 0) or self.days[0]
        return days_between(kept, after, until)

    def school_day_after(self, school: int | None, day: date, many: int) -> date | None:
        """Return the so-many-th school day after a day; None while the calendar ends before it."""
        if many == 0:
            return day
        kept = self.days.get(school or 0) or self.days[0]
        at = bisect_right(kept, day) + many - 1
        return kept[at] if at < len(kept) else None
