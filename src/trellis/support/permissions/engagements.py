"""Who sees a visit, who reads what it is about, who speaks for the school, who may change it?

What two people talk about in coaching is read by them alone; and once the day is over, nobody
else finds the visit at all, so that nobody can count them.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from trellis.access.api import (
    CENTRAL_ROLES,
    NOBODY,
    Permission,
    Reason,
    Scope,
    at_school,
    holds,
    in_network,
)
from trellis.commitments.api import Side
from trellis.district.api import Person, Role, holding_today
from trellis.support.models.engagements import Engagement, Visitor
from trellis.support.models.records import FollowUp, Travel
from trellis.support.models.visit_words import Openness

LEADS = frozenset({Role.PRINCIPAL, Role.TEAM_LEAD})
"""Who speaks for a school: says yes to a visit, and whether a record is fair."""

COMERS = CENTRAL_ROLES | {Role.COACH}
"""Who visits schools."""

DEPARTMENTS = CENTRAL_ROLES - {Role.CABINET}
"""Who reads the shared summaries of every department. The cabinet reads counts and what is late."""

_OPEN = Q(openness=Openness.OPEN)


def _comes(who: Person) -> Q:
    mine = Visitor.objects.filter(person=who).values("engagement")
    return Q(pk__in=mine)


def _with_her(who: Person) -> Q:
    return Q(with_person=who)


def _not_past_coaching() -> Q:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return ~Q(openness=Openness.TWO) | Q(planned_start__gte=today)


SEE_VISIT: Permission[Engagement] = Permission(
    "see this visit",
    on=Engagement,
    reasons=(
        Reason("you are one of those who come", _comes),
        Reason("it is with you", _with_her),
        Reason(
            "you lead the school",
            lambda who: _not_past_coaching() & at_school(who, "school", roles=LEADS),
        ),
        Reason(
            "you work at the school",
            lambda who: _not_past_coaching() & at_school(who, "school"),
        ),
        Reason(
            "you supervise the school’s network",
            lambda who: _not_past_coaching() & in_network(who, "school__"),
        ),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: _not_past_coaching() & holds(who, CENTRAL_ROLES),
        ),
    ),
)

READ_WORDS: Permission[Engagement] = Permission(
    "read what was done in this visit",
    on=Engagement,
    reasons=(
        Reason("you are one of those who come", lambda who: _comes(who) & ~_closed()),
        Reason("it is with you", lambda who: _with_her(who) & ~_closed()),
        Reason("you work at the school", lambda who: _OPEN & at_school(who, "school")),
        Reason(
            "every department reads what the others did",
            lambda who: _OPEN & holds(who, DEPARTMENTS),
        ),
    ),
)

SPEAK_FOR_SCHOOL: Permission[Engagement] = Permission(
    "answer this visit for the school",
    on=Engagement,
    reasons=(
        Reason("it is with you", _with_her),
        Reason(
            "you speak for the school",
            lambda who: (
                ~Q(openness=Openness.TWO) & at_school(who, "school", roles=LEADS) & ~_comes(who)
            ),
        ),
    ),
)

SAY_IF_FAIR: Permission[Engagement] = Permission(
    "say whether this record is fair",
    on=Engagement,
    reasons=(
        Reason("it is with you", lambda who: _with_her(who) & Q(side=Side.DISTRICT) & ~_closed()),
        Reason(
            "you speak for the school",
            lambda who: (
                _OPEN & Q(side=Side.DISTRICT) & at_school(who, "school", roles=LEADS) & ~_comes(who)
            ),
        ),
        Reason(
            "the school wrote it down, and you were there",
            lambda who: _comes(who) & _OPEN & Q(side=Side.SCHOOL),
        ),
    ),
)

COME: Permission[Engagement] = Permission(
    "change this visit",
    on=Engagement,
    reasons=(
        Reason("you are one of those who come", lambda who: _comes(who) & Q(side=Side.DISTRICT)),
        Reason(
            "you wrote it down for the school",
            lambda who: Q(side=Side.SCHOOL, entered_by=who),
        ),
    ),
)

JOIN_VISIT: Permission[Engagement] = Permission(
    "join this visit",
    on=Engagement,
    reasons=(
        Reason(
            "you work in the central office and visit this school too",
            lambda who: _OPEN & holds(who, CENTRAL_ROLES) & ~_comes(who),
        ),
        Reason(
            "you coach at this school",
            lambda who: (
                _OPEN & at_school(who, "school", roles=frozenset({Role.COACH})) & ~_comes(who)
            ),
        ),
    ),
)

RECLASSIFY: Permission[Engagement] = Permission(
    "say what kind of work it was",
    on=Engagement,
    reasons=(
        Reason(
            "you speak for the school",
            lambda who: _OPEN & at_school(who, "school", roles=LEADS) & ~_comes(who),
        ),
    ),
)

END_FOLLOW_UP: Permission[FollowUp] = Permission(
    "say that this is done",
    on=FollowUp,
    reasons=(
        Reason("it is yours", lambda who: Q(owner=who)),
        Reason(
            "you speak for the school that owes it",
            lambda who: (
                Q(side=Side.SCHOOL, engagement__openness=Openness.OPEN)
                & at_school(who, "engagement__school", roles=LEADS)
            ),
        ),
        Reason(
            "you were there",
            lambda who: Q(side=Side.DISTRICT, engagement__visitors__person=who),
        ),
    ),
)

SEE_TRAVEL: Permission[Travel] = Permission(
    "see minutes on the road",
    on=Travel,
    reasons=(
        Reason("they are yours", lambda who: Q(by=who)),
        Reason("you plan in the same department", lambda who: _same_department(who)),
    ),
)


def may_come(scope: Scope) -> bool:
    """Whether she visits schools: announces and logs."""
    return scope.has(*COMERS)


def speaks_for(scope: Scope, school_id: int) -> bool:
    """Whether she speaks for this school."""
    return scope.has(*LEADS) and school_id in scope.school_ids


def _closed() -> Q:
    return Q(openness=Openness.CLOSED)


def _same_department(who: Person) -> Q:
    held = who.positions.filter(holding_today(), role__in=CENTRAL_ROLES).exclude(department=None)
    ids = list(held.values_list("department_id", flat=True))
    return Q(department__in=ids) if ids else NOBODY
