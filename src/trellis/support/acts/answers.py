"""What can a school say to an announced visit, and the department to that?"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from trellis.commitments.api import Side
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow
from trellis.support.acts import telling
from trellis.support.acts.visit_steps import become
from trellis.support.models import Engagement, VisitState
from trellis.support.permissions.engagements import COME, SPEAK_FOR_SCHOOL
from trellis.support.rules import engagements as rules
from trellis.trail.api import wrote


@transaction.atomic
def agree(visit_id: int, *, by: Person) -> Engagement:
    """Say "fine by us"; said twice, it stands once."""
    visit = SPEAK_FOR_SCHOOL.find(by, visit_id, to_change=True)
    if visit.state == VisitState.AGREED:
        return visit
    become(visit, VisitState.AGREED, by=by, side=Side.SCHOOL)
    wrote("agreed to a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.answered_before, visit.pk, by.pk))
    return visit


@transaction.atomic
def ask_to_change(
    visit_id: int,
    *,
    by: Person,
    words: str,
    start: datetime | None = None,
    end: datetime | None = None,
) -> Engagement:
    """Ask for another time, or for something else to be done in it. The department answers."""
    visit = SPEAK_FOR_SCHOOL.find(by, visit_id, to_change=True)
    if start is None and len(words.strip()) < 3:
        raise BadInput("Say which time would suit you, or what you would rather do.")
    if start is not None and end is not None:
        rules.check_times(start, end)
        rules.check_comes(start)
    become(visit, VisitState.CHANGED, by=by, side=Side.SCHOOL, words=words, start=start, end=end)
    wrote("asked to change a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.answered_before, visit.pk, by.pk))
    return visit


@transaction.atomic
def decline(visit_id: int, *, by: Person, why: str) -> Engagement:
    """Say "not this week", and why."""
    visit = SPEAK_FOR_SCHOOL.find(by, visit_id, to_change=True)
    if len(why.strip()) < 3:
        raise BadInput("Say why in a few words; whoever wanted to come will read it.")
    rules.check_may_answer(visit, VisitState.DECLINED)
    become(visit, VisitState.DECLINED, by=by, side=Side.SCHOOL, words=why)
    wrote("declined a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.answered_before, visit.pk, by.pk))
    return visit


@transaction.atomic
def take_their_time(visit_id: int, *, by: Person) -> Engagement:
    """Come at the time that the school proposed: with that, both sides have agreed."""
    visit = COME.find(by, visit_id, to_change=True)
    asked = visit.steps.filter(became=VisitState.CHANGED).order_by("-at", "-pk").first()
    if visit.state != VisitState.CHANGED or asked is None or asked.start is None:
        raise NotNow("The school has not proposed a time that still stands.")
    end = asked.end or asked.start + (visit.planned_end - visit.planned_start)
    visit.planned_start, visit.planned_end = asked.start, end
    visit.sequence += 1
    visit.save(update_fields=["planned_start", "planned_end", "sequence"])
    become(visit, VisitState.AGREED, by=by, side=Side.DISTRICT, start=asked.start, end=end)
    wrote("took the school’s time for a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.settled, visit.pk, by.pk))
    return visit
