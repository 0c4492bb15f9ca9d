"""What does a coach find: whom she meets, which agreements wait, her own hours and notes?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from trellis.district.api import Org, Person
from trellis.home.today.common import Act, Calendar, visiting_acts
from trellis.home.wording import spoken
from trellis.lib.api import count
from trellis.support.api import (
    Cycle,
    Hours,
    Seen,
    asked_to_change,
    cycles_of,
    follow_ups_of,
    hours_of,
    logs_to_write,
    notes_kept,
    visits_of,
)


@dataclass(frozen=True)
class Coaching:
    """A coach's week. Nothing here opens what was said, so that it can stand on a shared screen."""

    template: ClassVar[str] = "home/today/coach.html"
    label: ClassVar[str] = "as coach"
    title: ClassVar[str] = ""

    schools: list[Org]
    cycles: list[Cycle]
    span: str
    visits: list[Seen]
    logs: list[Seen]
    asked_to_change: list[Seen]
    steps: list[Any]
    hours: Hours
    notes: int

    @property
    def waiting(self) -> list[Cycle]:
        """Agreements that wait for a name, or were signed more than a year ago."""
        return [one for one in self.cycles if one.waits]

    @property
    def hours_words(self) -> str:
        """Her hours in words: "12 hours 30 minutes"."""
        whole, rest = divmod(self.hours.total, 60)
        said = count(whole, "hour") if whole else ""
        more = count(rest, "minute") if rest or not whole else ""
        return " ".join(one for one in (said, more) if one)

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return visiting_acts()

    @property
    def says(self) -> str:
        """The page in a sentence or three."""
        standing = sum(1 for one in self.cycles if one.coaches and one.signed_on)
        waiting = len(self.waiting)
        return spoken(
            (
                f"you coach {count(standing, 'person', 'people')}"
                if standing
                else "no agreement stands yet",
                f"{count(waiting, 'agreement waits', 'agreements wait')} to be signed or renewed"
                if waiting
                else "",
                f"{count(len(self.visits), 'visit')} of yours {self.span}" if self.visits else "",
                f"{count(len(self.logs), 'visit')} to write down" if self.logs else "",
            )
        )


def coaching(person: Person, schools: list[Org], week: Calendar) -> Coaching:
    """Gather a coach's week. Her hours are of this month, and nobody else can ask for them."""
    ahead = visits_of(person, from_day=week.today, to_day=week.friday)
    return Coaching(
        schools=schools,
        cycles=cycles_of(person),
        span=week.span,
        visits=[one for one in ahead if one.visit.is_ahead],
        logs=logs_to_write(person),
        asked_to_change=asked_to_change(person),
        steps=list(follow_ups_of(person)),
        hours=hours_of(person, since=week.today.replace(day=1)),
        notes=notes_kept(person),
    )
