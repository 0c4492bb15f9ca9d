"""A past for tests: rows as they would stand after years, written without waiting for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tests.support.asking import weekdays
from trellis.district.api import Department, Org, Person, keep_school_days
from trellis.support.models import (
    CLASS_OF,
    Engagement,
    EngagementStep,
    Kind,
    Record,
    Started,
    Visitor,
    VisitState,
    openness_of,
)
from trellis.support.rules.engagements import kept_until


def moment(day: date, hour: int = 9) -> datetime:
    """A moment of a day on the district's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def days_in_session(*, behind: int = 400, ahead: int = 60) -> list[date]:
    """Keep every weekday around today as a school day; return those until today."""
    today = timezone.localdate()
    days = weekdays(today - timedelta(days=behind), today + timedelta(days=ahead))
    keep_school_days(days)
    return [day for day in days if day <= today]


def past_visit(
    school: Org,
    day: date,
    *,
    by: Person,
    departments: Iterable[Department | None] = (),
    others: Iterable[tuple[Person, Department | None]] = (),
    kind: str = Kind.PLC_FACILITATION,
    state: str = VisitState.FAIR,
    minutes: int = 60,
    people: int = 4,
    announced: date | None = None,
    **more: Any,
) -> Engagement:
    """A visit that took place (or is to come, by its state), with its record and its answer."""
    told: dict[str, Any] = {
        "school": school,
        "kind": kind,
        "shape": CLASS_OF[kind],
        "openness": openness_of(kind),
        "initiated_by": Started.DISTRICT_OFFER,
        "planned_start": moment(day),
        "planned_end": moment(day) + timedelta(minutes=minutes),
        "purpose": "" if openness_of(kind) == "closed" else "Plan a unit",
        "entered_by": by,
        "announced_at": moment(announced) if announced else None,
        "state": state,
        "kept_until": kept_until(day),
    }
    made = Engagement.objects.create(**(told | more))
    came = [(by, next(iter(departments), None)), *others]
    for number, (person, department) in enumerate(came):
        Visitor.objects.create(
            engagement=made,
            person=person,
            department=department,
            unit=department.name if department else "",
            is_lead=number == 0,
            added_by=by,
        )
    if made.took_place:
        record = Record.objects.create(
            engagement=made,
            number=1,
            key=uuid.uuid4(),
            happened_at=moment(day),
            minutes=minutes,
            people_count=people,
            what_we_did="We planned.",
            written_by=by,
            written_at=moment(day, 15),
        )
        if state != VisitState.DONE:
            EngagementStep.objects.create(
                engagement=made,
                was=VisitState.DONE,
                became=state,
                by=by,
                side="school",
                at=moment(day, 16),
                record=record,
            )
    return made
