"""Which requests does a page list, and for whom?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from trellis.district.api import Department, Org, Person
from trellis.lib.api import NotThere
from trellis.support.models import OPEN, WAITING, Sending, State, SupportRequest
from trellis.support.permissions.cards import departments_of
from trellis.support.permissions.requests import ASK_FOR, SEE_REQUEST, SPEAK_FOR_ASKER
from trellis.support.queries.clocks import Standing, standings
from trellis.support.rules.clocks import Promise

RECENT = timedelta(days=60)
ORDERS = {
    "promise": "by promise, the next to run out first",
    "age": "by age, the oldest first",
    "need": "by need of the school, the greatest first",
}
"""How a desk may be sorted. Nothing here counts how often or how loudly somebody asked."""

_TO_ANSWER = (State.ANSWERED, State.VISITED)


def requests_seen_by(person: Person) -> QuerySet[SupportRequest, Any]:
    """Every request that she may see, with what lists show."""
    rows = SEE_REQUEST.among(person).select_related(
        "school", "department", "asked_by", "lead", "service"
    )
    return rows.annotate(ended_at=Max("transitions__at")).order_by("asked_at", "pk")


def request_seen_by(person: Person, pk: int) -> SupportRequest:
    """Return one request with what its page shows, or raise NotThere."""
    found: SupportRequest | None = requests_seen_by(person).filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def requests_of(school: Org, *, seen_by: Person) -> list[Standing]:
    """A school's requests that are open, and those that ended in the last 60 days."""
    rows = requests_seen_by(seen_by).filter(school=school)
    lately = timezone.now() - RECENT
    return standings(rows.filter(Q(state__in=OPEN) | Q(ended_at__gte=lately)))


def open_requests(*, seen_by: Person, school: Org | None = None) -> list[Standing]:
    """Every open request that she may see, the next promise to run out first."""
    rows = requests_seen_by(seen_by).filter(state__in=OPEN)
    return _sorted(standings(rows.filter(school=school) if school else rows), "promise")


def waiting_for(person: Person) -> list[Standing]:
    """Requests in which she has the next word, the next promise to run out first.

    Of the central office: what waits on her department's desk, and what she leads. Of a school:
    what was answered and waits for her to close it or to say "not yet".
    """
    mine = Q(state=State.ASKED, department__in=departments_of(person))
    mine |= Q(state=State.TAKEN_UP, lead=person)
    hers = SPEAK_FOR_ASKER.among(person).values("pk")
    mine |= Q(state__in=_TO_ANSWER, pk__in=hers)
    return _sorted(standings(requests_seen_by(person).filter(mine)), "promise")


@dataclass(frozen=True)
class Desk:
    """What lies on a department's desk, each list in the chosen order."""

    to_take_up: list[Standing] = field(default_factory=list)
    under_way: list[Standing] = field(default_factory=list)
    also: list[Standing] = field(default_factory=list)
    with_school: list[Standing] = field(default_factory=list)

    @property
    def late(self) -> int:
        """How many promises have run out."""
        return sum(1 for one in (*self.to_take_up, *self.under_way) if one.is_late)


def desk(departments: Iterable[Department] | None, *, seen_by: Person, order: str) -> Desk:
    """Lay out the open requests of these departments, or of all when none are named."""
    rows = requests_seen_by(seen_by).filter(state__in=OPEN)
    chosen = None if departments is None else [one.pk for one in departments]
    own = rows if chosen is None else rows.filter(department__in=chosen)
    laid = _sorted(standings(own), order)
    return Desk(
        to_take_up=[one for one in laid if one.request.state == State.ASKED],
        under_way=[one for one in laid if one.request.state == State.TAKEN_UP],
        also=_asked_also(rows, chosen, order),
        with_school=[one for one in laid if one.request.state in _TO_ANSWER],
    )


def schools_to_ask_for(person: Person) -> list[Org]:
    """Schools for which she may ask."""
    return list(ASK_FOR.among(person).order_by("name"))


def late_promises(*, today: date | None = None) -> list[tuple[Standing, str]]:
    """Every promise that has run out while the district had the next word, with what it was of.

    For the nightly round, not for pages.
    """
    rows = SupportRequest.objects.filter(state__in=WAITING)
    found: list[tuple[Standing, str]] = []
    for one in standings(rows.select_related("school", "department", "lead"), today=today):
        if one.reply.state == Promise.LATE:
            found.append((one, "reply"))
        if one.visit.state == Promise.LATE:
            found.append((one, "visit or answer"))
    return found


def _asked_also(
    rows: QuerySet[SupportRequest, Any], departments: list[int] | None, order: str
) -> list[Standing]:
    """What these departments were asked to help with, and nobody of them helps yet."""
    if departments is None:
        return []
    also = Sending.objects.filter(how=Sending.How.ALSO, department__in=departments)
    asked = rows.filter(pk__in=also.values("request")).exclude(department__in=departments)
    return _sorted(standings(asked.exclude(helpers__department__in=departments)), order)


def _sorted(found: list[Standing], order: str) -> list[Standing]:
    if order == "age":
        return sorted(found, key=lambda one: one.request.asked_at)
    if order == "need":
        return sorted(
            found,
            key=lambda one: (one.need is None, -(one.need or 0), one.clock.days_left),
        )
    return sorted(found, key=lambda one: (one.clock.days_left, one.request.asked_at))
