"""How is a visit announced, moved, joined and called off?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Org, Person
from trellis.lib.api import BadInput, NotNow
from trellis.support.acts import telling
from trellis.support.acts.visit_steps import become, step
from trellis.support.models import (
    CLASS_OF,
    Engagement,
    Hat,
    Openness,
    Visitor,
    VisitState,
    openness_of,
)
from trellis.support.permissions.engagements import COME, JOIN_VISIT
from trellis.support.queries.calendar import what_is_in_the_way
from trellis.support.queries.people import unit_of
from trellis.support.rules import calendar as calendar_rules
from trellis.support.rules import engagements as rules
from trellis.support.said import Plan
from trellis.trail.api import wrote


@transaction.atomic
def announce(
    plan: Plan, *, by: Person, beside: Iterable[int] = (), key: uuid.UUID | None = None
) -> Engagement:
    """Announce a visit. The same key again changes nothing.

    `beside` names the visits of other departments on that day that she has seen. Raises NotNow
    when there is one she has not seen, BadInput when the day is kept free and no reason is given.
    """
    # One announcement at a time for a school: of two at once, the second sees the first.
    Org.objects.select_for_update().get(pk=plan.school.pk)
    if key and (before := Engagement.objects.filter(key=key, entered_by=by).first()):
        return before
    openness = openness_of(plan.kind) if plan.kind in CLASS_OF else ""
    rules.check_kind(plan.kind, hat=plan.hat, started=plan.initiated_by)
    rules.check_times(plan.start, plan.end)
    rules.check_comes(plan.start)
    _check_with(plan, openness)
    why = _check_day(plan, by, set(beside))
    closed = openness == Openness.CLOSED
    made = Engagement.objects.create(
        key=key or uuid.uuid4(),
        school=plan.school,
        team="" if closed else plan.team.strip()[:120],
        kind=plan.kind,
        shape=CLASS_OF[plan.kind],
        hat=plan.hat if plan.hat in Hat.values else Hat.SUPPORT,
        openness=openness,
        coach_roles=[] if closed else list(plan.coach_roles),
        initiated_by=plan.initiated_by,
        request=None if closed else plan.request,
        with_person=plan.with_person if openness == Openness.TWO else None,
        mode=plan.mode,
        planned_start=plan.start,
        planned_end=plan.end,
        place=plan.place.strip()[:120],
        purpose=rules.check_purpose(openness, plan.purpose),
        entered_by=by,
        announced_at=timezone.now(),
        why_that_day=why,
        kept_until=rules.kept_until(calendar_rules.local_day(plan.start)),
    )
    if plan.commitments and not closed:
        made.commitments.set(plan.commitments)
    _add_people(made, [by, *plan.helpers], by=by)
    step(made, VisitState.ANNOUNCED, by=by, side=Side.DISTRICT)
    wrote("announced a visit", by=by, on=made)
    transaction.on_commit(partial(telling.announced, made.pk))
    return made


@transaction.atomic
def move(
    visit_id: int,
    *,
    by: Person,
    start: datetime,
    end: datetime,
    words: str = "",
    purpose: str = "",
    beside: Iterable[int] = (),
    why_that_day: str = "",
) -> Engagement:
    """Announce a visit anew, for another time or purpose; the school says yes again."""
    visit = COME.find(by, visit_id, to_change=True)
    Org.objects.select_for_update().get(pk=visit.school_id)
    rules.check_times(start, end)
    rules.check_comes(start)
    units = [one.unit for one in visit.visitors.all()]
    found = what_is_in_the_way(visit.school, start, units=units, leaving_out=visit.pk)
    visit.why_that_day = calendar_rules.check_why_that_day(found, why_that_day)
    _check_seen(found, set(beside))
    visit.planned_start, visit.planned_end = start, end
    visit.sequence += 1
    if purpose.strip():
        visit.purpose = rules.check_purpose(visit.openness, purpose)
    visit.save(
        update_fields=["planned_start", "planned_end", "sequence", "purpose", "why_that_day"]
    )
    become(
        visit, VisitState.ANNOUNCED, by=by, side=Side.DISTRICT, words=words, start=start, end=end
    )
    wrote("moved a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.announced, visit.pk))
    return visit


@transaction.atomic
def call_off(visit_id: int, *, by: Person, why: str) -> Engagement:
    """Say that nobody comes after all, and why."""
    visit = COME.find(by, visit_id, to_change=True)
    if visit.state == VisitState.CANCELLED:
        return visit
    if len(why.strip()) < 3:
        raise BadInput("Say why in a few words; the school will read it.")
    visit.sequence += 1
    visit.save(update_fields=["sequence"])
    become(visit, VisitState.CANCELLED, by=by, side=Side.DISTRICT, words=why)
    wrote("called a visit off", by=by, on=visit)
    transaction.on_commit(partial(telling.settled, visit.pk, by.pk))
    return visit


@transaction.atomic
def join(visit_id: int, *, by: Person, brings: str = "") -> Engagement:
    """Come along on somebody else's visit, for its purpose. Done twice, it stands once."""
    mine = Engagement.objects.filter(pk=visit_id, visitors__person=by).first()
    if mine is not None:
        return mine
    visit = JOIN_VISIT.find(by, visit_id, to_change=True)
    if not visit.is_ahead:
        raise NotNow(f"This visit is “{visit.get_state_display()}”; it can’t be joined any more.")
    rules.check_comes(visit.planned_start)
    department, unit = unit_of(by)
    Visitor.objects.create(
        engagement=visit,
        person=by,
        department=department,
        unit=unit,
        brings=brings.strip()[:200],
        joined=True,
        added_by=by,
    )
    wrote("joined a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.joined, visit.pk, by.pk))
    return visit


def _check_with(plan: Plan, openness: str) -> None:
    if openness == Openness.TWO and plan.with_person is None:
        raise BadInput("Say whom you come to see; only the two of you read what it is about.")


def _check_day(plan: Plan, by: Person, seen: set[int]) -> str:
    units = [unit_of(person)[1] for person in (by, *plan.helpers)]
    found = what_is_in_the_way(plan.school, plan.start, units=units, request=plan.request)
    why = calendar_rules.check_why_that_day(found, plan.why_that_day)
    _check_seen(found, seen)
    return why


def _check_seen(found: calendar_rules.Collision, seen: set[int]) -> None:
    if {visit.pk for visit in found.visits} - seen:
        raise NotNow(
            "Another department comes on that day too. Look whether you can join, or choose "
            "another day."
        )


def _add_people(visit: Engagement, people: Sequence[Person], *, by: Person) -> None:
    for person in dict.fromkeys(people):
        department, unit = unit_of(person)
        Visitor.objects.create(
            engagement=visit,
            person=person,
            department=department,
            unit=unit,
            is_lead=person == people[0],
            added_by=by,
        )
