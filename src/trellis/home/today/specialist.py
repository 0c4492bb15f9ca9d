"""What does a specialist find: what waits for her department, her week, what she said she'd do?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from trellis.district.api import Department, Person
from trellis.home.today.common import Act, Calendar, visiting_acts
from trellis.home.wording import is_or_are, spoken
from trellis.lib.api import count, listed
from trellis.support.api import (
    ORDERS,
    TAKE_UP,
    Desk,
    Seen,
    asked_to_change,
    departments_of,
    desk,
    follow_ups_of,
    logs_to_write,
    newest_need,
    visits_of,
)

MOST = 8


@dataclass(frozen=True)
class AtDesk:
    """A department's desk and the week of somebody who works at it."""

    template: ClassVar[str] = "home/today/specialist.html"
    label: ClassVar[str] = "at your desk"
    title: ClassVar[str] = ""

    departments: list[Department]
    desk: Desk
    order: str
    orders: list[tuple[str, str]]
    has_need: bool
    takes: frozenset[int]
    span: str
    visits: list[Seen]
    logs: list[Seen]
    asked_to_change: list[Seen]
    steps: list[Any]

    @property
    def to_take_up(self) -> list[Any]:
        """The first of what nobody has taken up, in the chosen order."""
        return self.desk.to_take_up[:MOST]

    @property
    def under_way(self) -> list[Any]:
        """The first of what is under way."""
        return self.desk.under_way[:MOST]

    @property
    def more(self) -> int:
        """How much more lies on the desk than is shown here."""
        shown = len(self.to_take_up) + len(self.under_way)
        return len(self.desk.to_take_up) + len(self.desk.under_way) - shown

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return visiting_acts()

    @property
    def says(self) -> str:
        """The page in a sentence or three: what waits, how much is late, the week."""
        waits, late = len(self.desk.to_take_up), self.desk.late
        steps = sum(1 for one in self.steps if one.shown_state == "late")
        where = listed([one.name for one in self.departments]) or "the central office"
        return spoken(
            (
                f"{count(waits, 'request waits', 'requests wait')} for {where}"
                if waits
                else f"nothing waits to be taken up by {where}",
                f"{count(late, 'promise has', 'promises have')} run out" if late else "",
                f"{count(len(self.visits), 'visit')} of yours {self.span}" if self.visits else "",
                f"{count(len(self.logs), 'visit')} to write down" if self.logs else "",
                f"{count(steps, 'thing')} that you said you would do {is_or_are(steps)} late"
                if steps
                else "",
            )
        )


def at_desk(person: Person, week: Calendar, order: str) -> AtDesk:
    """Gather a specialist's Monday; what lies on her own department's desk comes first."""
    departments = list(departments_of(person))
    by = order if order in ORDERS else "promise"
    laid = desk(departments, seen_by=person, order=by)
    waiting = [one.request.pk for one in laid.to_take_up]
    hers = TAKE_UP.among(person).filter(pk__in=waiting)
    return AtDesk(
        departments=departments,
        desk=laid,
        order=by,
        orders=list(ORDERS.items()),
        has_need=newest_need() is not None,
        takes=frozenset(hers.values_list("pk", flat=True)),
        span=week.span,
        visits=visits_of(person, from_day=week.today, to_day=week.friday),
        logs=logs_to_write(person),
        asked_to_change=asked_to_change(person),
        steps=list(follow_ups_of(person)),
    )
