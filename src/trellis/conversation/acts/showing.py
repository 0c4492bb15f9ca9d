"""What does the room look at: which finding stands in front, and what is asked in the meeting?"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Shown
from trellis.conversation.permissions import SEE_CONVERSATION, SHOW_EVIDENCE
from trellis.district.api import Person
from trellis.evidence.api import Ask, Finding, pin
from trellis.lib.api import NotNow, NotThere
from trellis.trail.api import wrote

MOST = 12
"""More findings than these nobody talks about in one meeting."""


@transaction.atomic
def put_in_front(conversation: Conversation, *, by: Person, finding: int) -> Conversation:
    """Ask the room to look at another of its findings; asked twice, it looks there once."""
    found = _showing(conversation, by)
    shown = Shown.objects.filter(conversation=found, finding=finding).first()
    if shown is None:
        raise NotThere
    if found.in_front_id != shown.finding_id:
        _turn_to(found, shown.finding, by=by)
    return found


@transaction.atomic
def ask_in_meeting(conversation: Conversation, *, by: Person, ask: Ask, title: str = "") -> Finding:
    """Pin the answer to a new question in the meeting, with its time, and have the room look at it.

    The same question asked twice on one state of the data is shown once. Raises NotNow before the
    evidence is shown: a figure seen then would spoil what people expect.
    """
    found = _showing(conversation, by)
    finding = pin(ask, by=by, title=title)
    rows = Shown.objects.filter(conversation=found)
    if not rows.filter(finding=finding).exists():
        if rows.count() >= MOST:
            raise NotNow(f"A conversation looks at {MOST} findings at most; this one has them.")
        last = rows.aggregate(last=Max("order"))["last"] or 0
        Shown.objects.create(
            conversation=found, finding=finding, order=last + 1, asked_at=timezone.now()
        )
        wrote("asked a new question in the meeting", by=by, on=found)
    if found.in_front_id != finding.pk:
        _turn_to(found, finding, by=by)
    return finding


def _showing(conversation: Conversation, by: Person) -> Conversation:
    SHOW_EVIDENCE.check(by, SEE_CONVERSATION.find(by, conversation.pk))
    found = SHOW_EVIDENCE.find(by, conversation.pk, to_change=True)
    if not found.is_running:
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    if not found.shows_evidence:
        raise NotNow("The evidence comes at its step; new questions are asked from then on.")
    return found


def _turn_to(found: Conversation, finding: Finding, *, by: Person) -> None:
    found.in_front = finding
    found.save(update_fields=["in_front"])
    wrote("put a finding in front", by=by, on=found)
    append_event(
        found,
        kind="evidence",
        payload={"finding": finding.pk, "title": finding.title},
        key=uuid.uuid4(),
    )
