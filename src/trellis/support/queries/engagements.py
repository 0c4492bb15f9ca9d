"""Which visits does a page show, and how much of each, to this person?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Org, Person
from trellis.lib.api import listed
from trellis.support.models import (
    AHEAD,
    ANSWERED,
    TOOK_PLACE,
    Class,
    Engagement,
    FollowUp,
    Openness,
    Record,
    Travel,
    VisitState,
)
from trellis.support.permissions.engagements import (
    READ_WORDS,
    SAY_IF_FAIR,
    SEE_TRAVEL,
    SEE_VISIT,
    SPEAK_FOR_SCHOOL,
)

CLOSED_WORDS = "A required visit takes place."
TWO_WORDS = "What it is about is between the people in it."
_STATES = {
    VisitState.ANNOUNCED: "asked",
    VisitState.CHANGED: "adapted",
    VisitState.AGREED: "done",
    VisitState.DECLINED: "dropped",
    VisitState.CANCELLED: "dropped",
    VisitState.DONE: "asked",
    VisitState.FAIR: "done",
    VisitState.NOTED: "done",
    VisitState.DIFFERS: "adapted",
}


@dataclass(frozen=True)
class Seen:
    """A visit as one person may see it: without its words where they are not hers to read.

    `reads` is whether she reads what was done; `purpose` is what she may know beforehand.
    """

    visit: Engagement
    reads: bool
    in_it: bool
    purpose: str
    has_words: bool

    @property
    def who(self) -> str:
        """Who comes, with their departments: "Tomasz Wieczorek, Academics"."""
        return "; ".join(str(one) for one in self.visit.visitors.all())

    @property
    def names(self) -> str:
        """Who comes, by name only."""
        return listed([one.person.name for one in self.visit.visitors.all()])

    @property
    def units(self) -> str:
        """From which departments."""
        return listed(list(dict.fromkeys(v.unit for v in self.visit.visitors.all() if v.unit)))

    @property
    def shown_state(self) -> str:
        """The word by which CSS chooses the mark."""
        return _STATES[VisitState(self.visit.state)]

    @property
    def state_words(self) -> str:
        """The state in words; a required visit waits for nobody's word."""
        if self.visit.openness == Openness.CLOSED and self.visit.state == VisitState.DONE:
            return "took place"
        return str(self.visit.get_state_display())

    @property
    def kind_words(self) -> str:
        """What kind of work it is; nothing where that is not hers to know."""
        hidden = self.visit.openness == Openness.TWO and not self.in_it
        return "" if hidden else str(self.visit.get_kind_display())

    @property
    def record(self) -> Record | None:
        """The version of the record that holds, if she reads it."""
        if not self.reads:
            return None
        return next(iter(self.visit.records.all()), None)


def as_seen(visits: Iterable[Engagement], *, seen_by: Person) -> list[Seen]:
    """Hand out visits that she has found by permission, each with what is hers to read."""
    rows = list(visits)
    reads = set(
        READ_WORDS.among(seen_by).filter(pk__in=[v.pk for v in rows]).values_list("pk", flat=True)
    )
    return [_seen(visit, visit.pk in reads, seen_by) for visit in rows]


def with_people(visits: QuerySet[Engagement, Any]) -> QuerySet[Engagement, Any]:
    """Fetch with a visit what a line about it needs."""
    return visits.select_related("school", "with_person", "request").prefetch_related(
        "visitors__person", "visitors__department", "records"
    )


def visit_seen(pk: int, *, seen_by: Person) -> Seen:
    """Return one visit, or raise NotThere."""
    SEE_VISIT.find(seen_by, pk)
    return as_seen(with_people(Engagement.objects.filter(pk=pk)), seen_by=seen_by)[0]


def visits_of(
    person: Person, *, from_day: date | None = None, to_day: date | None = None
) -> list[Seen]:
    """The visits that somebody makes or receives and that still stand, in their order."""
    begin = from_day or timezone.localdate()
    end = to_day or begin + timedelta(days=28)
    rows = SEE_VISIT.among(person).filter(
        Q(visitors__person=person) | Q(with_person=person),
        planned_start__range=_span(begin, end),
        state__in=[*AHEAD, *TOOK_PLACE],
    )
    return as_seen(with_people(rows.distinct()), seen_by=person)


def logs_to_write(person: Person) -> list[Seen]:
    """Visits she leads whose time is over and that nobody wrote down yet, of the last 60 days."""
    now = timezone.now()
    rows = SEE_VISIT.among(person).filter(
        visitors__person=person,
        visitors__is_lead=True,
        state__in=AHEAD,
        planned_end__range=(now - timedelta(days=60), now),
    )
    return as_seen(with_people(rows), seen_by=person)


