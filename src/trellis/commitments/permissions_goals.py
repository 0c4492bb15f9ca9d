"""Who sees a goal, who sets one for a place, and who changes it?"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import CENTRAL_ROLES, Permission, Reason, at_school, holds, in_network
from trellis.commitments.models import Goal
from trellis.commitments.models.looking import Look
from trellis.commitments.permissions import CARRY_ON, SEE_COMMITMENT
from trellis.district.api import Org, OrgKind, Role

_EVERY_ROLE = frozenset(Role.values)
_FOR_THE_DISTRICT = frozenset({Role.CABINET, Role.PL_DIRECTOR})
_FOR_A_SCHOOL = frozenset({Role.PRINCIPAL, Role.TEAM_LEAD, Role.COACH})


def _district(path: str = "") -> Q:
    return Q(**{f"{path}kind": OrgKind.DISTRICT})


SEE_GOAL: Permission[Goal] = Permission(
    "see this goal",
    on=Goal,
    reasons=(
        Reason("you work at the school", lambda who: at_school(who, "org")),
        Reason("you supervise the school’s network", lambda who: in_network(who, "org__")),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: holds(who, CENTRAL_ROLES),
        ),
        Reason(
            "it is the district’s, and you hold a position in it",
            lambda who: _district("org__") & holds(who, _EVERY_ROLE),
        ),
    ),
)

SET_GOAL: Permission[Org] = Permission(
    "set a goal for this place",
    on=Org,
    reasons=(
        Reason(
            "you answer for all departments together",
            lambda who: _district() & holds(who, _FOR_THE_DISTRICT),
        ),
        Reason(
            "you lead the school, one of its teams, or its coaching",
            lambda who: Q(kind=OrgKind.SCHOOL) & at_school(who, "pk", roles=_FOR_A_SCHOOL),
        ),
    ),
)

CHANGE_GOAL: Permission[Goal] = Permission(
    "change this goal",
    on=Goal,
    reasons=(
        Reason(
            "you may set goals for the place that it belongs to",
            lambda who: Q(org__in=SET_GOAL.among(who).values("pk")),
        ),
    ),
)

SEE_LOOK: Permission[Look] = Permission(
    "look at this evidence again",
    on=Look,
    reasons=(
        Reason(
            "you see the promise that it belongs to",
            lambda who: Q(commitment__in=SEE_COMMITMENT.among(who).values("pk")),
        ),
    ),
)

SAY_WHAT_CHANGED: Permission[Look] = Permission(
    "say what this changed",
    on=Look,
    reasons=(
        Reason(
            "you own a part of the promise, wrote it down, or lead the school",
            lambda who: Q(commitment__in=CARRY_ON.among(who).values("pk")),
        ),
    ),
)
