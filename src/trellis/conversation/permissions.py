"""Who sees a conversation, who takes part, who leads it?"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import (
    CENTRAL_ROLES,
    Permission,
    Reason,
    Scope,
    at_school,
    holds,
    in_network,
)
from trellis.conversation.models import Conversation, Part, State
from trellis.district.api import Person, holding_today

_CLOSED = Q(state=State.CLOSED)

SEE_CONVERSATION: Permission[Conversation] = Permission(
    "see this conversation",
    on=Conversation,
    reasons=(
        Reason("you were invited", lambda who: Q(invitations__person=who)),
        Reason("you planned it", lambda who: Q(planned_by=who)),
        Reason("you work at the school", lambda who: _CLOSED & at_school(who, "school")),
        Reason("you supervise its network", lambda who: _CLOSED & in_network(who, "school__")),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: _CLOSED & holds(who, CENTRAL_ROLES),
        ),
    ),
)

TAKE_PART: Permission[Conversation] = Permission(
    "take part in this conversation",
    on=Conversation,
    reasons=(Reason("you were invited", lambda who: Q(invitations__person=who)),),
)


def taking_part(pk: int) -> dict[int, Person]:
    """Everybody whom TAKE_PART lets into one conversation, in one question for a whole room."""
    here = holding_today(prefix="positions__")
    rows = Person.objects.filter(here, is_active=True, invitations__conversation=pk)
    return {person.pk: person for person in rows}


FACILITATE: Permission[Conversation] = Permission(
    "lead this conversation",
    on=Conversation,
    reasons=(
        Reason(
            "you are its facilitator",
            lambda who: Q(invitations__person=who, invitations__part=Part.FACILITATOR),
        ),
        Reason("you planned it", lambda who: Q(planned_by=who)),
    ),
)

KEEP_TIME: Permission[Conversation] = Permission(
    "keep the time of this conversation",
    on=Conversation,
    reasons=(
        *FACILITATE.reasons,
        Reason(
            "you keep its time",
            lambda who: Q(invitations__person=who, invitations__part=Part.TIMEKEEPER),
        ),
    ),
)

SHOW_EVIDENCE: Permission[Conversation] = Permission(
    "show evidence in this conversation",
    on=Conversation,
    reasons=(
        *FACILITATE.reasons,
        Reason(
            "you own its data",
            lambda who: Q(invitations__person=who, invitations__part=Part.DATA_OWNER),
        ),
    ),
)


def may_plan(scope: Scope) -> bool:
    """Whether she may plan a conversation: everybody who works with schools."""
    return not scope.is_empty and not scope.aggregates_only
