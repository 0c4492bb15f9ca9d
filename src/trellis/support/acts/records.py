"""How is a visit written down, by either side, and put right?"""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

from django.db import transaction

from trellis.commitments.api import Side
from trellis.district.api import Org, Person, staff_of
from trellis.lib.api import BadInput, NotNow
from trellis.support.acts import telling
from trellis.support.acts.answering import note_visit
from trellis.support.acts.visit_steps import change_state, step
from trellis.support.models import (
    ANSWERED,
    CLASS_OF,
    CoachRole,
    Engagement,
    FollowUp,
    Mode,
    Openness,
    Record,
    Travel,
    Visitor,
    VisitState,
    openness_of,
)
from trellis.support.permissions.engagements import (
    COME,
)
from trellis.support.queries.people import unit_of
from trellis.support.rules import engagements as rules
from trellis.support.rules.calendar import local_day
from trellis.support.said import Log, Next, Unannounced
from trellis.trail.api import wrote


@transaction.atomic
def log_visit(visit_id: int, log: Log, *, by: Person, key: uuid.UUID | None = None) -> Engagement:
    """Write down a visit that was announced. The same key again changes nothing.

    Raises NotNow when somebody wrote it down already, BadInput when a line is missing.
    """
    visit = COME.find(by, visit_id, to_change=True)
    if _known(key, by) is not None:
        return visit
    if visit.took_place:
        first = visit.records.select_related("written_by").earliest("number")
        raise NotNow(
            f"{first.written_by.name} wrote this visit down already. You can put that record "
            "right on the visit’s page."
        )
    was = change_state(visit, VisitState.DONE)
    record = _write(visit, log, by=by, number=1, key=key)
    step(visit, VisitState.DONE, by=by, side=Side.DISTRICT, was=was, record=record)
    _follow(visit, log, by=by)
    if visit.request is not None:
        note_visit(visit.request, by=by)
    wrote("wrote down a visit", by=by, on=visit)
    transaction.on_commit(partial(telling.written, visit.pk))
    return visit


@transaction.atomic
def log_unannounced(
    seen: Unannounced, log: Log, *, by: Person, key: uuid.UUID | None = None
) -> Engagement:
    """Write down a visit that nobody announced; it says so. The same key again changes nothing."""
    Org.objects.select_for_update().get(pk=seen.school.pk)
    if (before := _known(key, by)) is not None:
        return before
    visit = _unannounced(seen, log, by=by, side=Side.DISTRICT)
    department, unit = unit_of(by)
    Visitor.objects.create(
        engagement=visit, person=by, department=department, unit=unit, is_lead=True, added_by=by
    )
    record = _write(visit, log, by=by, number=1, key=key)
    step(visit, VisitState.DONE, by=by, side=Side.DISTRICT, record=record)
    _follow(visit, log, by=by)
    wrote("wrote down a visit that was not announced", by=by, on=visit)
    transaction.on_commit(partial(telling.written, visit.pk))
    return visit


@transaction.atomic
def add_from_school(
    seen: Unannounced, log: Log, *, visitor: Person, by: Person, key: uuid.UUID | None = None
) -> Engagement:
    """Write down, from the school's side, a visit that the district forgot.

    Whoever came says then whether it is a fair record.
    """
    Org.objects.select_for_update().get(pk=seen.school.pk)
    if (before := _known(key, by)) is not None:
        return before
    if openness_of(seen.kind) != Openness.OPEN:
        raise BadInput("Only what both sides may read can be added; coaching stays between two.")
    visit = _unannounced(seen, log, by=by, side=Side.SCHOOL)
    department, unit = unit_of(visitor)
    Visitor.objects.create(
        engagement=visit,
        person=visitor,
        department=department,
        unit=unit,
        is_lead=True,
        added_by=by,
    )
    record = _write(visit, log, by=by, number=1, key=key)
    step(visit, VisitState.DONE, by=by, side=Side.SCHOOL, record=record)
    wrote("added a visit from the school’s side", by=by, on=visit, about=visitor)
    transaction.on_commit(partial(telling.written, visit.pk))
    return visit


