"""How does a run go on from one meeting to the next, and who presents in one?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from trellis.conversation.acts.running import close_now, led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Invitation, Series, Shown, State
from trellis.conversation.step_rules import begins_by_default, has_presenter
from trellis.district.api import Person
from trellis.evidence.api import SEE_FINDING, Finding
from trellis.lib.api import BadInput, NotNow
from trellis.trail.api import wrote


@transaction.atomic
def plan_next(
    conversation: Conversation,
    *,
    by: Person,
    planned_for: datetime,
    begins_at: int | None = None,
    findings: Iterable[Finding] = (),
    key: uuid.UUID | None = None,
) -> Conversation:
    """Plan the next meeting of a run: same people, same steps, from where the last one ended.

    The same evidence is looked at unless other findings are given. A next meeting that is planned
    already is the one. Raises NotNow when its way to talk is over in one meeting.
    """
    found = led(conversation, by)
    return _next_of(found, by, planned_for, begins_at, findings, key)


@transaction.atomic
def end_meeting(
    conversation: Conversation,
    *,
    by: Person,
    planned_for: datetime,
    begins_at: int | None = None,
    key: uuid.UUID | None = None,
) -> Conversation:
    """End a meeting in the middle of its run. The day of the next one is what it promises.

    Ended twice it is ended once. Returns the next meeting.
    """
    found = led(conversation, by)
    if found.state not in (State.RUNNING, State.CLOSED):
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    made = _next_of(found, by, planned_for, begins_at, (), key)
    if found.state == State.RUNNING:
        close_now(found, by=by)
    return made


@transaction.atomic
def name_presenter(conversation: Conversation, *, by: Person, person: Person) -> Invitation:
    """Name who presents; one at a time. Raises BadInput when she was not invited."""
    found = led(conversation, by)
    if found.state not in (State.PLANNED, State.RUNNING):
        raise NotNow(f"This conversation is {found.get_state_display()}.")
    if not has_presenter(found):
        raise NotNow("Nobody presents in this way to talk; everybody speaks.")
    asked = found.invitations.filter(person=person).first()
    if asked is None:
        raise BadInput("Choose somebody who was invited.")
    if asked.presents:
        return asked
    found.invitations.filter(presents=True).update(presents=False)
    asked.presents = True
    asked.save(update_fields=["presents"])
    wrote("named who presents", by=by, on=found, about=person)
    # Forms come and go for two people: every page of the room asks anew.
    append_event(found, kind="state", payload={"state": found.state}, key=uuid.uuid4())
    return asked


def _next_of(
    found: Conversation,
    by: Person,
    planned_for: datetime,
    begins_at: int | None,
    findings: Iterable[Finding],
    key: uuid.UUID | None,
) -> Conversation:
    if not any(step.may_end for step in found.all_steps):
        raise NotNow("This way to talk is over in one meeting. Plan another conversation instead.")
    if found.state not in (State.RUNNING, State.CLOSED):
        raise NotNow("The next meeting is planned when this one has been held.")
    series = found.series or _begun(found, by)
    later = Conversation.objects.filter(series=series, meeting__gt=found.meeting)
    there = later.exclude(state=State.CALLED_OFF).first()
    if there is not None:
        return there
    if planned_for <= timezone.now():
        raise BadInput("Choose a day and a time to come for the next meeting.")
    at = begins_by_default(found) if begins_at is None else begins_at
    if not 0 <= at < len(found.steps):
        raise BadInput("Choose the step with which the next meeting begins.")
    highest = series.meetings.order_by("meeting").values_list("meeting", flat=True).last() or 1
    made = Conversation.objects.create(
        key=key,
        question=found.question,
        school=found.school,
        protocol=found.protocol,
        protocol_title=found.protocol_title,
        edition=found.edition,
        steps=found.steps,
        planned_for=planned_for,
        planned_by=by,
        place=found.place,
        series=series,
        meeting=highest + 1,
        first_step=at,
    )
    _carried_over(found, made, [SEE_FINDING.find(by, one.pk) for one in findings])
    wrote("planned the next meeting", by=by, on=made, detail={"step": at})
    append_event(made, kind="planned", payload={}, key=uuid.uuid4())
    return made


def _begun(found: Conversation, by: Person) -> Series:
    series = Series.objects.create(begun_by=by)
    found.series = series
    found.save(update_fields=["series"])
    return series


def _carried_over(found: Conversation, made: Conversation, findings: list[Finding]) -> None:
    for order, finding in enumerate(findings or found.evidence):
        Shown.objects.create(conversation=made, finding=finding, order=order)
    for one in found.invitations.all():
        Invitation.objects.create(
            conversation=made,
            person=one.person,
            side=one.side,
            part=one.part,
            department=one.department,
            presents=one.presents,
        )
