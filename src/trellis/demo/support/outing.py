"""What is known of one visit of the story before it is told: who, where, when, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from trellis.demo.support.days import at
from trellis.demo.support.said import Offered, Work
from trellis.demo.support.staff import Worker
from trellis.district.api import Org, Person
from trellis.support.api import Service

SLOTS = (8 * 60 + 15, 10 * 60 + 15, 12 * 60 + 45, 15 * 60)
"""When visits begin, in minutes after midnight; between two of them fits the longest."""

LONGEST = 110
"""Minutes."""


@dataclass(eq=False, slots=True)
class Asking:
    """A request of the story: what happens to it, and when; also what is still to come."""

    school: Org
    by: Person
    offer: Offered
    service: Service
    lead: Worker
    asked_at: datetime
    words: tuple[str, str]
    replied_at: datetime
    helped_on: date
    comes: bool
    handed_by: Worker | None = None
    ends: str = "closed"
    visit: Outing | None = None


@dataclass(eq=False, slots=True)
class Outing:
    """A visit of the story. `slot` is its place in the day; nobody is at two places in one.

    `work` is what is done in it, nothing in a required one; `late` is how many minutes after its
    end it is written down.
    """

    worker: Worker
    school: Org
    day: date
    slot: int
    far: bool = False
    required: bool = False
    asking: Asking | None = None
    joined: list[Worker] = field(default_factory=list)
    work: Work | None = None
    minutes: int = 60
    late: int = 20

    @property
    def start(self) -> datetime:
        """When it begins."""
        return at(self.day, SLOTS[self.slot])

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def logged_at(self) -> datetime:
        """When it is written down."""
        return self.end + timedelta(minutes=self.late)


@dataclass(frozen=True)
class World:
    """Where the story takes place: schools, who leads them, how many students, how much need.

    `pupils` by school, `need` by school year and school; both by the school's key.
    """

    schools: Sequence[Org]
    principals: dict[int, Person]
    pupils: dict[str, int]
    need: dict[int, dict[str, float]]
    workers: Sequence[Worker]