@transaction.atomic
def put_right(
    visit_id: int, log: Log, *, by: Person, was: str, key: uuid.UUID | None = None
) -> Engagement:
    """Correct a record. Once it was answered this makes a new version, and both stay readable.

    `was` is the record's `edition` that she had before her; raises NotNow when it has moved on.
    """
    visit = COME.find(by, visit_id, to_change=True)
    if _known(key, by) is not None:
        return visit
    last = visit.records.order_by("-number").first()
    if last is None:
        raise NotNow("Nothing is written about this visit yet.")
    if was != edition(last):
        raise NotNow(
            "Somebody put this record right while you wrote. Your words are still in the form; "
            f"the record now says: “{last.what_we_did}”"
        )
    rules.check_record(visit.openness, log.minutes, log.what_we_did)
    if visit.state in ANSWERED:
        before = change_state(visit, VisitState.DONE)
        record = _write(visit, log, by=by, number=last.number + 1, key=key)
        step(visit, VisitState.DONE, by=by, side=visit.side, was=before, record=record)
        wrote("wrote a new version of a visit’s record", by=by, on=visit)
        transaction.on_commit(partial(telling.written, visit.pk))
        return visit
    last.minutes, last.what_we_did, last.what_next = log.minutes, log.what_we_did, log.what_next
    last.revision += 1
    last.save(update_fields=["minutes", "what_we_did", "what_next", "revision"])
    wrote("put a visit’s record right", by=by, on=visit)
    return visit


def edition(record: Record) -> str:
    """Name the exact state of a record, for whoever corrects it: "2.0"."""
    return f"{record.number}.{record.revision}"


def _known(key: uuid.UUID | None, by: Person) -> Engagement | None:
    """The visit that this key wrote down before; asked under a lock, so that two sends are one."""
    found = Record.objects.filter(key=key, written_by=by).first() if key else None
    return found.engagement if found else None


def _unannounced(seen: Unannounced, log: Log, *, by: Person, side: str) -> Engagement:
    rules.check_kind(seen.kind, hat=seen.hat, started=seen.initiated_by)
    openness = openness_of(seen.kind)
    rules.check_happened(log.happened_at)
    rules.check_record(openness, log.minutes, log.what_we_did)
    if openness == Openness.TWO and seen.with_person is None:
        raise BadInput("Say whom you came to see; only the two of you read this.")
    closed = openness == Openness.CLOSED
    return Engagement.objects.create(
        school=seen.school,
        team="" if closed else seen.team.strip()[:120],
        kind=seen.kind,
        shape=CLASS_OF[seen.kind],
        hat=seen.hat,
        openness=openness,
        coach_roles=[] if closed else [r for r in seen.coach_roles if r in CoachRole.values],
        initiated_by=seen.initiated_by,
        with_person=seen.with_person if openness == Openness.TWO else None,
        mode=seen.mode if seen.mode in Mode.values else Mode.IN_PERSON,
        planned_start=log.happened_at,
        planned_end=log.happened_at + timedelta(minutes=log.minutes),
        side=side,
        entered_by=by,
        announced_at=None,
        state=VisitState.DONE,
        kept_until=rules.kept_until(local_day(log.happened_at)),
    )


def _write(
    visit: Engagement, log: Log, *, by: Person, number: int, key: uuid.UUID | None
) -> Record:
    rules.check_happened(log.happened_at)
    rules.check_record(visit.openness, log.minutes, log.what_we_did)
    closed = visit.openness == Openness.CLOSED
    people = {role: n for role, n in log.people_at_school.items() if 0 < n <= 500}
    record = Record.objects.create(
        engagement=visit,
        number=number,
        key=key or uuid.uuid4(),
        happened_at=log.happened_at,
        minutes=log.minutes,
        what_we_did="" if closed else log.what_we_did.strip()[:500],
        what_next="" if closed else log.what_next.strip()[:300],
        evidence=None if closed else log.evidence,
        people_at_school=people,
        people_count=sum(people.values()),
        written_by=by,
    )
    if log.travel_minutes > 0:
        department, _unit = unit_of(by)
        Travel.objects.update_or_create(
            engagement=visit,
            by=by,
            defaults={"minutes": min(log.travel_minutes, 600), "department": department},
        )
    return record


def _follow(visit: Engagement, log: Log, *, by: Person) -> None:
    """Keep what comes next, with whoever does it; without a name it is whoever writes."""
    if visit.openness == Openness.CLOSED or len(log.what_next.strip()) < 3:
        return
    after = log.next or Next(by, Side.DISTRICT, local_day(log.happened_at) + timedelta(days=14))
    if after.side == Side.SCHOOL and not _at_school(visit, after.owner):
        raise BadInput(f"{after.owner.name} does not work at {visit.school.name}.")
    FollowUp.objects.create(
        engagement=visit,
        words=log.what_next.strip()[:300],
        owner=after.owner,
        side=after.side,
        due_on=after.due_on,
        made_by=by,
    )


def _at_school(visit: Engagement, person: Person) -> bool:
    return visit.with_person_id == person.pk or staff_of(visit.school).filter(pk=person.pk).exists()
