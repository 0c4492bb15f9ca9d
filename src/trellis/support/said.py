"""What does somebody say when she announces a visit, and when she writes one down?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from trellis.commitments.api import Commitment
from trellis.district.api import Org, Person
from trellis.evidence.api import Finding
from trellis.support.models import Hat, Mode, Started, SupportRequest


@dataclass(frozen=True)
class Plan:
    """What somebody announces: what for, with which hat, when, with whom."""

    school: Org
    kind: str
    hat: str
    initiated_by: str
    start: datetime
    end: datetime
    purpose: str = ""
    place: str = ""
    team: str = ""
    mode: str = Mode.IN_PERSON
    with_person: Person | None = None
    request: SupportRequest | None = None
    commitments: Sequence[Commitment] = ()
    helpers: Sequence[Person] = ()
    coach_roles: Sequence[str] = ()
    why_that_day: str = ""


@dataclass(frozen=True)
class Next:
    """What comes next: who does it, on which side, by when."""

    owner: Person
    side: str
    due_on: date


@dataclass(frozen=True)
class Log:
    """What somebody writes about a visit: minutes, one line, and what comes next.

    `happened_at` is when it began, by her own clock. `people_at_school` counts people by role.
    """

    minutes: int
    happened_at: datetime
    what_we_did: str = ""
    what_next: str = ""
    next: Next | None = None
    people_at_school: Mapping[str, int] = field(default_factory=dict)
    evidence: Finding | None = None
    travel_minutes: int = 0


@dataclass(frozen=True)
class Unannounced:
    """What a log says of a visit that nobody announced."""

    school: Org
    kind: str
    hat: str = Hat.SUPPORT
    initiated_by: str = Started.DISTRICT_OFFER
    mode: str = Mode.IN_PERSON
    team: str = ""
    with_person: Person | None = None
    coach_roles: tuple[str, ...] = ()
