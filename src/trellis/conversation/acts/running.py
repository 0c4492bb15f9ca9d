"""How does a conversation go from step to step, and how does it close?"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from trellis.access.api import Permission
from trellis.conversation.acts.counting import count_dots
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Invitation, State, StepTime
from trellis.conversation.permissions import FACILITATE, KEEP_TIME, SEE_CONVERSATION
from trellis.conversation.step_rules import missing_before_going_on
from trellis.district.api import Person
from trellis.lib.api import NotNow
from trellis.trail.api import wrote

_ASKED_BEFORE_CLOSING: list[Callable[[Conversation], None]] = []


def before_closing(ask: Callable[[Conversation], None]) -> None:
    """Have a higher room asked before a conversation closes; it raises NotNow to hold it open."""
    if ask not in _ASKED_BEFORE_CLOSING:
        _ASKED_BEFORE_CLOSING.append(ask)


@transaction.atomic
def start(
    conversation: Conversation, *, by: Person, may: Permission[Conversation] = FACILITATE
) -> Conversation:
    """Begin with the first step; begun twice, it has begun once.

    `may` is another permission than leading, for a record that is entered afterwards.
    """
    found = led(conversation, by, may)
    if found.state == State.RUNNING:
        return found
    if found.state != State.PLANNED:
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    now = timezone.now()
    found.state, found.step, found.step_began_at = State.RUNNING, found.first_step, now
    found.began_at = now
    _show_when_due(found)
    found.save(update_fields=["state", "step", "step_began_at", "began_at", "evidence_shown_at"])
    StepTime.objects.create(conversation=found, step=0)
    wrote("began a conversation", by=by, on=found)
    append_event(found, kind="step", payload={"step": found.step, "extra": 0}, key=uuid.uuid4())
    return found


@transaction.atomic
def move_step(
    conversation: Conversation,
    *,
    by: Person,
    to: int,
    anyway: bool = False,
    may: Permission[Conversation] = FACILITATE,
) -> Conversation:
    """Go to another step, also over some; which ones stands in the trail, without blame.

    Raises NotNow when there is no such step, the conversation has not begun, or the step asks for
    something before the next; said `anyway`, it is left all the same.
    """
    found = led(conversation, by, may)
    if found.state != State.RUNNING:
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    if not 0 <= to < len(found.steps):
        raise NotNow("There is no such step.")
    if to == found.step:
        return found
    missing = missing_before_going_on(found) if to == found.step + 1 else ""
    if missing and not anyway:
        raise NotNow(missing)
    left = found.step
    found.step, found.step_began_at, found.step_extra = to, timezone.now(), 0
    _show_when_due(found)
    found.save(update_fields=["step", "step_began_at", "step_extra", "evidence_shown_at"])
    StepTime.objects.create(conversation=found, step=to)
    detail = {"from": left, "step": to} | ({"anyway": 1} if missing else {})
    wrote("moved a step", by=by, on=found, detail=detail)
    append_event(found, kind="step", payload={"step": to, "extra": 0}, key=uuid.uuid4())
    return found


@transaction.atomic
def more_time(
    conversation: Conversation, *, by: Person, minutes: int = 5, had: int | None = None
) -> Conversation:
    """Give the step of the moment more time, as facilitator or timekeeper; it is recorded.

    `had` is the extra time that the page showed, in minutes: pressed twice, it is given once.
    """
    KEEP_TIME.check(by, SEE_CONVERSATION.find(by, conversation.pk))
    found = KEEP_TIME.find(by, conversation.pk, to_change=True)
    if found.state != State.RUNNING:
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    if had is not None and had != found.step_extra:
        return found
    found.step_extra += minutes
    found.save(update_fields=["step_extra"])
    StepTime.objects.create(conversation=found, step=found.step, minutes_more=minutes)
    wrote("gave a step more time", by=by, on=found, detail={"minutes": minutes})
    append_event(
        found,
        kind="time",
        payload={"step": found.step, "extra": found.step_extra},
        key=uuid.uuid4(),
    )
    return found


@transaction.atomic
def close(
    conversation: Conversation, *, by: Person, may: Permission[Conversation] = FACILITATE
) -> Conversation:
    """Close a conversation; other rooms may hold it open until something is settled."""
    found = led(conversation, by, may)
    if found.state == State.CLOSED:
        return found
    if found.state != State.RUNNING:
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    for ask in _ASKED_BEFORE_CLOSING:
        ask(found)
    return close_now(found, by=by)


def close_now(found: Conversation, *, by: Person) -> Conversation:
    """Close a conversation that is locked and running; nobody is asked any more."""
    for number, step in enumerate(found.all_steps):
        if step.votes:
            count_dots(found, number)
    found.state, found.closed_at = State.CLOSED, timezone.now()
    found.save(update_fields=["state", "closed_at"])
    wrote("closed a conversation", by=by, on=found)
    append_event(found, kind="state", payload={"state": "closed"}, key=uuid.uuid4())
    return found


@transaction.atomic
def come(conversation: Conversation, *, by: Person) -> None:
    """Note that somebody who was invited is there; once."""
    mine = Invitation.objects.filter(conversation=conversation, person=by, came_at=None)
    if mine.update(came_at=timezone.now()):
        append_event(conversation, kind="people", payload={"who": by.first_name}, key=uuid.uuid4())


def _show_when_due(found: Conversation) -> None:
    if found.evidence_shown_at is None and found.reaches_evidence:
        found.evidence_shown_at = found.step_began_at


def led(
    conversation: Conversation, by: Person, may: Permission[Conversation] = FACILITATE
) -> Conversation:
    """Find the conversation, locked, for the one who leads it; others are told it is not theirs."""
    may.check(by, SEE_CONVERSATION.find(by, conversation.pk))
    return may.find(by, conversation.pk, to_change=True)
