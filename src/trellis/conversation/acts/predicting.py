"""Which figure is a predicted number about? Said before the evidence is seen, never after."""

from __future__ import annotations

import uuid

from django.db import transaction

from trellis.conversation.events import append_event
from trellis.conversation.models import Note
from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.rules import check_may_mend
from trellis.conversation.rules_predictions import figures_to_predict
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotThere
from trellis.trail.api import wrote


@transaction.atomic
def say_which_figure(note_id: int, *, by: Person, mark: str) -> Note:
    """Say which figure one's own predicted number is about; said twice, it is said once."""
    note = Note.objects.filter(pk=note_id, author=by, kind="prediction", withdrawn_at=None).first()
    if note is None:
        raise NotThere
    found = TAKE_PART.find(by, note.conversation_id, to_change=True)
    if note.mark == mark:
        return note
    check_may_mend(note)
    if note.number is None:
        raise BadInput("This prediction has no number; write one with a number.")
    chosen = next((one for one in figures_to_predict(found) if one.key == mark), None)
    if chosen is None:
        raise BadInput("Choose one of the figures that you will see.")
    note.finding, note.mark, note.mark_says = chosen.finding, chosen.key, chosen.name[:300]
    note.save(update_fields=["finding", "mark", "mark_says"])
    wrote("said which figure a prediction is about", by=by, on=note)
    append_event(found, kind="note", payload={"note": note.pk}, key=uuid.uuid4())
    return note
