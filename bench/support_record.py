"""What stands in the record of a large district after three years of support?"""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from trellis.commitments.models import Commitment, Part
from trellis.district.api import (
    Department,
    Org,
    OrgKind,
    Person,
    Role,
    confirm_position,
    keep_department,
    keep_org,
    keep_person,
    keep_school_days,
    keep_school_year,
    propose_position,
)
from trellis.evidence.models import Publication
from trellis.lake.api import Lake
from trellis.support.models import (
    CLASS_OF,
    Engagement,
    Kind,
    NeedEdition,
    NeedIndex,
    Record,
    SupportRequest,
    Transition,
    Visitor,
    openness_of,
)

SCHOOLS, DEPARTMENTS, NETWORKS, VISITS = 200, 15, 10, 500_000
REQUESTS, OPEN_REQUESTS, PROMISES, PEOPLE = 30_000, 500, 3_000, 90
_BATCH = 10_000
_KINDS = (Kind.PLC_FACILITATION, Kind.TECHNICAL_HELP, Kind.MODEL_LESSON, Kind.JOINT_WALK)
_DRAW = random.Random(7)  # noqa: S311 - the same record every time


@transaction.atomic
def write_record() -> Person:
    """Write it all in bulk; return a cabinet member."""
    today = timezone.localdate()
    days = [today - timedelta(days=n) for n in range(1096, -60, -1)]
    days = [day for day in days if day.weekday() < 5 and day.month not in (7, 8)]
    keep_school_days(days)
    keep_school_year(
        year=today.year + 1,
        starts_on=today - timedelta(days=90),
        ends_on=today + timedelta(days=200),
    )
    schools = _places()
    departments = [
        keep_department(key=f"department-{n}", name=f"Department {n + 1:02}")
        for n in range(DEPARTMENTS)
    ]
    people = _people(departments)
    past = [day for day in days if day <= today]
    _visits(schools, people, past)
    _requests(schools, departments, people, past)
    _promises(schools, people, past)
    _need(schools, people[0][0])
    cabinet = _person(0, "Cabinet", Role.CABINET, org=schools[0].parent)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cabinet


def _places() -> list[Org]:
    district = keep_org(key="bench", name="Bench District", kind=OrgKind.DISTRICT)
    networks = [
        keep_org(key=f"network-{n}", name=f"Network {n}", kind=OrgKind.NETWORK, parent=district)
        for n in range(NETWORKS)
    ]
    return [
        keep_org(
            key=f"school-{n}",
            name=f"Bench School {n:03} Elementary",
            kind=OrgKind.SCHOOL,
            parent=networks[n % NETWORKS],
        )
        for n in range(SCHOOLS)
    ]


def _person(number: int, name: str, role: str, **where: Any) -> Person:
    made = keep_person(email=f"{name}{number}@bench.example".lower(), name=f"{name} {number}")
    position = propose_position(person=made, role=role, starts_on=date(2020, 8, 1), **where)
    confirm_position(position, by=made)
    return made


def _people(departments: list[Department]) -> list[tuple[Person, Department]]:
    made = []
    for number in range(PEOPLE):
        department = departments[number % DEPARTMENTS]
        made.append((_person(number, "Person", Role.SPECIALIST, department=department), department))
    return made


