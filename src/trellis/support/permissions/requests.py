"""Who asks, who reads a request, who takes it up, and who alone may close it?"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import (
    CENTRAL_ROLES,
    Permission,
    Reason,
    at_school,
    holds,
    in_network,
)
from trellis.district.api import Org, OrgKind, Person, Role
from trellis.support.models import Helper, Sending, SupportRequest
from trellis.support.permissions.cards import STAFF, works_in

ASKERS = frozenset({Role.PRINCIPAL, Role.TEAM_LEAD, Role.COACH})
"""Who may ask for a school."""

_LEADS_ALL = frozenset({Role.CABINET, Role.PL_DIRECTOR})
_PRINCIPAL = frozenset({Role.PRINCIPAL})


def _asked(who: Person) -> Q:
    """What she asked for, as long as she works at that school."""
    return Q(asked_by=who) & at_school(who, "school")


def _leads(who: Person) -> Q:
    return Q(lead=who) & holds(who, STAFF)


def _helps(who: Person) -> Q:
    helping = Helper.objects.filter(person=who).values("request")
    return Q(pk__in=helping) & holds(who, STAFF)


def _was_sent_to(who: Person) -> Q:
    also = Sending.objects.filter(works_in(who, "department"), how=Sending.How.ALSO)
    return Q(pk__in=also.values("request"))


SEE_REQUEST: Permission[SupportRequest] = Permission(
    "see this request",
    on=SupportRequest,
    reasons=(
        Reason("you asked for it", _asked),
        Reason("you took it up", _leads),
        Reason("you help with it", _helps),
        Reason("you work at the school", lambda who: at_school(who, "school")),
        Reason("you supervise the school’s network", lambda who: in_network(who, "school__")),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: holds(who, CENTRAL_ROLES),
        ),
    ),
)

ASK_FOR: Permission[Org] = Permission(
    "ask for help for this school",
    on=Org,
    reasons=(
        Reason(
            "you work at the school",
            lambda who: Q(kind=OrgKind.SCHOOL) & at_school(who, "pk", roles=ASKERS),
        ),
    ),
)

SPEAK_FOR_ASKER: Permission[SupportRequest] = Permission(
    "close, open again or take back this request",
    on=SupportRequest,
    reasons=(
        Reason("you asked for it", _asked),
        Reason("you lead the school", lambda who: at_school(who, "school", roles=_PRINCIPAL)),
    ),
)

TAKE_UP: Permission[SupportRequest] = Permission(
    "take up this request",
    on=SupportRequest,
    reasons=(
        Reason(
            "you work in the department that was asked", lambda who: works_in(who, "department")
        ),
        Reason("you supervise the school’s network", lambda who: in_network(who, "school__")),
        Reason("you answer for all departments together", lambda who: holds(who, _LEADS_ALL)),
    ),
)

OFFER_HELP: Permission[SupportRequest] = Permission(
    "help with this request",
    on=SupportRequest,
    reasons=(
        Reason("your department was asked to help as well", _was_sent_to),
        Reason("you work in the central office", lambda who: holds(who, CENTRAL_ROLES)),
    ),
)

ANSWER: Permission[SupportRequest] = Permission(
    "say that this request is answered",
    on=SupportRequest,
    reasons=(
        Reason("you took it up", _leads),
        Reason("you help with it", _helps),
    ),
)

HAND_OVER: Permission[SupportRequest] = Permission(
    "hand this request over",
    on=SupportRequest,
    reasons=(
        Reason("you took it up", _leads),
        Reason(
            "you work in the department that was asked", lambda who: works_in(who, "department")
        ),
        Reason("you answer for all departments together", lambda who: holds(who, _LEADS_ALL)),
    ),
)

ASK_ALSO: Permission[SupportRequest] = Permission(
    "ask another department to help with this request",
    on=SupportRequest,
    reasons=(*SPEAK_FOR_ASKER.reasons, *HAND_OVER.reasons),
)
