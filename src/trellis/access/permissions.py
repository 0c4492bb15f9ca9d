"""Who may open a school's page, load files, and confirm positions?"""

from django.db.models import Q

from trellis.access.permission import Permission, Reason
from trellis.access.scope import CENTRAL_ROLES, at_school, holds, in_network
from trellis.district.api import Org, OrgKind, Position, Role

_SCHOOL = Q(kind=OrgKind.SCHOOL)

SEE_SCHOOL: Permission[Org] = Permission(
    "see this school",
    on=Org,
    reasons=(
        Reason(
            "you lead the school",
            lambda who: _SCHOOL & at_school(who, "pk", roles=frozenset({Role.PRINCIPAL})),
        ),
        Reason("you work at the school", lambda who: _SCHOOL & at_school(who, "pk")),
        Reason("you supervise its network", lambda who: _SCHOOL & in_network(who)),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: _SCHOOL & holds(who, CENTRAL_ROLES),
        ),
    ),
)

SEE_DISTRICT: Permission[Org] = Permission(
    "see the district's page",
    on=Org,
    reasons=(
        Reason(
            "you hold a position in the district",
            lambda who: Q(kind=OrgKind.DISTRICT) & holds(who, frozenset(Role.values)),
        ),
    ),
)

CONFIRM_POSITION: Permission[Position] = Permission(
    "confirm what a person's position is",
    on=Position,
    reasons=(
        Reason("you are a cabinet member", lambda who: holds(who, frozenset({Role.CABINET}))),
        Reason(
            "you look after the student information system, and this is a school's position",
            lambda who: (
                Q(role__in=[Role.TEACHER, Role.TEAM_LEAD, Role.COACH])
                & holds(who, frozenset({Role.SIS_ADMIN}))
            ),
        ),
    ),
)
