"""How does what happened in a conversation get its place, once and without a gap?"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from trellis.conversation.models import Conversation, Event
from trellis.lib.api import crash_point

CHANNEL = "trellis_conversation"


@transaction.atomic
def append_event(
    conversation: Conversation, *, kind: str, payload: dict[str, Any], key: uuid.UUID
) -> Event:
    """Add an event as the next of its conversation; called last in the transaction of the act.

    The row of the conversation is locked by raising its counter, so that events are seen in their
    order and none is missed. The same key again is the same event.
    """
    Conversation.objects.filter(pk=conversation.pk).update(last_seq=F("last_seq") + 1)
    before = Event.objects.filter(conversation=conversation, key=key).first()
    if before is not None:
        Conversation.objects.filter(pk=conversation.pk).update(last_seq=F("last_seq") - 1)
        return before
    seq = Conversation.objects.values_list("last_seq", flat=True).get(pk=conversation.pk)
    event = Event.objects.create(
        conversation=conversation, seq=seq, key=key, kind=kind, payload=payload
    )
    conversation.last_seq = seq
    crash_point(f"after {kind} event")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(conversation.pk)])
    return event
