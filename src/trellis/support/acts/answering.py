"""How do both sides write to each other, and how does the district say that help came?"""

from __future__ import annotations

import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.conversation.api import side_of
from trellis.district.api import Person
from trellis.lib.api import NotThere
from trellis.support.acts import telling_requests as telling
from trellis.support.acts.moving import become
from trellis.support.models import Message, State, SupportRequest
from trellis.support.permissions.requests import ANSWER, SEE_REQUEST
from trellis.support.rules.requests import check_words
from trellis.trail.api import wrote


@transaction.atomic
def write(request_id: int, *, by: Person, words: str, key: uuid.UUID | None = None) -> Message:
    """Write to both sides. The district's first words are its first reply, and stop that clock.

    The same key again changes nothing.
    """
    request = SEE_REQUEST.find(by, request_id, to_change=True)
    message, new = Message.objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults={
            "request": request,
            "author": by,
            "side": side_of(by, request.school),
            "words": check_words(words),
        },
    )
    if not new:
        if message.author_id != by.pk or message.request_id != request.pk:
            raise NotThere
        return message
    if message.side == "district" and request.first_reply_at is None:
        request.first_reply_at = message.at
        request.save(update_fields=["first_reply_at"])
    wrote("wrote to both sides of a request", by=by, on=request)
    transaction.on_commit(partial(telling.written, message.pk))
    return message


@transaction.atomic
def answered(request_id: int, *, by: Person, said: str = "") -> SupportRequest:
    """Say that what was asked for is there; the school has the next word."""
    return _helped(request_id, State.ANSWERED, by=by, said=said)


@transaction.atomic
def visited(request_id: int, *, by: Person, said: str = "") -> SupportRequest:
    """Say that you were at the school for this; the school has the next word."""
    return _helped(request_id, State.VISITED, by=by, said=said)


@transaction.atomic
def note_visit(request: SupportRequest, *, by: Person) -> None:
    """Note that a visit for this request took place, as the act that logged the visit knows.

    Whoever logs a visit need not lead or help: that act has asked whether she may. When nobody
    took the request up, or the school has closed it, only the day of first help is kept.
    """
    locked = SupportRequest.objects.select_for_update().get(pk=request.pk)
    locked.first_help_at = locked.first_help_at or timezone.now()
    if locked.state in (State.TAKEN_UP, State.ANSWERED):
        moved = become(locked, State.VISITED, by=by)
        wrote("visited a school for its request", by=by, on=locked)
        transaction.on_commit(partial(telling.moved, moved.pk))
    elif locked.is_open:
        locked.save(update_fields=["first_help_at"])


def _helped(request_id: int, state: str, *, by: Person, said: str) -> SupportRequest:
    request = ANSWER.find(by, request_id, to_change=True)
    if request.state == state:
        return request
    if said.strip():
        write(request_id, by=by, words=said)
        request.refresh_from_db()
    request.first_help_at = request.first_help_at or timezone.now()
    moved = become(request, state, by=by)
    wrote(
        "said that a request is answered" if state == State.ANSWERED else "said to have visited",
        by=by,
        on=request,
    )
    transaction.on_commit(partial(telling.moved, moved.pk))
    return request
