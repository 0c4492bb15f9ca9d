"""Who writes in a step, what its words should leave out, what stands before it is left?"""

from __future__ import annotations

import re
from collections.abc import Callable

from trellis.conversation.models import Conversation, Note, Part
from trellis.conversation.protocols.reading import Step
from trellis.district.api import Person


def kept_from_writing(conversation: Conversation, by: Person) -> str:
    """Say why this person does not write in this step; empty when she may."""
    step = conversation.current
    if step.speaks == "facilitator" and not _leads(conversation, by):
        return f"In the step “{step.title}” only the facilitator writes."
    if step.speaks not in ("presenter", "group"):
        return ""
    presenter = presenter_of(conversation)
    if step.speaks == "group":
        if presenter == by:
            return (
                f"In the step “{step.title}” the group speaks and the presenter listens. "
                "Your words have a step of their own."
            )
        return ""
    if presenter is None:
        return "Nobody is named who presents. The facilitator names somebody first."
    if presenter != by:
        return f"In the step “{step.title}” only {presenter.name} writes, who presents."
    return ""


def presenter_of(conversation: Conversation) -> Person | None:
    """Who presents at the moment, when somebody was named."""
    found = conversation.invitations.filter(presents=True).select_related("person").first()
    return found.person if found else None


def has_presenter(conversation: Conversation) -> bool:
    """Whether its way to talk has somebody who presents."""
    return any(step.speaks in ("presenter", "group") for step in conversation.all_steps)


def hint_of_step(note: Note, step: Step) -> str:
    """Return the step's own hint when a note uses words that it would do without."""
    plain = note.words.replace("’", "'")
    for words in step.forbids:
        sought = re.escape(words.replace("’", "'"))
        found = re.search(rf"\b{sought}\b", plain, re.IGNORECASE)
        if found:
            return f"“{found.group(0)}”: {step.instead}"
    return ""


def missing_before_going_on(conversation: Conversation) -> str:
    """Say what this step asks for and does not have yet; empty when it may be left."""
    step = conversation.current
    if not step.exit_check:
        return ""
    standing = list(conversation.notes.filter(withdrawn_at=None).select_related("author"))
    return _CHECKS[step.exit_check](conversation, step, standing)


def begins_by_default(conversation: Conversation) -> int:
    """At which step the next meeting begins: where this one is, or after a step that ends one."""
    steps, at = conversation.all_steps, min(conversation.step, len(conversation.steps) - 1)
    if at + 1 == len(steps):
        return 0
    return at + 1 if steps[at].may_end and not steps[at].spans else at


def _written(_talk: Conversation, step: Step, notes: list[Note]) -> str:
    if any(note.step == step.key for note in notes):
        return ""
    return f"Nothing was written in “{step.title}” yet."


def _by_each(talk: Conversation, step: Step, notes: list[Note]) -> str:
    wrote = {note.author_id for note in notes if note.step == step.key}
    here = talk.invitations.exclude(came_at=None).select_related("person")
    missing = [one.person.first_name for one in here if one.person_id not in wrote]
    if not missing:
        return _written(talk, step, notes)
    return f"Everybody writes before the group talks. Not yet: {', '.join(missing)}."


def _with_number(_talk: Conversation, step: Step, notes: list[Note]) -> str:
    own = [note for note in notes if note.kind == "prediction" and note.step == step.key]
    if any(note.number is not None or note.sketch for note in own):
        return ""
    return f"“{step.title}” ends with a prediction that has a number, so that it can be wrong."


def _rivals(_talk: Conversation, _step: Step, notes: list[Note]) -> str:
    explained = [note.answers_id for note in notes if note.kind == "inference"]
    if not explained or any(explained.count(one) > 1 for one in explained):
        return ""
    return "One explanation is no choice yet: name a rival one for the same observation."


def _warm_and_cool(_talk: Conversation, _step: Step, notes: list[Note]) -> str:
    kinds = {note.kind for note in notes}
    missing = [word for word in ("warm", "cool") if word not in kinds]
    return f"Both belong to it, and there is no {' and no '.join(missing)} word yet." * bool(
        missing
    )


def _leads(conversation: Conversation, by: Person) -> bool:
    leads = conversation.invitations.filter(person=by, part=Part.FACILITATOR).exists()
    return leads or conversation.planned_by_id == by.pk


_CHECKS: dict[str, Callable[[Conversation, Step, list[Note]], str]] = {
    "written": _written,
    "by_each": _by_each,
    "with_number": _with_number,
    "rivals": _rivals,
    "warm_and_cool": _warm_and_cool,
}
