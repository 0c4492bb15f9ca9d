"""Does the ledger that measures count hold what stands in the record, and nothing of coaching?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.support.asking import asked, set_back
from tests.support.past import days_in_session, moment, past_visit
from trellis.commitments.api import Owner, Side, adapt, drop, promise
from trellis.support.metrics.definition import ALL
from trellis.support.metrics.ledger import NETWORKS
from trellis.support.metrics.measures import MEASURES
from trellis.support.metrics.reading import read
from trellis.support.models import (
    EngagementStep,
    FeedbackAsk,
    FeedbackBox,
    FeedbackRelease,
    Kind,
    Reclassification,
    Record,
    Started,
    SupportRequest,
    Transition,
    VisitState,
)
from trellis.support.queries.windows import latest
from trellis.support.rules.feedback import week_of_day


def ledger(*needs: str, days: int = 40):
    return read(latest(days), frozenset(needs))


def test_a_visit_is_read_with_the_newest_version_of_its_record(cast: Cast) -> None:
    days = days_in_session()
    visit = past_visit(
        cast.oak,
        days[-8],
        by=cast.specialist,
        departments=[cast.student_services],
        announced=days[-12],
        minutes=60,
    )
    Record.objects.create(
        engagement=visit,
        number=2,
        happened_at=moment(days[-8]),
        minutes=45,
        people_count=3,
        written_by=cast.specialist,
        written_at=moment(days[-5]),
    )
    [row] = ledger("visits").visits
    assert (row.minutes, row.people, row.written_on) == (45, 3, days[-8])
    assert (row.day, row.announced_on, row.answered_on) == (days[-8], days[-12], days[-8])
    assert row.departments == {cast.student_services.pk}
    assert row.acknowledged


def test_what_the_school_says_stands_beside_what_was_entered(cast: Cast) -> None:
    days = days_in_session()
    visit = past_visit(cast.oak, days[-8], by=cast.specialist, state=VisitState.DONE)
    EngagementStep.objects.create(
        engagement=visit,
        became=VisitState.NOTED,
        by=cast.principal_of_oak,
        side="school",
        at=moment(days[-4]),
        started=Started.SCHOOL_REQUEST,
    )
    Reclassification.objects.create(
        engagement=visit, kind=Kind.MATERIALS, shape="support", by=cast.principal_of_oak
    )
    [row] = ledger("visits").visits
    assert (row.initiated_by, row.school_started) == ("district_offer", "school_request")
    assert (row.shape, row.school_shape) == ("facilitate", "support")
    assert (row.answered_on, row.departments) == (days[-4], {NETWORKS})


@pytest.mark.parametrize("kind", [Kind.PRINCIPAL_COACHING, Kind.CO_OBSERVATION])
def test_coaching_between_two_is_in_no_ledger(cast: Cast, kind: str) -> None:
    days = days_in_session()
    past_visit(
        cast.oak,
        days[-4],
        by=cast.coach_at_oak,
        departments=[cast.academics],
        kind=kind,
        initiated_by=Started.AGREED_PLAN,
        with_person=cast.principal_of_oak,
    )
    found = ledger("visits", "plans")
    assert list(found.visits) == []
    assert found.plans == frozenset()


def test_no_row_of_any_ledger_carries_a_person(cast: Cast) -> None:
    days = days_in_session()
    past_visit(cast.oak, days[-4], by=cast.specialist, departments=[cast.student_services])
    asked(cast)
    found = ledger("visits", "requests", "promised", "asks", "told", "predictions", "plans")
    for rows in (found.visits, found.requests, found.promised, found.asks, found.told):
        for row in rows:
            named = {"person", "by", "owner", "lead", "asked_by", "visitors", "who"}
            assert not named & set(row._fields)


def test_a_request_helps_from_the_day_of_the_visit_that_the_school_calls_fair(cast: Cast) -> None:
    days = days_in_session()
    request = set_back(asked(cast), days[-12])
    SupportRequest.objects.filter(pk=request.pk).update(first_help_at=moment(days[-9]))
    visit = past_visit(
        cast.oak, days[-7], by=cast.specialist, state=VisitState.DONE, request=request
    )
    [row] = ledger("requests").requests
    assert row.useful_on is None
    type(visit).objects.filter(pk=visit.pk).update(state=VisitState.NOTED)
    [row] = ledger("requests").requests
    assert row.useful_on == days[-7]


def test_help_without_a_visit_counts_once_the_school_has_closed(cast: Cast) -> None:
    days = days_in_session()
    request = set_back(asked(cast), days[-12])
    rows = SupportRequest.objects.filter(pk=request.pk)
    rows.update(first_help_at=moment(days[-9]), state="answered")
    assert ledger("requests").requests[0].useful_on is None
    rows.update(state="closed")
    Transition.objects.create(
        request=request, became="closed", by=cast.principal_of_oak, at=moment(days[-6])
    )
    [row] = ledger("requests").requests
    assert (row.useful_on, row.ended_on, row.replied_on) == (days[-9], days[-6], days[-9])


def test_a_part_keeps_the_day_that_was_promised_first(cast: Cast) -> None:
    days_in_session()
    first, later = (timezone.localdate() + timedelta(days=n) for n in (9, 20))
    made = promise(
        by=cast.principal_of_oak,
        words="Talk again",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", first),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "a list", first)],
        school=cast.oak,
    )
    part = made.parts.get(side=Side.DISTRICT)
    adapt(part.pk, by=cast.specialist, deliverable="a list", due_on=later, why="The file is late")
    drop(made.parts.get(side=Side.SCHOOL).pk, by=cast.principal_of_oak, why="No room is free")
    ours, theirs = sorted(ledger("promised").promised, key=lambda row: row.side)
    today = timezone.localdate()
    assert (ours.due_on, ours.adapted_on, ours.department) == (
        first,
        today,
        cast.student_services.pk,
    )
    assert (theirs.dropped_on, theirs.ended_on, theirs.department) == (today, today, None)


def test_answers_are_read_as_counts_of_departments_and_of_schools_together(cast: Cast) -> None:
    days = days_in_session()
    counts = {"helped": [0, 1, 3, 1], "well_used": [0, 0, 0, 5]}
    for where in ({"department": cast.academics}, {"school": cast.oak}):
        box = FeedbackBox.objects.create(**where)
        FeedbackRelease.objects.create(
            box=box, month=days[-10].replace(day=1), counts=counts, made_at=days[-10]
        )
    told = {row.department: (row.n, row.upper) for row in ledger("told").told}
    assert told == {cast.academics.pk: (5, 4), ALL: (5, 4)}


def test_an_ask_is_over_when_its_two_weeks_are(cast: Cast) -> None:
    days = days_in_session()
    visit = past_visit(cast.oak, days[-30], by=cast.specialist, departments=[cast.academics])
    weeks = [week_of_day(days[-30]), week_of_day(timezone.localdate())]
    for week in weeks:
        FeedbackAsk.objects.create(
            engagement=visit, person=cast.everybody[_who(week == weeks[0])], week=week
        )
    over = {row.week: row.is_over for row in ledger("asks").asks}
    assert over == {weeks[0]: True, weeks[1]: False}
    assert MEASURES["feedback"].count(ledger("asks"))[ALL] == (0, 1)


def test_only_departments_of_three_people_are_told_apart(cast: Cast) -> None:
    days_in_session()
    assert ledger().departments == {}
    for person in (cast.cabinet, cast.pl_director):
        person.positions.update(department=cast.academics)
    assert ledger().departments == {cast.academics.pk: "Academics"}


def _who(first: bool) -> str:
    return "principal_of_oak" if first else "team_lead_at_oak"
