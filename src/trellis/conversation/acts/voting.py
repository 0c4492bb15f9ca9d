"""How does everybody place as many dots, and how are they counted at last?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from trellis.conversation.acts.counting import count_dots
from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Dots
from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.queries_room import choices_of, votes_are_closed
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, count
from trellis.trail.api import wrote


@transaction.atomic
def place_dots(conversation: Conversation, *, by: Person, dots: Mapping[str, int]) -> None:
    """Place one's dots anew, all at once: `{"h3": 2, "n17": 1}`. Sent twice, they stand once.

    Raises BadInput for more dots than everybody has, NotNow when the vote is over. No event and no
    line of the trail says where they stand.
    """
    found = TAKE_PART.find(by, conversation.pk, to_change=True)
    most = found.current.votes
    if not (found.is_running and most):
        raise NotNow("There is no vote in this step.")
    if votes_are_closed(found):
        raise NotNow("The vote is closed; its totals are shown.")
    if sum(dots.values()) > most or min(dots.values(), default=0) < 0:
        raise BadInput(f"Everybody has {count(most, 'dot')}; these are {sum(dots.values())}.")
    known = {choice.key: choice for choice in choices_of(found)}
    if not known.keys() >= {key for key, number in dots.items() if number}:
        raise NotNow("One of these was taken away meanwhile. Look at the list again.")
    found.dots.filter(step=found.step, person=by).delete()
    for key, number in dots.items():
        if number:
            on = {"heading_id" if key[0] == "h" else "note_id": int(key[1:])}
            Dots.objects.create(conversation=found, step=found.step, person=by, number=number, **on)
    wrote("placed dots", by=by, on=found)
    append_event(found, kind="vote", payload={}, key=uuid.uuid4())


@transaction.atomic
def close_vote(conversation: Conversation, *, by: Person) -> None:
    """Close the vote of this step and show its totals; closed twice, it is closed once."""
    found = led(conversation, by)
    if not (found.is_running and found.current.votes):
        raise NotNow("There is no vote in this step.")
    if count_dots(found, found.step):
        wrote("closed a vote", by=by, on=found)
        append_event(found, kind="vote", payload={"closed": True}, key=uuid.uuid4())
