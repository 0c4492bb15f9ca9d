"""What does an older system say of requests, visits and answers that are taken over?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from trellis.commitments.api import Side
from trellis.district.api import Department, Org, Person
from trellis.support.models import Engagement, FeedbackAsk, FollowUp, Service
from trellis.support.said import Log, Plan


@dataclass(frozen=True, slots=True)
class PastStep:
    """One change of state: to what, by whom, when, and in which words.

    `side` matters for visits only. `start` and `end` are the times that a school proposed or a
    department announced anew; `started` is who began the visit, as the school remembers.
    """

    became: str
    by: Person
    at: datetime
    words: str = ""
    side: str = Side.DISTRICT
    start: datetime | None = None
    end: datetime | None = None
    started: str = ""


@dataclass(frozen=True, slots=True)
class PastMessage:
    """What somebody wrote to both sides of a request."""

    author: Person
    side: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PastSending:
    """A department that a request was handed over to, or that was asked to help as well."""

    department: Department
    how: str
    by: Person
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request from asking (its first step) to where it stands now.

    `department` is the one that was asked first; `promise` holds school days until a reply and
    until a visit, as they were promised then.
    """

    school: Org
    title: str
    department: Department
    promise: tuple[int, int]
    steps: tuple[PastStep, ...]
    words: str = ""
    service: Service | None = None
    wanted_by: date | None = None
    messages: tuple[PastMessage, ...] = ()
    sendings: tuple[PastSending, ...] = ()
    helpers: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class PastEnd:
    """How what was to follow from a visit ended; `why` only when it was dropped."""

    by: Person
    at: datetime
    why: str = ""

    @property
    def state(self) -> str:
        """The follow-up's state."""
        return FollowUp.State.DROPPED if self.why else FollowUp.State.DONE


@dataclass(frozen=True, slots=True)
class PastView:
    """What a school said that the work really was."""

    kind: str
    by: Person
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit from its announcement, or from the log of one that nobody announced, until now.

    `lead` came first, `plan.helpers` with her, `joined` came along later. The first step says who
    entered it, on which side, and when it was announced. There is a `log` when it took place.
    """

    plan: Plan
    lead: Person
    steps: tuple[PastStep, ...]
    log: Log | None = None
    joined: tuple[Person, ...] = ()
    ended: PastEnd | None = None
    seen_as: PastView | None = None


@dataclass(frozen=True, slots=True)
class PastFreeDay:
    """A day that a school kept free of visits."""

    school: Org
    day: date
    why: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PastAsk:
    """That somebody was asked whether a visit helped, in a Monday’s week. Never what she said."""

    visit: Engagement
    person: Person
    week: date
    state: str = FeedbackAsk.State.ANSWERED


@dataclass(frozen=True, slots=True)
class PastCount:
    """How many gave which of the four answers, about a department or at a school, in a month."""

    where: Department | Org
    month: date
    helped: tuple[int, int, int, int]
    well_used: tuple[int, int, int, int]
    waiting: bool = field(default=False)