def to_answer(person: Person) -> list[Seen]:
    """Announced visits that wait for her yes, soonest first."""
    rows = SPEAK_FOR_SCHOOL.among(person).filter(
        state=VisitState.ANNOUNCED, planned_end__gte=timezone.now()
    )
    return as_seen(with_people(rows), seen_by=person)


def to_acknowledge(person: Person) -> list[Seen]:
    """Records that wait for her word, oldest first."""
    rows = SAY_IF_FAIR.among(person).filter(state=VisitState.DONE)
    return as_seen(with_people(rows), seen_by=person)


def asked_to_change(person: Person) -> list[Seen]:
    """Her visits that a school asked to change or declined, and that she has not answered yet."""
    rows = SEE_VISIT.among(person).filter(
        visitors__person=person,
        visitors__is_lead=True,
        state__in=[VisitState.CHANGED, VisitState.DECLINED],
        planned_end__gte=timezone.now() - timedelta(days=14),
    )
    return as_seen(with_people(rows), seen_by=person)


def ledger_of(school: Org, *, seen_by: Person, since: date | None = None) -> list[Seen]:
    """What was done at a school, newest first, as she may read it.

    What two people did in coaching is in nobody's list but theirs.
    """
    rows = SEE_VISIT.among(seen_by).filter(school=school, state__in=TOOK_PLACE)
    mine = Q(visitors__person=seen_by) | Q(with_person=seen_by)
    rows = rows.filter(~Q(openness=Openness.TWO) | mine).distinct()
    if since is not None:
        rows = rows.filter(planned_start__gte=_span(since, since)[0])
    return as_seen(with_people(rows).order_by("-planned_start", "-pk"), seen_by=seen_by)


def follow_ups_at(school: Org, side: str, *, seen_by: Person) -> QuerySet[FollowUp, Any]:
    """What one side still does after visits at a school, soonest first."""
    rows = _readable(seen_by).filter(
        engagement__school=school, side=side, state=FollowUp.State.OPEN
    )
    return rows.select_related("owner", "engagement__school")


def follow_ups_of(person: Person) -> QuerySet[FollowUp, Any]:
    """What a person still does after visits, soonest first."""
    rows = _readable(person).filter(owner=person, state=FollowUp.State.OPEN)
    return rows.select_related("owner", "engagement__school")


def travel_minutes(visit: Engagement, *, seen_by: Person) -> int | None:
    """Minutes on the road to a visit, for its department alone; None for everybody else."""
    rows = SEE_TRAVEL.among(seen_by).filter(engagement=visit)
    minutes = [one.minutes for one in Travel.objects.filter(pk__in=rows.values("pk"))]
    return sum(minutes) if minutes else None


def for_measures() -> QuerySet[Engagement, Any]:
    """Every visit that figures may be made of: whole departments and schools, never a person.

    Coaching between two people is left out, so that no count of a school or department tells how
    often somebody was coached; required visits stay, as load on a school.
    """
    return Engagement.objects.exclude(openness=Openness.TWO)


def answer_counts(school: Org) -> dict[str, int]:
    """How many open records of a school wait, and how many were answered (for its own page)."""
    rows = Engagement.objects.filter(school=school, openness=Openness.OPEN, side=Side.DISTRICT)
    return {
        "wait": rows.filter(state=VisitState.DONE).count(),
        "answered": rows.filter(state__in=ANSWERED).count(),
    }


def _seen(visit: Engagement, reads: bool, person: Person) -> Seen:
    in_it = visit.with_person_id == person.pk or any(
        one.person_id == person.pk for one in visit.visitors.all()
    )
    if visit.shape == Class.REQUIRED:
        return Seen(visit, False, in_it, CLOSED_WORDS, False)
    if visit.openness == Openness.TWO and not in_it:
        return Seen(visit, False, False, TWO_WORDS, False)
    return Seen(visit, reads, in_it, visit.purpose, True)


def _readable(person: Person) -> QuerySet[FollowUp, Any]:
    return FollowUp.objects.filter(
        Q(owner=person) | Q(engagement__in=READ_WORDS.among(person).values("pk"))
    ).filter(engagement__in=SEE_VISIT.among(person).values("pk"))


def _span(begin: date, end: date) -> tuple[datetime, datetime]:
    return (
        timezone.make_aware(datetime.combine(begin, time.min)),
        timezone.make_aware(datetime.combine(end, time.max)),
    )