def _visits(schools: list[Org], people: list[tuple[Person, Department]], days: list[date]) -> None:
    """Each with one record, one in five with people of two departments."""
    visits, visitors, records = [], [], []
    for number in range(1, VISITS + 1):
        # Visits are written down as time goes by, so that rows of one month lie together.
        school, day = _DRAW.choice(schools), days[(number - 1) * len(days) // VISITS]
        start = _at(day, 13 + _DRAW.randrange(8))
        kind, state = _DRAW.choice(_KINDS), _DRAW.choice(("fair", "fair", "noted", "done"))
        came = _DRAW.sample(people, 2 if _DRAW.random() < 0.2 else 1)
        visits.append(
            Engagement(
                pk=number,
                school=school,
                kind=kind,
                shape=CLASS_OF[kind],
                openness=openness_of(kind),
                initiated_by=_DRAW.choice(("school_request", "agreed_plan", "district_offer")),
                planned_start=start,
                planned_end=start + timedelta(minutes=60),
                purpose="A visit",
                entered_by=came[0][0],
                announced_at=start - timedelta(days=_DRAW.randrange(9)),
                state=state,
                kept_until=date(2040, 1, 1),
            )
        )
        for person, department in came:
            visitors.append(
                Visitor(
                    engagement_id=number,
                    person=person,
                    department=department,
                    unit=department.name,
                    added_by=person,
                )
            )
        records.append(
            Record(
                engagement_id=number,
                number=1,
                key=uuid.uuid4(),
                happened_at=start,
                minutes=_DRAW.choice((30, 45, 60, 90)),
                people_count=_DRAW.randrange(8),
                written_by=came[0][0],
                written_at=start + timedelta(hours=2),
            )
        )
        if number % _BATCH == 0:
            _write(Engagement, visits)
            _write(Visitor, visitors)
            _write(Record, records)


def _requests(
    schools: list[Org],
    departments: list[Department],
    people: list[tuple[Person, Department]],
    days: list[date],
) -> None:
    asked, ended = [], []
    for number in range(1, REQUESTS + 1):
        is_open = number <= OPEN_REQUESTS
        at = _at(_DRAW.choice(days[-25:] if is_open else days[:-25]), 15)
        state = _DRAW.choice(("asked", "taken_up", "answered")) if is_open else "closed"
        replied = None if state == "asked" else at + timedelta(days=_DRAW.randrange(4))
        helped = None if state in ("asked", "taken_up") else at + timedelta(days=6)
        person = people[number % PEOPLE][0]
        asked.append(
            SupportRequest(
                pk=number,
                school=_DRAW.choice(schools),
                title="Help",
                asked_by=person,
                asked_at=at,
                reply_in_days=2,
                visit_in_days=7,
                department=_DRAW.choice(departments),
                state=state,
                first_reply_at=replied,
                first_help_at=helped,
            )
        )
        if not is_open:
            ended.append(
                Transition(request_id=number, became="closed", by=person, at=at + timedelta(days=9))
            )
    _write(SupportRequest, asked)
    _write(Transition, ended)


def _promises(
    schools: list[Org], people: list[tuple[Person, Department]], days: list[date]
) -> None:
    made, parts = [], []
    school_side = _person(1, "Principal", Role.PRINCIPAL, org=schools[0])
    for number in range(1, PROMISES + 1):
        day, person = _DRAW.choice(days), people[number % PEOPLE][0]
        made.append(
            Commitment(
                pk=number,
                words="A promise",
                school=_DRAW.choice(schools),
                made_by=person,
                made_at=_at(day, 15),
            )
        )
        is_open = number <= PROMISES // 5
        parts += [
            Part(
                commitment_id=number,
                owner=owner,
                side=side,
                deliverable="Something",
                due_on=day + timedelta(days=20),
                state="open" if is_open else "done",
            )
            for side, owner in (("district", person), ("school", school_side))
        ]
    _write(Commitment, made)
    _write(Part, parts)


def _need(schools: list[Org], by: Person) -> None:
    """A need index and gated numbers of students, as a publication would have left them."""
    rows = [
        ("school", school.key, 300 + 10 * (number % 50)) for number, school in enumerate(schools)
    ]
    frame = pl.DataFrame(rows, schema=("level", "place_id", "n_shown"), orient="row").with_columns(
        measure=pl.lit("enrolment"),
        dim=pl.lit("all"),
        value=pl.lit(""),
        school_year=pl.lit(2026),
        product=pl.lit(""),
        subject=pl.lit(""),
        window=pl.lit(""),
        hidden=pl.lit(False),
        structural=pl.lit(False),
        low=pl.col("n_shown"),
        high=pl.col("n_shown"),
        middle=pl.col("n_shown"),
        measure_version=pl.lit(1),
        as_of=pl.lit(date(2026, 3, 1)),
    )
    writing = Lake(Path(settings.LAKE)).write(1, None)
    writing.replace("gated", frame, within=None, absent_means_gone=True)
    published = Publication.objects.create(
        number=1, state="published", what="figures", manifest=writing.finish().to_json()
    )
    edition = NeedEdition.objects.create(
        version=1, published_by=by, publication=published, school_year=2026, definition="-"
    )
    NeedIndex.objects.bulk_create(
        NeedIndex(edition=edition, school=school, value=_DRAW.gauss(0, 1)) for school in schools
    )


def _write(model: type[Model], rows: list[Any]) -> None:
    model._default_manager.bulk_create(rows, batch_size=2_000)
    rows.clear()


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)
