"""Was a conversation held on paper, and who entered it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from trellis.conversation.models import Conversation
from trellis.district.api import Person

KIND = "paper"
"""The kind of the event that says so; it is written once, when a conversation is entered."""


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
