"""How are visits of an older system taken over, many at once?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from trellis.commitments.api import Commitment
from trellis.district.api import Department, Person
from trellis.support.acts.past_requests import MANY, check_may_take_over
from trellis.support.models import (
    CLASS_OF,
    Blackout,
    Engagement,
    EngagementStep,
    FollowUp,
    Openness,
    Reclassification,
    Record,
    Travel,
    Visitor,
    VisitState,
    openness_of,
)
from trellis.support.queries.people import unit_of
from trellis.support.rules.calendar import local_day
from trellis.support.rules.engagements import check_purpose, kept_until
from trellis.support.rules.past import check_still_kept, check_visit
from trellis.support.said_past import PastFreeDay, PastVisit
from trellis.trail.api import wrote

Told = Sequence[tuple[Engagement, PastVisit]]
Units = dict[int, tuple[Department | None, str]]


@transaction.atomic
def take_over_past_visits(told: Sequence[PastVisit], *, by: Person) -> list[Engagement]:
    """Take over visits of an older system, whole or not at all; in the order they are told.

    Also what is announced there and still to come. Nobody is told anything, and the trail has one
    line. Raises BadInput for a story that could not have happened here, and for words that were
    said between two people: these are not taken over.
    """
    check_may_take_over(by)
    now = timezone.now()
    made = Engagement.objects.bulk_create([_visit(one, now) for one in told], batch_size=MANY)
    pairs = list(zip(made, told, strict=True))
    units: Units = {}
    Visitor.objects.bulk_create(_visitors(pairs, units), batch_size=MANY)
    records = Record.objects.bulk_create(
        [_record(visit, one) for visit, one in pairs if one.log is not None], batch_size=MANY
    )
    by_visit = {record.engagement_id: record for record in records}
    EngagementStep.objects.bulk_create(_steps(pairs, by_visit), batch_size=MANY)
    FollowUp.objects.bulk_create(_follow_ups(pairs), batch_size=MANY)
    Reclassification.objects.bulk_create(_views(pairs), batch_size=MANY)
    Travel.objects.bulk_create(_travel(pairs, units), batch_size=MANY)
    _tie(pairs)
    wrote("took over past visits", by=by, detail={"visits": len(made)})
    return made


@transaction.atomic
def take_over_past_free_days(told: Sequence[PastFreeDay], *, by: Person) -> int:
    """Take over the days that schools kept free of visits; say how many."""
    check_may_take_over(by)
    made = Blackout.objects.bulk_create(
        [
            Blackout(
                school=one.school, day=one.day, why=one.why[:120], set_by=one.by, set_at=one.at
            )
            for one in told
        ],
        batch_size=MANY,
    )
    wrote("took over days that schools kept free", by=by, detail={"days": len(made)})
    return len(made)


def _visit(told: PastVisit, now: datetime) -> Engagement:
    plan, first = told.plan, told.steps[0]
    openness = openness_of(plan.kind)
    state = check_visit(told, openness=openness, now=now)
    day = local_day(plan.start)
    check_still_kept(day, today=local_day(now))
    closed = openness == Openness.CLOSED
    announced = first.became == VisitState.ANNOUNCED
    again = sum(1 for step in told.steps[1:] if step.became == VisitState.ANNOUNCED)
    return Engagement(
        school=plan.school,
        team="" if closed else plan.team[:120],
        kind=plan.kind,
        shape=CLASS_OF[plan.kind],
        hat=plan.hat,
        openness=openness,
        coach_roles=[] if closed else list(plan.coach_roles),
        initiated_by=plan.initiated_by,
        request=None if closed else plan.request,
        with_person=plan.with_person if openness == Openness.TWO else None,
        mode=plan.mode,
        planned_start=plan.start,
        planned_end=plan.end,
        place=plan.place[:120],
        purpose=check_purpose(openness, plan.purpose) if announced else "",
        side=first.side,
        entered_by=first.by,
        entered_at=first.at,
        announced_at=first.at if announced else None,
        why_that_day=plan.why_that_day[:200],
        state=state,
        sequence=again + (state == VisitState.CANCELLED),
        kept_until=kept_until(day),
    )


def _visitors(pairs: Told, units: Units) -> Iterator[Visitor]:
    for visit, told in pairs:
        entered = told.steps[0]
        people = dict.fromkeys((told.lead, *told.plan.helpers, *told.joined))
        for person in people:
            if person.pk not in units:
                units[person.pk] = unit_of(person)
            department, unit = units[person.pk]
            joined = person in told.joined
            yield Visitor(
                engagement=visit,
                person=person,
                department=department,
                unit=unit,
                is_lead=person == told.lead,
                joined=joined,
                added_by=person if joined else entered.by,
                added_at=entered.at,
            )


def _record(visit: Engagement, told: PastVisit) -> Record:
    log = told.log
    assert log is not None  # noqa: S101 - those without a log were left out
    done = next(step for step in told.steps if step.became == VisitState.DONE)
    closed = visit.openness == Openness.CLOSED
    return Record(
        engagement=visit,
        number=1,
        happened_at=log.happened_at,
        minutes=log.minutes,
        what_we_did=log.what_we_did.strip()[:500],
        what_next=log.what_next.strip()[:300],
        evidence=None if closed else log.evidence,
        people_at_school=dict(log.people_at_school),
        people_count=sum(log.people_at_school.values()),
        written_by=done.by,
        written_at=done.at,
    )


def _steps(pairs: Told, records: dict[int, Record]) -> Iterator[EngagementStep]:
    for visit, told in pairs:
        was, record = "", None
        for step in told.steps:
            if step.became == VisitState.DONE:
                record = records[visit.pk]
            yield EngagementStep(
                engagement=visit,
                was=was,
                became=step.became,
                by=step.by,
                side=step.side,
                at=step.at,
                words=step.words[:500],
                start=step.start,
                end=step.end,
                record=record,
                started=step.started,
            )
            was = step.became


def _follow_ups(pairs: Told) -> Iterator[FollowUp]:
    for visit, told in pairs:
        log = told.log
        if log is None or log.next is None or not log.what_next.strip():
            continue
        ended = told.ended
        done = next(step for step in told.steps if step.became == VisitState.DONE)
        yield FollowUp(
            engagement=visit,
            words=log.what_next.strip()[:300],
            owner=log.next.owner,
            side=log.next.side,
            due_on=log.next.due_on,
            state=ended.state if ended else FollowUp.State.OPEN,
            made_by=done.by,
            made_at=done.at,
            ended_by=ended.by if ended else None,
            ended_at=ended.at if ended else None,
            why=ended.why[:300] if ended else "",
        )


def _views(pairs: Told) -> Iterator[Reclassification]:
    for visit, told in pairs:
        if told.seen_as is not None:
            view = told.seen_as
            yield Reclassification(
                engagement=visit,
                kind=view.kind,
                shape=CLASS_OF[view.kind],
                why=view.why[:300],
                by=view.by,
                at=view.at,
            )


def _travel(pairs: Told, units: Units) -> Iterator[Travel]:
    for visit, told in pairs:
        if told.log is not None and told.log.travel_minutes > 0:
            yield Travel(
                engagement=visit,
                by=told.lead,
                department=units[told.lead.pk][0],
                minutes=min(told.log.travel_minutes, 600),
            )


def _tie(pairs: Told) -> None:
    """Tie visits to the promises that they are for."""
    tied = Engagement.commitments.through
    tied.objects.bulk_create(
        tied(engagement=visit, commitment=commitment)
        for visit, told in pairs
        for commitment in _promises(told.plan.commitments)
    )


def _promises(commitments: Iterable[Commitment]) -> list[Commitment]:
    return list(dict.fromkeys(commitments))
