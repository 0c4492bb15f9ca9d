"""Visits, logs and agreements for tests; plain keyword functions, made by the acts of the room."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from trellis.district.api import Org, Person, Role
from trellis.support.acts.agreements import (
    keep_note,
    propose_agreement,
    propose_terms,
    sign,
    write_entry,
)
from trellis.support.acts.answers import agree
from trellis.support.acts.calendar import keep_free, make_feed
from trellis.support.acts.engagements import announce
from trellis.support.acts.records import log_visit
from trellis.support.models import (
    Agreement,
    Engagement,
    FeedbackAsk,
    Hat,
    Kind,
    Started,
)
from trellis.support.rules.feedback import week_of_day
from trellis.support.said import Log, Plan

REQUIRED = {"kind": Kind.REQUIRED_VISIT, "hat": Hat.SUPERVISE, "initiated_by": Started.REQUIRED}


def school_day(ahead: int = 1) -> date:
    """A weekday so many weekdays from today."""
    day = timezone.localdate()
    while ahead:
        day += timedelta(days=1)
        ahead -= day.weekday() < 5
    return day


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment on the district's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def a_plan(school: Org, **more: Any) -> Plan:
    """A plan as most are: 45 minutes in some days, supporting, offered."""
    start = more.pop("start", at(school_day(3)))
    told: dict[str, Any] = {
        "kind": Kind.PLC_FACILITATION,
        "hat": Hat.SUPPORT,
        "initiated_by": Started.DISTRICT_OFFER,
        "purpose": "Plan the ratio unit with grade 7",
        "end": start + timedelta(minutes=45),
    }
    return Plan(school=school, start=start, **(told | more))


def a_visit(school: Org, *, by: Person, beside: tuple[int, ...] = (), **more: Any) -> Engagement:
    """An announced visit."""
    return announce(a_plan(school, **more), by=by, beside=beside)


def a_log(**more: Any) -> Log:
    """A log as most are."""
    told = {
        "minutes": 50,
        "happened_at": timezone.now() - timedelta(hours=2),
        "what_we_did": "Met the grade 7 team about entry tasks",
    }
    return Log(**(told | more))


def a_logged_visit(school: Org, *, by: Person, what_next: str = "", **more: Any) -> Engagement:
    """A visit that was announced, took place and was written down."""
    visit = a_visit(school, by=by, **more)
    return log_visit(visit.pk, a_log(what_next=what_next), by=by, key=uuid.uuid4())


def an_agreement(
    *, coach: Person, coachee: Person, school: Org, shares: Any = None, focus: str = "Entry tasks"
) -> Agreement:
    """An agreement that both have signed."""
    more = {} if shares is None else {"shares": shares}
    made = propose_agreement(by=coach, coachee=coachee, school=school, focus=focus, **more)
    sign(made.key, 1, by=coachee)
    made.refresh_from_db()
    return made


def visits_world(cast: Cast) -> SimpleNamespace:
    """One record of every kind about visits, for the addresses that lead to them."""
    specialist, coach, teacher = cast.specialist, cast.coach_at_oak, cast.teacher_at_oak
    agreement = an_agreement(coach=coach, coachee=teacher, school=cast.oak)
    entry = write_entry(
        agreement.key,
        by=coach,
        met_on=timezone.localdate(),
        minutes=40,
        words="We looked at one lesson.",
    )
    propose_terms(agreement.key, by=coach, focus="Entry tasks", shares=())
    announced = a_visit(cast.oak, by=specialist)
    logged = a_logged_visit(
        cast.oak, by=specialist, what_next="Three examples", start=at(school_day(6))
    )
    agree_to = a_visit(cast.oak, by=specialist, start=at(school_day(4)))
    agree(agree_to.pk, by=cast.principal_of_oak)
    feed, _secret = make_feed(by=specialist)
    return SimpleNamespace(
        visit=announced,
        agreed_visit=agree_to,
        logged=logged,
        follow_up=logged.follow_ups.get(),
        blackout=keep_free(
            cast.oak.pk, by=cast.principal_of_oak, day=school_day(9), why="Benchmark testing"
        ),
        feed=feed,
        agreement=agreement,
        entry=entry,
        private_note=keep_note("Remember the room.", by=coach),
        ask=FeedbackAsk.objects.create(
            engagement=logged,
            person=cast.principal_of_oak,
            week=week_of_day(timezone.localdate()),
        ),
    )


def roles_of(person: Person) -> set[str]:
    """The roles that somebody holds, for truth tables."""
    return set(person.positions.values_list("role", flat=True)) & set(Role.values)
