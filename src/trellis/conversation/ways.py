"""Which ways to talk are there: those that come with Trellis, and the district's own?"""

from __future__ import annotations

from django.db.models import QuerySet

from trellis.access.api import Permission, Reason, Scope, holds
from trellis.conversation.own import DistrictProtocol
from trellis.conversation.protocols.reading import Protocol, protocols
from trellis.district.api import Person, Role
from trellis.lib.api import BadInput

KEEPERS: frozenset[str] = frozenset({Role.CABINET, Role.PL_DIRECTOR, Role.COACH})
"""Who keeps the district's own ways to talk: who answers for learning, and who leads meetings."""

KEEP_PROTOCOL: Permission[DistrictProtocol] = Permission(
    "change the district’s own ways to talk",
    on=DistrictProtocol,
    reasons=(
        Reason(
            "you are a cabinet member, the professional-learning director or a coach",
            lambda who: holds(who, KEEPERS),
        ),
    ),
)


def may_keep_protocols(scope: Scope) -> bool:
    """Whether she may make ways to talk of the district's own."""
    return scope.has(*KEEPERS)


def ways_to_talk() -> dict[str, Protocol]:
    """Every way to talk that a conversation can be planned with, by its key."""
    own = DistrictProtocol.objects.filter(versions__published_at__isnull=False).distinct()
    versions = [one.published for one in own]
    return protocols() | {one.protocol.key: one.way for one in versions if one is not None}


def way_to_talk(key: str) -> Protocol:
    """Return one way to talk, or raise BadInput naming those there are."""
    known = ways_to_talk()
    if key not in known:
        raise BadInput(f"No protocol “{key}”. There are: {', '.join(known)}.")
    return known[key]


def drafts_for(person: Person) -> QuerySet[DistrictProtocol]:
    """The district's own ways to talk that are being written, for who may change them."""
    return KEEP_PROTOCOL.among(person).filter(versions__published_at=None)
