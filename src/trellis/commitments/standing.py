"""How does a promise of a conversation stand today, as one word and as a sentence?"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trellis.commitments.models import Commitment, NoAction, Part, State
from trellis.commitments.permissions import SEE_COMMITMENT
from trellis.conversation.api import closed_seen_by
from trellis.district.api import Person
from trellis.lib.api import day

WENT = {
    "kept": "kept",
    "dropped": "dropped",
    "late": "late",
    "under-way": "under way",
}
"""How a promise went; kept when every part that stands was confirmed by the other side."""


def promises_of_conversations(person: Person) -> QuerySet[Commitment, Any]:
    """Promises that closed conversations ended with, of those that she may read."""
    rows = SEE_COMMITMENT.among(person).filter(conversation__in=closed_seen_by(person))
    return rows.select_related("school", "conversation__school").prefetch_related("parts")


def reasons_for_none(person: Person) -> QuerySet[NoAction, Any]:
    """Why closed conversations ended without a promise, of those whose minutes she may read."""
    rows = NoAction.objects.filter(conversation__in=closed_seen_by(person))
    return rows.select_related("conversation__school")


def that_went(rows: QuerySet[Commitment, Any], went: str) -> QuerySet[Commitment, Any]:
    """Keep the promises that went one way: a key of WENT."""
    stands = _has(Q(state__in=[State.OPEN, State.REPORTED]))
    late = _has(Q(state=State.OPEN, due_on__lt=timezone.localdate()))
    done = _has(Q(state=State.DONE))
    chosen = {
        "kept": Q(~stands, done),
        "dropped": Q(~stands, ~done),
        "late": Q(late),
        "under-way": Q(stands, ~late),
    }
    return rows.filter(chosen[went])


def went(commitment: Commitment) -> str:
    """Say in one word how a promise stands; a key of WENT."""
    if commitment.state == State.OPEN:
        late = any(part.is_late and part.state == State.OPEN for part in commitment.parts.all())
        return "late" if late else "under-way"
    return "kept" if commitment.state == State.DONE else "dropped"


def went_says(commitment: Commitment) -> str:
    """Say how a promise stands: "2 of 3 parts kept, the last due Mon Nov 30"."""
    parts = list(commitment.parts.all())
    done = sum(part.state == State.DONE for part in parts)
    dropped = sum(part.state == State.DROPPED for part in parts)
    said = f"{done} of {len(parts)} parts kept"
    if dropped:
        said += f", {dropped} dropped"
    if commitment.state == State.OPEN and commitment.due_on:
        said += f", the last due {day(commitment.due_on, year=True)}"
    return said


def _has(chosen: Q) -> Exists:
    return Exists(Part.objects.filter(chosen, commitment=OuterRef("pk")))
