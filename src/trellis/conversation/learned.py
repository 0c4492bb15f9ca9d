"""Which notes of closed conversations can be found again by their words?"""

from __future__ import annotations

from datetime import date
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


def closed_between(since: date, until: date) -> QuerySet[Conversation, Any]:
    """Every conversation closed from one day to another, the oldest first.

    For counting what everybody is told alike; a page that names one asks `closed_seen_by`.
    """
    rows = Conversation.objects.filter(
        state=State.CLOSED, closed_at__date__gte=since, closed_at__date__lte=until
    )
    return rows.select_related("school").order_by("closed_at", "pk")


def notes_found_again(person: Person) -> QuerySet[Note, Any]:
    """Notes in the minutes that she may read, of the kinds that speak of evidence."""
    return Note.objects.filter(
        conversation__in=closed_seen_by(person),
        kind__in=FOUND_AGAIN,
        withdrawn_at=None,
        shared_at__isnull=False,
    ).select_related("conversation__school")
