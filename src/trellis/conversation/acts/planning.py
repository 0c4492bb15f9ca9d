"""How is a conversation planned: question, protocol, people of both sides, evidence?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from trellis.access.api import SEE_SCHOOL, scope_of
from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Invitation, Part, Shown, Side, State
from trellis.conversation.permissions import may_plan
from trellis.conversation.ways import way_to_talk
from trellis.district.api import Org, Person, positions_of
from trellis.evidence.api import SEE_FINDING, Finding
from trellis.lib.api import BadInput, NotAllowed, NotNow, NotThere, plain
from trellis.trail.api import wrote

_MOST = 300


@transaction.atomic
def plan(
    *,
    by: Person,
    question: str,
    protocol_key: str,
    planned_for: datetime,
    school: Org | None,
    people: Iterable[Person],
    facilitator: Person | None = None,
    parts: Mapping[str, Person] | None = None,
    findings: Iterable[Finding] = (),
    place: str = "",
    key: uuid.UUID | None = None,
    presenter: Person | None = None,
) -> Conversation:
    """Plan a conversation. The planner is invited too, and leads unless somebody else does.

    Where somebody presents and nobody is named, the planner does, unless she leads.

    The same key again is the same conversation. Raises BadInput when there is no question or no
    evidence, NotAllowed for board observers, NotThere for a school that the planner may not see.
    """
    if not may_plan(scope_of(by)):
        raise NotAllowed("Conversations are planned by people who work with schools.")
    if school is not None:
        SEE_SCHOOL.find(by, school.pk)
    asked = plain(question)
    if not asked:
        raise BadInput("Write down the question that the conversation is about.")
    if len(asked) > _MOST:
        raise BadInput(f"A question holds at most {_MOST} letters; this one has {len(asked)}.")
    shown = [SEE_FINDING.find(by, finding.pk) for finding in findings]
    if not shown:
        raise BadInput("Choose at least one finding. Pin one on the page Evidence first.")
    chosen = way_to_talk(protocol_key)
    made, new = Conversation.objects.get_or_create(
        key=key or uuid.uuid4(),
        defaults={
            "question": asked,
            "school": school,
            "protocol": chosen.key,
            "protocol_title": chosen.title,
            "edition": chosen.edition,
            "steps": [step.model_dump(mode="json") for step in chosen.steps],
            "planned_for": planned_for,
            "planned_by": by,
            "place": plain(place)[:120],
        },
    )
    if not new:
        return _planned_by(by, made)
    for order, finding in enumerate(shown):
        Shown.objects.create(conversation=made, finding=finding, order=order)
    leads = facilitator or by
    presents = presenter or (by if by != leads else None)
    held = {person: part for part, person in (parts or {}).items()} | {leads: Part.FACILITATOR}
    for person in {by, *people, *held, *([presenter] if presenter else [])}:
        asked_to = _invite(made, person, held.get(person, Part.PARTICIPANT))
        if chosen.has_presenter and person == presents:
            asked_to.presents = True
            asked_to.save(update_fields=["presents"])
    wrote("planned a conversation", by=by, on=made)
    append_event(made, kind="planned", payload={}, key=uuid.uuid4())
    return made


@transaction.atomic
def invite(conversation: Conversation, *, by: Person, person: Person) -> Invitation:
    """Ask one more person; asked twice, she is asked once."""
    found = led(conversation, by)
    if found.state in (State.CLOSED, State.CALLED_OFF):
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    there = found.invitations.filter(person=person).first()
    if there is not None:
        return there
    made = _invite(found, person, Part.PARTICIPANT)
    wrote("invited somebody", by=by, on=found, about=person)
    append_event(found, kind="people", payload={}, key=uuid.uuid4())
    return made


@transaction.atomic
def call_off(conversation: Conversation, *, by: Person) -> Conversation:
    """Say that a planned conversation will not be; said twice, it is said once."""
    found = led(conversation, by)
    if found.state == State.CALLED_OFF:
        return found
    if found.state != State.PLANNED:
        raise NotNow("Only a conversation that has not begun can be called off.")
    found.state = State.CALLED_OFF
    found.save(update_fields=["state"])
    wrote("called off a conversation", by=by, on=found)
    append_event(found, kind="state", payload={}, key=uuid.uuid4())
    return found


def side_of(person: Person, school: Org | None) -> str:
    """Say for which side a person sits there: the school's staff, or the central office."""
    here = positions_of(person).filter(org=school).exists() if school else False
    return Side.SCHOOL if here else Side.DISTRICT


def _planned_by(by: Person, before: Conversation) -> Conversation:
    if before.planned_by_id != by.pk:
        raise NotThere
    return before


def _invite(conversation: Conversation, person: Person, part: str) -> Invitation:
    held = positions_of(person).exclude(department=None).first()
    made, _ = Invitation.objects.get_or_create(
        conversation=conversation,
        person=person,
        defaults={
            "side": side_of(person, conversation.school),
            "part": part,
            "department": held.department if held else None,
        },
    )
    return made
