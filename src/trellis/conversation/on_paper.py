"""Was a conversation held on paper, who may enter it, and who did?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from trellis.access.api import Permission, Reason
from trellis.conversation.models import Conversation, Part
from trellis.conversation.permissions import FACILITATE
from trellis.district.api import Person

KIND = "paper"
"""The kind of the event that says so; it is written once, when a conversation is entered."""


ENTER_FROM_PAPER: Permission[Conversation] = Permission(
    "enter what was written on paper in this conversation",
    on=Conversation,
    reasons=(
        *FACILITATE.reasons,
        Reason(
            "you are its recorder",
            lambda who: Q(invitations__person=who, invitations__part=Part.RECORDER),
        ),
    ),
)


@dataclass(frozen=True)
class OnPaper:
    """When a conversation was held without a network, and when and by whom it was entered."""

    held_on: date
    entered_at: datetime
    by: Person


def on_paper(conversation: Conversation) -> OnPaper | None:
    """Say how a conversation was held on paper; None when it was held in the room."""
    event = conversation.events.filter(kind=KIND).first()
    if event is None:
        return None
    by = Person.objects.get(pk=event.payload["by"])
    return OnPaper(date.fromisoformat(event.payload["held_on"]), event.at, by)
