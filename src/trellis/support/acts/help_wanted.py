"""How does a promise become a request for help, in one press?"""

from __future__ import annotations

from django.db import transaction

from trellis.commitments.api import SEE_COMMITMENT, Commitment, Part, Side
from trellis.commitments.api import State as PartState
from trellis.district.api import Department, Person, positions_of
from trellis.lib.api import BadInput
from trellis.support.acts.asking import Way, ask, front_desk
from trellis.support.models import OPEN, HelpWanted, SupportRequest
from trellis.support.rules.requests import LONGEST
from trellis.trail.api import wrote


@transaction.atomic
def want_help(commitment_id: int, *, by: Person) -> SupportRequest:
    """Ask for help with a promise; its words are carried over.

    It goes to the department that owns a part of the promise, else to the front desk. While one
    such request is open, asking again leads to that one, whoever asked.
    """
    promised = SEE_COMMITMENT.find(by, commitment_id, to_change=True)
    if promised.school is None:
        raise BadInput("This promise belongs to no school, so no school asks for help with it.")
    before = HelpWanted.objects.filter(commitment=promised, request__state__in=OPEN).first()
    if before is not None:
        return before.request
    request = ask(
        by=by,
        school=promised.school,
        title=f"Help with: {promised.words}"[: LONGEST["title"]],
        words=_words(promised),
        way=Way(department=_department(promised)),
    )
    HelpWanted.objects.create(commitment=promised, request=request, by=by)
    wrote("asked for help with a promise", by=by, on=promised)
    return request


def _words(promised: Commitment) -> str:
    lines = [promised.words]
    if promised.sign_to_see:
        lines.append(f"We will see that it worked by: {promised.sign_to_see}")
    lines += [
        f"By {part.due_on:%b} {part.due_on.day}, the {part.side}: {part.deliverable}"
        for part in _standing(promised)
    ]
    return "\n\n".join(lines)[: LONGEST["words"]]


def _department(promised: Commitment) -> Department | None:
    """The department of whoever owns a part for the district; none leads to the front desk."""
    for part in promised.parts.filter(side=Side.DISTRICT).select_related("owner"):
        held = positions_of(part.owner).exclude(department=None).first()
        if held is not None:
            found: Department | None = held.department
            return found
    if front_desk() is None:
        raise BadInput("No department owns a part of this. Ask for help, and choose one there.")
    return None


def _standing(promised: Commitment) -> list[Part]:
    states = [PartState.OPEN, PartState.REPORTED]
    return list(promised.parts.filter(state__in=states))
