"""How is a conversation that was held on paper entered, as one act?

It replays the ordinary acts in their order, so that every rule of a live room holds here too: each
step is gone to, each line is written in its own name, promises are made, the conversation closes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from trellis.commitments.api import Owner, end_without_action, promise
from trellis.conversation.api import (
    ENTER_FROM_PAPER,
    FACILITATE,
    SEE_CONVERSATION,
    Conversation,
    Note,
    Sketch,
    State,
    append_event,
    close,
    come,
    compare,
    move_step,
    on_paper,
    start,
    write_note,
)
from trellis.district.api import Person
from trellis.evidence.api import Finding
from trellis.lib.api import BadInput, NotNow, NotThere, day
from trellis.trail.api import wrote


@dataclass(frozen=True)
class Line:
    """One line of a sheet. `answers` is the number of an observation, counted over the sheets."""

    step: int
    number: int
    kind: str
    author: Person
    words: str
    predicted: float | None = None
    compared: str = ""
    finding: Finding | None = None
    mark: str = ""
    mark_says: str = ""
    answers: int | None = None
    sketch: Sketch | None = None


@dataclass(frozen=True)
class Promised:
    """One promise form; the first of the owners leads."""

    words: str
    sign_to_see: str
    owners: tuple[Owner, ...]
    look_again_on: date | None = None


@dataclass(frozen=True)
class Paper:
    """Everything that was written; `key` makes a second sending the same act."""

    key: uuid.UUID
    held_on: date
    came: tuple[Person, ...] = ()
    lines: tuple[Line, ...] = ()
    promises: tuple[Promised, ...] = ()
    because: str = ""


@transaction.atomic
def enter_from_paper(conversation: Conversation, *, by: Person, paper: Paper) -> Conversation:
    """Enter a planned conversation that was held on paper; afterwards it is closed.

    The same key again changes nothing. Whatever is refused is said with its step and line, and
    then nothing is kept. Raises NotNow when the conversation has begun in the room or is over.
    """
    ENTER_FROM_PAPER.check(by, SEE_CONVERSATION.find(by, conversation.pk))
    found = ENTER_FROM_PAPER.find(by, conversation.pk, to_change=True)
    if found.events.filter(key=paper.key, kind="paper").exists():
        return found
    check_can_be_entered(found, by=by)
    if paper.held_on > timezone.localdate():
        raise BadInput("A conversation is entered after it was held; that day is still to come.")
    found = start(found, by=by, may=ENTER_FROM_PAPER)
    for person in paper.came:
        come(found, by=person)
    _replay(found, by=by, paper=paper)
    found = close(found, by=by, may=ENTER_FROM_PAPER)
    told = {"notes": len(paper.lines), "promises": len(paper.promises)}
    wrote("entered a conversation held on paper", by=by, on=found, detail=told)
    said = {"held_on": paper.held_on.isoformat(), "by": by.pk}
    append_event(found, kind="paper", payload=said, key=paper.key)
    return found


def check_can_be_entered(conversation: Conversation, *, by: Person) -> None:
    """Raise NotNow unless a conversation has not begun: in a room it goes on in the room.

    A recorder enters it from its day on: the places on the charts carry their figures, and until
    then she is to expect something herself.
    """
    if on_paper(conversation) is not None:
        raise NotNow("This conversation was entered from paper already; its minutes stand.")
    if conversation.state != State.PLANNED:
        raise NotNow(
            f"This conversation is {conversation.get_state_display()}; only one that has not "
            "begun is entered from paper."
        )
    comes = timezone.localtime(conversation.planned_for).date()
    if timezone.localdate() < comes and not FACILITATE.allows(by, conversation):
        raise NotNow(f"What was written is entered from {day(comes)} on, when people have met.")


def _replay(found: Conversation, *, by: Person, paper: Paper) -> None:
    seen: list[Note] = []
    expected: list[tuple[Line, Note]] = []
    settled = False
    for at, step in enumerate(found.all_steps):
        found = move_step(found, by=by, to=at, anyway=True, may=ENTER_FROM_PAPER)
        for line in (one for one in paper.lines if one.step == at):
            note = _written(found, line, seen, by=by, key=paper.key)
            if line.kind == "observation":
                seen.append(note)
            if line.kind == "prediction":
                expected.append((line, note))
        if step.compare:
            for line, note in expected:
                if line.compared:
                    compare(note, by=line.author, compared=line.compared, entered_by=by)
        if step.commitments and not settled:
            _settle(found, by=by, paper=paper)
            settled = True


def _written(
    found: Conversation, line: Line, seen: list[Note], *, by: Person, key: uuid.UUID
) -> Note:
    answers = None
    where = f"{found.current.title}, line {line.number}"
    if line.kind == "inference" and line.answers is not None:
        if not 1 <= line.answers <= len(seen):
            raise BadInput(f"{where}: there is no observation {line.answers} on the sheets.")
        answers = seen[line.answers - 1].pk
    try:
        return write_note(
            found,
            by=line.author,
            kind=line.kind,
            words=line.words,
            key=uuid.uuid5(key, f"{line.step}.{line.number}"),
            finding=line.finding,
            mark=line.mark,
            mark_says=line.mark_says,
            answers=answers,
            number=line.predicted,
            sketch=line.sketch,
            entered_by=by,
        )
    except (BadInput, NotNow) as error:
        raise BadInput(f"{where}: {error.sentence}") from None
    except NotThere:
        said = f"{where}: {line.author.name} does not work here any more, or was not invited."
        raise BadInput(said) from None


def _settle(found: Conversation, *, by: Person, paper: Paper) -> None:
    """Make the promises of the forms, on the day on which they were made; or keep the reason."""
    noon = datetime.combine(paper.held_on, time(12), tzinfo=timezone.get_current_timezone())
    made_at = min(noon, timezone.now())
    for number, one in enumerate(paper.promises, 1):
        try:
            late = [each for each in one.owners if each.due_on < paper.held_on]
            if late:
                name = late[0].person.name
                raise BadInput(f"The day for {name} lies before the conversation.")
            promise(
                by=by,
                words=one.words,
                sign_to_see=one.sign_to_see,
                lead=one.owners[0],
                co_owners=one.owners[1:],
                school=found.school,
                conversation=found,
                look_again_on=one.look_again_on,
                key=uuid.uuid5(paper.key, f"promise {number}"),
                made_at=made_at,
            )
        except BadInput as error:
            raise BadInput(f"Promise {number}: {error.sentence}") from None
    if not paper.promises and paper.because:
        end_without_action(found, by=by, because=paper.because)
