"""How do people come into a room by its code: those who were not invited, and guests?"""

from __future__ import annotations

import secrets
import uuid

from django.db import transaction
from django.utils import timezone

from trellis.conversation.acts.planning import invite
from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import AskedIn, Conversation, Guest, Invitation, JoinCode, State
from trellis.conversation.queries_join import may_ask_in
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, NotThere, plain
from trellis.trail.api import wrote

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for each other when read from a wall."""
_MOST_GUESTS = 40


@transaction.atomic
def open_door(conversation: Conversation, *, by: Person) -> JoinCode:
    """Make the code of a conversation, as whoever leads; asked twice, it is the same code."""
    found = _open(led(conversation, by))
    before = JoinCode.objects.filter(conversation=found).first()
    if before is not None:
        return before
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    made = JoinCode.objects.create(conversation=found, code=code)
    wrote("opened the door of a conversation", by=by, on=found)
    return made


@transaction.atomic
def welcome_guests(conversation: Conversation, *, by: Person, welcome: bool) -> JoinCode:
    """Say whether guests from outside may read along. Saying no shows out those who are there."""
    found = _open(led(conversation, by))
    door = JoinCode.objects.select_for_update().filter(conversation=found).first()
    if door is None:
        raise NotNow("Make a code first.")
    if door.guests_welcome == welcome:
        return door
    door.guests_welcome = welcome
    door.save(update_fields=["guests_welcome"])
    if not welcome:
        found.guests.filter(ended_at=None).update(ended_at=timezone.now())
    wrote("welcomed guests" if welcome else "closed the door to guests", by=by, on=found)
    _tell(found)
    return door


@transaction.atomic
def ask_in(conversation: Conversation, *, by: Person) -> AskedIn:
    """Ask to be let in, as somebody of the school or the central office; once."""
    found = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    _open(found)
    if not may_ask_in(by, found):
        raise NotThere
    asked, new = AskedIn.objects.get_or_create(conversation=found, person=by)
    if new:
        wrote("asked to be let in", by=by, on=found)
        _tell(found)
    return asked


@transaction.atomic
def let_in(conversation: Conversation, *, by: Person, person: int) -> Invitation:
    """Let somebody in who asks; pressed twice, she is in once."""
    found = led(conversation, by)
    asked = found.asked_in.filter(person=person).select_related("person").first()
    if asked is None:
        raise NotThere
    return invite(found, by=by, person=asked.person)


@transaction.atomic
def come_as_guest(code: str, *, name: str) -> Guest:
    """Come in from outside under a name; what a guest may see is read only, and ends at the close.

    Raises NotThere for a code that is not, and NotNow while guests are not expected.
    """
    door = JoinCode.objects.filter(code=code).first()
    if door is None:
        raise NotThere
    found = Conversation.objects.select_for_update(no_key=True).get(pk=door.conversation_id)
    door.refresh_from_db()
    if not (found.is_running and door.guests_welcome):
        raise NotNow("Guests are not expected at this moment. Ask whoever leads, then try again.")
    kept = " ".join(plain(name).split())
    if not kept or len(kept) > 60:
        raise BadInput("Write your name, in at most 60 letters.")
    if found.guests.filter(ended_at=None).count() >= _MOST_GUESTS:
        raise NotNow("There are as many guests as one meeting takes.")
    made = Guest.objects.create(conversation=found, name=kept)
    wrote("came as a guest", by="a guest", on=found)
    _tell(found)
    return made


@transaction.atomic
def show_out(conversation: Conversation, *, by: Person, guest: int) -> None:
    """End the visit of a guest, as whoever leads."""
    found = led(conversation, by)
    if found.guests.filter(pk=guest, ended_at=None).update(ended_at=timezone.now()):
        wrote("showed a guest out", by=by, on=found)
        _tell(found)


def _open(found: Conversation) -> Conversation:
    if found.state not in (State.PLANNED, State.RUNNING):
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    return found


def _tell(found: Conversation) -> None:
    append_event(found, kind="people", payload={}, key=uuid.uuid4())
