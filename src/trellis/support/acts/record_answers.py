"""What does the other side say to a record, and when is what follows done?"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow
from trellis.support.acts import feedback, telling
from trellis.support.acts.visit_steps import change_state, step
from trellis.support.models import (
    ANSWERED,
    CLASS_OF,
    TOOK_PLACE,
    Engagement,
    FollowUp,
    Openness,
    Reclassification,
    VisitState,
    openness_of,
)
from trellis.support.permissions.engagements import END_FOLLOW_UP, RECLASSIFY, SAY_IF_FAIR
from trellis.trail.api import wrote


@transaction.atomic
def say_if_fair(
    visit_id: int, *, by: Person, state: str, words: str = "", started: str = ""
) -> Engagement:
    """Say that a record is fair, add a note, or say that it was different. Never a signature.

    `started` is who began the visit, as the answering side remembers.
    """
    visit = SAY_IF_FAIR.find(by, visit_id, to_change=True)
    if state not in ANSWERED:
        raise BadInput("Say “It’s fair”, add a note, or say that it was different.")
    if state != VisitState.FAIR and len(words.strip()) < 3:
        raise BadInput("Write in a line what you would add, or how it was.")
    if visit.state == state == VisitState.FAIR:
        return visit
    side = Side.DISTRICT if visit.side == Side.SCHOOL else Side.SCHOOL
    was = change_state(visit, state)
    record = visit.records.order_by("-number").first()
    step(visit, state, by=by, side=side, was=was, words=words, record=record, started=started)
    wrote("answered a visit’s record", by=by, on=visit)
    if side == Side.SCHOOL and was == VisitState.DONE:
        feedback.ask_after(visit)
    transaction.on_commit(partial(telling.answered_after, visit.pk, by.pk))
    return visit


@transaction.atomic
def reclassify(visit_id: int, *, by: Person, kind: str, why: str = "") -> Reclassification:
    """Say, from the school's side, what kind of work it was; the first view stays readable."""
    visit = RECLASSIFY.find(by, visit_id, to_change=True)
    if visit.state not in TOOK_PLACE:
        raise NotNow("Nothing is written about this visit yet.")
    if kind not in CLASS_OF or openness_of(kind) != Openness.OPEN:
        raise BadInput("Choose what kind of work it was.")
    made = Reclassification.objects.create(
        engagement=visit, kind=kind, shape=CLASS_OF[kind], why=why.strip()[:300], by=by
    )
    wrote("said what kind of work a visit was", by=by, on=visit)
    return made


@transaction.atomic
def end_follow_up(follow_up_id: int, *, by: Person, why_dropped: str = "") -> FollowUp:
    """Say that what was to follow is done; with a reason, that it is dropped."""
    found = END_FOLLOW_UP.find(by, follow_up_id, to_change=True)
    if found.state != FollowUp.State.OPEN:
        return found
    dropped = bool(why_dropped.strip())
    found.state = FollowUp.State.DROPPED if dropped else FollowUp.State.DONE
    found.ended_by, found.ended_at, found.why = by, timezone.now(), why_dropped.strip()[:300]
    found.save(update_fields=["state", "ended_by", "ended_at", "why"])
    wrote("ended what followed from a visit", by=by, on=found)
    return found
