"""How is a part in the room given to somebody else?"""

from __future__ import annotations

import uuid

from django.db import transaction

from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Invitation, Part, State
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.api import wrote

SEVERAL = frozenset({Part.PARTICIPANT, Part.DATA_OWNER})
"""Parts that more than one person may hold; every other goes from hand to hand."""


@transaction.atomic
def give_part(conversation: Conversation, *, by: Person, to: int, part: str) -> Invitation:
    """Give a part to somebody who is invited; whoever held it until now takes part.

    Who planned the conversation may still lead it: a part can always be given again.
    """
    found = led(conversation, by)
    if part not in Part.values:
        raise BadInput(f"There is no part “{part[:20]}”.")
    if found.state not in (State.PLANNED, State.RUNNING):
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    mine = found.invitations.filter(person=to).select_related("person").first()
    if mine is None:
        raise NotThere
    if mine.part == part:
        return mine
    changed = [to]
    if part not in SEVERAL:
        before = found.invitations.filter(part=part)
        changed += before.values_list("person", flat=True)
        before.update(part=Part.PARTICIPANT)
    mine.part = part
    mine.save(update_fields=["part"])
    wrote("gave a part", by=by, on=found, about=mine.person, detail={"part": part})
    append_event(found, kind="parts", payload={"people": changed}, key=uuid.uuid4())
    return mine
