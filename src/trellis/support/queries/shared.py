"""What of visits stands on a school's page, word for word the same for both sides?

What is between the people in a visit is left out here for them as well: they read it on their own
pages. What was done, in words, is one page further, for whoever may read it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.utils import timezone

from trellis.access.api import SEE_SCHOOL
from trellis.commitments.api import Side
from trellis.district.api import Org, Person
from trellis.support.models import (
    ANSWERED,
    TOOK_PLACE,
    Engagement,
    FollowUp,
    Openness,
    Started,
    VisitState,
)
from trellis.support.queries.calendar import Week, week_of
from trellis.support.queries.engagements import (
    CLOSED_WORDS,
    TWO_WORDS,
    Seen,
    with_people,
)

_WISHED = (Started.SCHOOL_REQUEST, Started.AGREED_PLAN)


@dataclass(frozen=True)
class Ledger:
    """What was done at a school since a day: the newest visits, and how many there were of which.

    `wished` were asked for by the school or stand in an agreed plan; `required` ones wait for
    nobody's word.
    """

    since: date
    newest: tuple[Seen, ...]
    visits: int
    departments: int
    wished: int
    required: int
    waiting: int
    answered: int
    differing: int


@dataclass(frozen=True)
class StillToDo:
    """How much one side still does after visits, and how much of it is late."""

    open: int = 0
    late: int = 0


def shared_week(school: Org, day: date, *, seen_by: Person) -> Week:
    """A school's week as everybody reads it who sees the school."""
    week = week_of(school, day, seen_by=seen_by)
    days = [
        replace(
            one,
            visits=tuple(_shared(v) for v in one.visits if _is_known(v, one.day)),
            collide=tuple(_shared(v) for v in one.collide if _is_known(v, one.day)),
        )
        for one in week.days
    ]
    return Week(school, tuple(days))


def shared_ledger(school: Org, *, seen_by: Person, since: date, most: int = 6) -> Ledger:
    """What was done at a school, newest first, as everybody reads it who sees the school."""
    begin = timezone.make_aware(datetime.combine(since, time.min))
    # Whoever sees the school sees every visit there but coaching: to ask for the school is enough,
    # and costs a look at one row instead of one at every visit of the district.
    here = SEE_SCHOOL.among(seen_by).filter(pk=school.pk)
    rows = Engagement.objects.filter(
        school__in=here.values("pk"), state__in=TOOK_PLACE, planned_start__gte=begin
    ).exclude(openness=Openness.TWO)
    with_word = ~Q(openness=Openness.CLOSED)
    counted = rows.aggregate(
        visits=Count("pk"),
        wished=Count("pk", filter=Q(initiated_by__in=_WISHED)),
        required=Count("pk", filter=Q(openness=Openness.CLOSED)),
        waiting=Count("pk", filter=Q(state=VisitState.DONE) & with_word),
        answered=Count("pk", filter=Q(state__in=ANSWERED)),
        differing=Count("pk", filter=Q(state=VisitState.DIFFERS)),
    )
    units = rows.exclude(visitors__unit="").aggregate(n=Count("visitors__unit", distinct=True))
    newest = with_people(rows).order_by("-planned_start", "-pk")[:most]
    return Ledger(
        since=since,
        newest=tuple(_shared(Seen(one, False, False, one.purpose, True)) for one in newest),
        departments=units["n"],
        **counted,
    )


def still_to_do_at(school: Org) -> dict[str, StillToDo]:
    """Count, for each side, what is still to be done after visits whose words both sides read.

    Counts only: the words are read by the school and the departments, on their own pages.
    """
    rows = FollowUp.objects.filter(
        engagement__school=school,
        engagement__openness=Openness.OPEN,
        state=FollowUp.State.OPEN,
    ).values_list("side", "due_on")
    today, found = timezone.localdate(), dict.fromkeys(Side.values, StillToDo())
    for side, due_on in rows:
        so_far = found[side]
        found[side] = StillToDo(so_far.open + 1, so_far.late + (due_on < today))
    return found


def _is_known(seen: Seen, day: date) -> bool:
    """Whether a visit stands on the page: coaching of a principal only while it is to come."""
    ahead = seen.visit.is_ahead and day >= timezone.localdate()
    return ahead or seen.visit.openness != Openness.TWO


def _shared(seen: Seen) -> Seen:
    """Keep of a visit what everybody may know."""
    visit = seen.visit
    if visit.openness == Openness.CLOSED:
        return Seen(visit, False, False, CLOSED_WORDS, False)
    if visit.openness == Openness.TWO:
        return Seen(visit, False, False, TWO_WORDS, False)
    return Seen(visit, False, False, visit.purpose or _unannounced(visit), bool(visit.purpose))


def _unannounced(visit: Engagement) -> str:
    return f"{visit.get_kind_display().capitalize()}; nobody had announced it."
