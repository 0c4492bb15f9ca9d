"""Who sees a promise, who answers for a part of it, and who says that it arrived?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from trellis.access.api import CENTRAL_ROLES, Permission, Reason, at_school, holds, in_network
from trellis.commitments.models import Commitment, Part, Side
from trellis.district.api import Person, Role

SEE_COMMITMENT: Permission[Commitment] = Permission(
    "see this promise",
    on=Commitment,
    reasons=(
        Reason("you own a part of it", lambda who: Q(parts__owner=who)),
        Reason("you work at the school", lambda who: at_school(who, "school")),
        Reason("you supervise the school’s network", lambda who: in_network(who, "school__")),
        Reason(
            "you work in the central office, which answers for every school together",
            lambda who: holds(who, CENTRAL_ROLES),
        ),
    ),
)

CARRY_ON: Permission[Commitment] = Permission(
    "tie this promise to a goal, or say when its evidence is looked at again",
    on=Commitment,
    reasons=(
        Reason("you own a part of it", lambda who: Q(parts__owner=who)),
        Reason("you wrote it down", lambda who: Q(made_by=who)),
        Reason(
            "you lead the school",
            lambda who: at_school(who, "school", roles=frozenset({Role.PRINCIPAL})),
        ),
    ),
)

ANSWER_FOR: Permission[Part] = Permission(
    "report on this part",
    on=Part,
    reasons=(
        Reason("it is yours", lambda who: Q(owner=who)),
        Reason(
            "you lead the promise, and this is your side’s part",
            lambda who: Q(pk__in=_led_by(who)),
        ),
    ),
)

CONFIRM_PART: Permission[Part] = Permission(
    "say that this part arrived",
    on=Part,
    reasons=(
        Reason(
            "you work at the school that was promised it",
            lambda who: (
                Q(side=Side.DISTRICT)
                & at_school(who, "commitment__school")
                & ~Q(pk__in=_of_her_side(who))
            ),
        ),
        Reason(
            "you work in the central office that was promised it",
            lambda who: (
                Q(side=Side.SCHOOL) & holds(who, CENTRAL_ROLES) & ~Q(pk__in=_of_her_side(who))
            ),
        ),
        Reason(
            "you own a part on the other side",
            lambda who: Q(pk__in=_of_other_side(who)),
        ),
    ),
)


def _led_by(who: Person) -> list[int]:
    """Her side's parts of the promises that she leads: nobody answers for both sides."""
    mine = Part.objects.filter(owner=who, is_lead=True)
    return [pk for pk, same in _beside(mine) if same]


def _of_her_side(who: Person) -> list[int]:
    return [pk for pk, same in _beside(Part.objects.filter(owner=who)) if same]


def _of_other_side(who: Person) -> list[int]:
    return [pk for pk, same in _beside(Part.objects.filter(owner=who)) if not same]


def _beside(mine: QuerySet[Part, Any]) -> list[tuple[int, bool]]:
    """Every part of the same promises, and whether it is owned on the same side."""
    side = dict(mine.values_list("commitment", "side"))
    parts = Part.objects.filter(commitment__in=side).values_list("pk", "commitment", "side")
    return [(pk, of == side[commitment]) for pk, commitment, of in parts]
