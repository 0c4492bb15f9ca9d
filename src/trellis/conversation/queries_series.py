"""Which meetings has a run had, and what was written in them that she may read?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.models import Conversation, State
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION
from trellis.conversation.protocols.reading import Step
from trellis.conversation.queries import Said, notes_of
from trellis.conversation.step_rules import begins_by_default
from trellis.district.api import Person


@dataclass(frozen=True)
class Meeting:
    """One meeting of a run: with which step it began, and whether she may open it."""

    conversation: Conversation
    begins_with: Step
    is_open: bool
    is_this: bool


@dataclass(frozen=True)
class Run:
    """The meetings of one run in their order, and the one that comes after this."""

    meetings: list[Meeting]
    number: int

    @property
    def next_meeting(self) -> Meeting | None:
        """The meeting after this one, when it is planned or was held."""
        return next((m for m in self.meetings if m.conversation.meeting > self.number), None)


def run_of(conversation: Conversation, *, seen_by: Person) -> Run | None:
    """The run that a conversation belongs to; none when it stands for itself."""
    if conversation.series_id is None:
        return None
    rows = Conversation.objects.filter(series=conversation.series_id)
    rows = rows.exclude(state=State.CALLED_OFF).order_by("meeting")
    open_ = set(SEE_CONVERSATION.among(seen_by).filter(pk__in=rows).values_list("pk", flat=True))
    meetings = [
        Meeting(
            conversation=one,
            begins_with=one.all_steps[one.first_step],
            is_open=one.pk in open_,
            is_this=one.pk == conversation.pk,
        )
        for one in rows
    ]
    return Run(meetings, conversation.meeting)


def earlier_notes(
    conversation: Conversation, *, seen_by: Person
) -> list[tuple[Conversation, list[tuple[str, list[Said]]]]]:
    """What earlier meetings of the run wrote, the last first; only meetings she may read."""
    if conversation.series_id is None:
        return []
    earlier = SEE_CONVERSATION.among(seen_by).filter(
        series=conversation.series_id, meeting__lt=conversation.meeting, state=State.CLOSED
    )
    told = []
    for one in earlier.order_by("-meeting"):
        notes = notes_of(one, seen_by=seen_by)
        lists = [(KINDS_OF_NOTES[kind].title, said) for kind, said in notes.items()]
        told.append((one, lists))
    return told


def going_on(conversation: Conversation, *, seen_by: Person) -> dict[str, Any]:
    """What a page says of a run: its meetings, the next one, whether she may plan it and how."""
    run = run_of(conversation, seen_by=seen_by)
    coming = run.next_meeting if run else None
    spans = any(step.may_end for step in conversation.all_steps)
    leads = FACILITATE.allows(seen_by, conversation)
    return {
        "run": run,
        "next_meeting": coming,
        "may_go_on": spans and leads and coming is None and conversation.state == State.CLOSED,
        "begins_at": begins_by_default(conversation),
        "next_key": uuid.uuid4(),
    }
