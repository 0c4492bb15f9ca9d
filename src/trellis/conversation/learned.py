"""Which notes of closed conversations can be found again by their words?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from trellis.conversation.models import Conversation, Note, State
from trellis.conversation.permissions import SEE_CONVERSATION
from trellis.district.api import Person

FOUND_AGAIN = {
    "observation": "what we saw",
    "inference": "how we read it",
    "question": "what we did not know",
    "theme": "what we took from it",
    "hypothesis": "what we supposed",
    "root_cause": "what we took for the cause",
}
"""The kinds that speak of evidence. Predictions and feedback to a presenter speak of a person."""


def closed_seen_by(person: Person) -> QuerySet[Conversation, Any]:
    """Every closed conversation whose minutes she may read."""
    return SEE_CONVERSATION.among(person).filter(state=State.CLOSED)


def notes_found_again(person: Person) -> QuerySet[Note, Any]:
    """Notes in the minutes that she may read, of the kinds that speak of evidence."""
    return Note.objects.filter(
        conversation__in=closed_seen_by(person), kind__in=FOUND_AGAIN, withdrawn_at=None
    ).select_related("conversation__school")
