"""What can be done with promises and their parts?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from trellis.commitments.acts.aiming import aim
from trellis.commitments.acts.looking import agree_to_look
from trellis.commitments.models import Change, Commitment, Goal, NoAction, Part, Side, State
from trellis.commitments.permissions import ANSWER_FOR, CONFIRM_PART
from trellis.commitments.rules import (
    check_can_become,
    check_day_comes,
    check_owned_on_both_sides,
    check_stands,
    check_time_to_promise,
    kept_reason,
    kept_words,
)
from trellis.conversation.api import TAKE_PART, Conversation, append_event
from trellis.district.api import Org, Person
from trellis.evidence.api import Finding
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.api import wrote


@dataclass(frozen=True)
class Owner:
    """Somebody who takes a part: what she gives, and by when."""

    person: Person
    side: str
    deliverable: str
    due_on: date


@transaction.atomic
def promise(
    *,
    by: Person,
    words: str,
    lead: Owner,
    co_owners: Sequence[Owner],
    school: Org | None,
    conversation: Conversation | None = None,
    sign_to_see: str = "",
    evidence: Finding | None = None,
    look_again_on: date | None = None,
    look_again_at: Finding | None = None,
    goals: Sequence[Goal] = (),
    key: uuid.UUID | None = None,
    made_at: datetime | None = None,
) -> Commitment:
    """Promise something, with a lead and owners on both sides. The same key again changes nothing.

    Raises BadInput when a side owns nothing, a deliverable is empty, or a day has passed, and
    NotNow when the conversation is not at the step for promises. What is looked at again is the
    finding given, or else the first one of the conversation.
    """
    if conversation is not None:
        conversation = TAKE_PART.find(by, conversation.pk, to_change=True)
    if key and (before := Commitment.objects.filter(key=key).first()):
        return _made_by(by, before, conversation)
    if conversation is not None:
        check_time_to_promise(conversation)
    owners = [_checked(owner, old=made_at is not None) for owner in [lead, *co_owners]]
    if len({owner.person.pk for owner in owners}) < len(owners):
        raise BadInput("One person stands twice among the owners; each owner has one part.")
    check_owned_on_both_sides({owner.side for owner in owners})
    made, new = Commitment.objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults={
            "words": kept_words(words, most=300, empty="Say in one line what is promised."),
            "school": school,
            "conversation": conversation,
            "sign_to_see": kept_words(sign_to_see, most=300, empty=""),
            "evidence": evidence,
            "look_again_on": look_again_on,
            "made_by": by,
            "made_at": made_at or timezone.now(),
        },
    )
    if not new:
        return _made_by(by, made, conversation)
    for number, owner in enumerate(owners):
        Part.objects.create(
            commitment=made,
            owner=owner.person,
            side=owner.side,
            is_lead=number == 0,
            deliverable=owner.deliverable,
            due_on=owner.due_on,
        )
    wrote("made a promise", by=by, on=made)
    for goal in goals:
        aim(made.pk, by=by, goal=goal)
    looked_at = look_again_at or evidence or _first_finding(conversation)
    if look_again_on and looked_at:
        agree_to_look(made.pk, by=by, finding=looked_at, on=look_again_on, old=made_at is not None)
    if conversation is not None:
        append_event(conversation, kind="commitment", payload={"id": made.pk}, key=made.key)
    return made


@transaction.atomic
def report_done(part_id: int, *, by: Person, said: str = "") -> Part:
    """Say that a part is done; it closes when the other side says that it arrived."""
    part = ANSWER_FOR.find(by, part_id, to_change=True)
    if part.state == State.REPORTED:
        return part
    check_can_become(part, State.REPORTED)
    part.state, part.reported_at = State.REPORTED, timezone.now()
    part.said = kept_words(said, most=500, empty="")
    part.save(update_fields=["state", "said", "reported_at"])
    wrote("said that a part of a promise is done", by=by, on=part)
    return part


@transaction.atomic
def confirm(part_id: int, *, by: Person) -> Part:
    """Say "we have it", from the other side."""
    part = CONFIRM_PART.find(by, part_id, to_change=True)
    if part.state == State.DONE:
        return part
    check_can_become(part, State.DONE)
    part.state, part.confirmed_by, part.confirmed_at = State.DONE, by, timezone.now()
    part.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    wrote("said that a promised part arrived", by=by, on=part, about=part.owner)
    return part


@transaction.atomic
def not_yet(part_id: int, *, by: Person, why: str) -> Part:
    """Say, from the other side, that what was reported has not arrived; the part is open again."""
    part = CONFIRM_PART.find(by, part_id, to_change=True)
    kept = kept_reason(why)
    check_can_become(part, State.OPEN)
    _note_change(part, "not yet", kept, by)
    part.state, part.reported_at = State.OPEN, None
    part.save(update_fields=["state", "reported_at"])
    wrote("said that a promised part has not arrived yet", by=by, on=part, about=part.owner)
    return part


@transaction.atomic
def adapt(part_id: int, *, by: Person, deliverable: str, due_on: date, why: str) -> Part:
    """Change what a part gives or its day, and say why; what it was stays to be read."""
    part = ANSWER_FOR.find(by, part_id, to_change=True)
    gives = kept_words(deliverable, most=300, empty="Say what will be given.")
    if (gives, due_on) == (part.deliverable, part.due_on):
        return part
    kept = kept_reason(why)
    if due_on != part.due_on:
        check_day_comes(due_on, of="this part")
    check_stands(part)
    _note_change(part, "adapted", kept, by)
    part.deliverable, part.due_on = gives, due_on
    part.state, part.reported_at = State.OPEN, None
    part.save(update_fields=["deliverable", "due_on", "state", "reported_at"])
    wrote("adapted a part of a promise", by=by, on=part)
    return part


@transaction.atomic
def drop(part_id: int, *, by: Person, why: str) -> Part:
    """End a part that will not be kept, and say why."""
    part = ANSWER_FOR.find(by, part_id, to_change=True)
    if part.state == State.DROPPED:
        return part
    kept = kept_reason(why)
    check_can_become(part, State.DROPPED)
    _note_change(part, "dropped", kept, by)
    part.state = State.DROPPED
    part.save(update_fields=["state"])
    wrote("dropped a part of a promise", by=by, on=part)
    return part


@transaction.atomic
def end_without_action(conversation: Conversation, *, by: Person, because: str) -> NoAction:
    """Say that a conversation ends without a promise, and why. Said twice, the first words stay."""
    found = TAKE_PART.find(by, conversation.pk, to_change=True)
    before = NoAction.objects.filter(conversation=found).first()
    if before is not None:
        return before
    kept = kept_reason(because)
    check_time_to_promise(found)
    if Commitment.objects.filter(conversation=found).exists():
        raise NotNow("Something is promised already; there is no need for a reason.")
    made = NoAction.objects.create(conversation=found, because=kept, by=by)
    wrote("ended a conversation without a promise", by=by, on=found)
    append_event(found, kind="commitment", payload={}, key=uuid.uuid4())
    return made


def _first_finding(conversation: Conversation | None) -> Finding | None:
    return next(iter(conversation.evidence), None) if conversation else None


def _made_by(by: Person, before: Commitment, conversation: Conversation | None) -> Commitment:
    if before.made_by_id != by.pk or before.conversation != conversation:
        raise NotThere
    return before


def _checked(owner: Owner, *, old: bool) -> Owner:
    name = owner.person.name
    if owner.side not in Side.values:
        raise BadInput(f"A side is school or district, not “{owner.side}”.")
    gives = kept_words(owner.deliverable, most=300, empty=f"Say what {name} will give.")
    if not old:
        check_day_comes(owner.due_on, of=name)
    return Owner(owner.person, owner.side, gives, owner.due_on)


def _note_change(part: Part, kind: str, why: str, by: Person) -> None:
    Change.objects.create(
        part=part, kind=kind, was=part.deliverable, was_due_on=part.due_on, why=why, by=by
    )
