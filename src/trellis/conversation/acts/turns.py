"""How does the turn go round? It is a hint to the room: nobody is kept from writing."""

from __future__ import annotations

import uuid

from django.db import transaction

from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, TurnEnded
from trellis.conversation.permissions import KEEP_TIME, TAKE_PART
from trellis.conversation.queries_room import turns_of
from trellis.district.api import Person
from trellis.lib.api import NotAllowed, NotNow
from trellis.trail.api import wrote


@transaction.atomic
def end_turn(conversation: Conversation, *, by: Person, whose: int, passed: bool = False) -> None:
    """End the turn of a person, or pass it on; the second of two presses finds it done.

    Her own turn anybody ends; somebody else's only who leads or keeps the time.
    """
    found = _in_turns(TAKE_PART.find(by, conversation.pk, to_change=True))
    if by.pk != whose and not KEEP_TIME.allows(by, found):
        raise NotAllowed("It is somebody else’s turn; who leads or keeps the time may go on.")
    if by.pk != whose and passed:
        raise NotAllowed("Only she herself passes her turn on.")
    now = next((turn for turn in turns_of(found) if turn.is_now), None)
    if now is None or now.person.pk != whose:
        return
    TurnEnded.objects.create(conversation=found, step=found.step, person_id=whose, passed=passed)
    wrote("passed a turn on" if passed else "ended a turn", by=by, on=found)
    _tell(found)


@transaction.atomic
def go_round_again(conversation: Conversation, *, by: Person) -> None:
    """Begin another round in this step, as whoever leads."""
    found = _in_turns(led(conversation, by))
    if found.turns_ended.filter(step=found.step).delete()[0]:
        wrote("began another round", by=by, on=found)
        _tell(found)


def _in_turns(found: Conversation) -> Conversation:
    if not (found.is_running and found.current.turns):
        raise NotNow("In this step everybody speaks as she likes.")
    return found


def _tell(found: Conversation) -> None:
    now = next((turn for turn in turns_of(found) if turn.is_now), None)
    payload = {"who": now.person.first_name if now else ""}
    append_event(found, kind="turn", payload=payload, key=uuid.uuid4())
