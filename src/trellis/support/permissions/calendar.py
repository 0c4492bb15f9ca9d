"""Who keeps days of a school free, and whose calendar addresses are whose?"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import Permission, Reason, at_school
from trellis.district.api import Org, OrgKind, Role
from trellis.support.models.calendar import Blackout, Feed

_PRINCIPAL = frozenset({Role.PRINCIPAL})

KEEP_FREE: Permission[Org] = Permission(
    "keep days free of visits",
    on=Org,
    reasons=(
        Reason(
            "you lead the school",
            lambda who: Q(kind=OrgKind.SCHOOL) & at_school(who, "pk", roles=_PRINCIPAL),
        ),
    ),
)

LIFT: Permission[Blackout] = Permission(
    "open this day again",
    on=Blackout,
    reasons=(
        Reason("you lead the school", lambda who: at_school(who, "school", roles=_PRINCIPAL)),
    ),
)

OWN_FEED: Permission[Feed] = Permission(
    "look after this calendar address",
    on=Feed,
    reasons=(Reason("it is yours", lambda who: Q(owner=who)),),
)
