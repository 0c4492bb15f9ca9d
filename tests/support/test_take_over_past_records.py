"""Are records of an older system taken over whole, as they were, and only when possible?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.support.visits import a_plan
from trellis.commitments.api import Side
from trellis.lib.api import BadInput, NotAllowed
from trellis.notices.models import Notice
from trellis.support.api import (
    Log,
    Next,
    PastAsk,
    PastCount,
    PastEnd,
    PastFreeDay,
    PastMessage,
    PastRequest,
    PastSending,
    PastStep,
    PastView,
    PastVisit,
    Sending,
    State,
    VisitState,
    ask_also,
    keep_free,
    take_over_past_answers,
    take_over_past_free_days,
    take_over_past_requests,
    take_over_past_visits,
)
from trellis.support.models import (
    Blackout,
    Engagement,
    FeedbackAsk,
    FeedbackBox,
    Kind,
    Openness,
    SupportRequest,
)
from trellis.trail.models import Entry


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def a_past_request(cast: Cast, **more: Any) -> PastRequest:
    """Asked thirty days ago, taken up, answered, closed."""
    principal, specialist = cast.principal_of_oak, cast.specialist
    told: dict[str, Any] = {
        "school": cast.oak,
        "title": "Look at the absence list",
        "department": cast.student_services,
        "promise": (2, 7),
        "steps": (
            PastStep(State.ASKED, principal, days_ago(30)),
            PastStep(State.TAKEN_UP, specialist, days_ago(29)),
            PastStep(State.ANSWERED, specialist, days_ago(25)),
            PastStep(State.CLOSED, principal, days_ago(24), "Thank you"),
        ),
        "messages": (PastMessage(specialist, "district", "I come on Friday.", days_ago(28)),),
    }
    return PastRequest(**(told | more))


def a_past_visit(cast: Cast, **more: Any) -> PastVisit:
    """Announced, agreed, written down, called fair."""
    principal, specialist = cast.principal_of_oak, cast.specialist
    start = days_ago(20)
    told: dict[str, Any] = {
        "plan": a_plan(cast.oak, start=start),
        "lead": specialist,
        "steps": (
            PastStep(VisitState.ANNOUNCED, specialist, days_ago(26)),
            PastStep(VisitState.AGREED, principal, days_ago(25), side=Side.SCHOOL),
            PastStep(VisitState.DONE, specialist, days_ago(19)),
            PastStep(VisitState.FAIR, principal, days_ago(18), side=Side.SCHOOL),
        ),
        "log": Log(45, start, "Sorted the list", people_at_school={"teachers": 3}),
    }
    return PastVisit(**(told | more))


def test_a_request_stands_as_it_was(cast: Cast) -> None:
    (made,) = take_over_past_requests([a_past_request(cast)], by=cast.sis_admin)
    made.refresh_from_db()
    assert (made.state, made.lead, made.asked_by) == (
        State.CLOSED,
        cast.specialist,
        cast.principal_of_oak,
    )
    steps = [(one.was, one.became) for one in made.transitions.all()]
    assert steps == [
        ("", "asked"),
        ("asked", "taken_up"),
        ("taken_up", "answered"),
        ("answered", "closed"),
    ]
    assert (made.asked_at, made.first_reply_at, made.first_help_at) == (
        made.transitions.all()[0].at,
        made.messages.get().at,
        made.transitions.all()[2].at,
    )
    assert made.sendings.get().how == Sending.How.FIRST


def test_not_yet_leaves_no_help_and_the_same_lead(cast: Cast) -> None:
    told = a_past_request(cast)
    back = PastStep(State.TAKEN_UP, cast.principal_of_oak, days_ago(24), "Two rooms lack it")
    (made,) = take_over_past_requests(
        [replace(told, steps=(*told.steps[:3], back))], by=cast.sis_admin
    )
    assert (made.state, made.lead, made.first_help_at) == (State.TAKEN_UP, cast.specialist, None)


def test_a_request_that_was_handed_over_stands_where_it_went(cast: Cast) -> None:
    over = PastSending(
        cast.academics, Sending.How.HANDED_OVER, cast.specialist, days_ago(29), "It is about math"
    )
    told = replace(a_past_request(cast), sendings=(over,))
    (made,) = take_over_past_requests([told], by=cast.sis_admin)
    assert made.department == cast.academics
    assert [one.department for one in made.sendings.all()] == [
        cast.student_services,
        cast.academics,
    ]


def test_what_was_taken_over_is_gone_on_with_by_the_ordinary_acts(cast: Cast) -> None:
    told = a_past_request(cast)
    (made,) = take_over_past_requests([replace(told, steps=told.steps[:2])], by=cast.sis_admin)
    ask_also(made.pk, by=cast.principal_of_oak, department=cast.academics)
    assert made.sendings.count() == 2


def test_a_visit_stands_as_it_was(cast: Cast) -> None:
    principal = cast.principal_of_oak
    due = (timezone.now() - timedelta(days=10)).date()
    log = replace(
        a_past_visit(cast).log or Log(1, days_ago(1)),
        what_next="Bring the list",
        next=Next(cast.specialist, Side.DISTRICT, due),
        travel_minutes=15,
    )
    told = replace(
        a_past_visit(cast),
        log=log,
        joined=(cast.coach_at_oak,),
        ended=PastEnd(cast.specialist, days_ago(9)),
        seen_as=PastView(Kind.PROBLEM_SOLVING, principal, days_ago(18)),
    )
    (made,) = take_over_past_visits([told], by=cast.sis_admin)
    made.refresh_from_db()
    assert (made.state, made.entered_by, made.announced_at) == (
        VisitState.FAIR,
        cast.specialist,
        made.steps.all()[0].at,
    )
    people = [(one.person, one.is_lead, one.joined, one.unit) for one in made.visitors.all()]
    assert people == [
        (cast.specialist, True, False, "Student Services"),
        (cast.coach_at_oak, False, True, "Academics"),
    ]
    record = made.records.get()
    assert (record.minutes, record.people_count, record.written_by) == (45, 3, cast.specialist)
    assert [one.record for one in made.steps.all()] == [None, None, record, record]
    assert made.follow_ups.get().state == "done"
    assert made.reclassifications.get().shape == "support"
    assert made.travel.get().department == cast.student_services


def test_nobody_is_told_and_the_trail_has_one_line(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        take_over_past_visits([a_past_visit(cast), a_past_visit(cast)], by=cast.sis_admin)
    assert not Notice.objects.exists()
    (line,) = Entry.objects.filter(act="took over past visits")
    assert line.detail == {"visits": 2}


def _too_early(visit: PastVisit) -> PastVisit:
    return replace(visit, steps=(visit.steps[1], *visit.steps[2:]))


def _backwards(visit: PastVisit) -> PastVisit:
    announced, agreed, done, fair = visit.steps
    return replace(visit, steps=(announced, agreed, replace(done, at=days_ago(25.5)), fair))


def _to_come(visit: PastVisit) -> PastVisit:
    *steps, fair = visit.steps
    return replace(visit, steps=(*steps, replace(fair, at=days_ago(-1))))


def _announced_afterwards(visit: PastVisit) -> PastVisit:
    announced, _agreed, done, fair = visit.steps
    return replace(visit, steps=(replace(announced, at=days_ago(19.5)), done, fair))


def _without_a_log(visit: PastVisit) -> PastVisit:
    return replace(visit, log=None)


def _with_words_of_two(visit: PastVisit) -> PastVisit:
    coached = replace(visit.plan, kind=Kind.PRINCIPAL_COACHING, with_person=visit.steps[1].by)
    return replace(visit, plan=coached)


def _forgotten_by_now(visit: PastVisit) -> PastVisit:
    start = days_ago(365 * 5 + 40)
    steps = tuple(replace(one, at=one.at - timedelta(days=365 * 5 + 30)) for one in visit.steps)
    plan = replace(visit.plan, start=start, end=start + timedelta(minutes=45))
    return replace(visit, plan=plan, steps=steps)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_too_early, "begins as"),
        (_backwards, "stands before"),
        (_to_come, "still to come"),
        (_announced_afterwards, "announced before it takes place"),
        (_without_a_log, "has a log when it took place"),
        (_with_words_of_two, "is not taken over"),
        (_forgotten_by_now, "older than this ledger keeps"),
    ],
)
def test_a_visit_that_could_not_have_been_is_refused_and_nothing_is_taken_over(
    cast: Cast, change: Callable[[PastVisit], PastVisit], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        take_over_past_visits([a_past_visit(cast), change(a_past_visit(cast))], by=cast.sis_admin)
    assert not Engagement.objects.exists()


def test_a_request_that_could_not_have_been_is_refused(cast: Cast) -> None:
    told = a_past_request(cast)
    with pytest.raises(BadInput, match="cannot follow"):
        take_over_past_requests(
            [replace(told, steps=(told.steps[0], told.steps[2]))], by=cast.sis_admin
        )
    assert not SupportRequest.objects.exists()


def test_coaching_of_two_is_taken_over_without_words(cast: Cast) -> None:
    visit = _with_words_of_two(a_past_visit(cast))
    log = replace(visit.log or Log(1, days_ago(1)), what_we_did="")
    (made,) = take_over_past_visits([replace(visit, log=log)], by=cast.assessment_coordinator)
    assert (made.openness, made.with_person) == (Openness.TWO, cast.principal_of_oak)


@pytest.mark.parametrize(
    "who", ["principal_of_oak", "specialist", "cabinet", "coach_at_oak", "board_observer"]
)
def test_only_whoever_answers_for_files_takes_records_over(cast: Cast, who: str) -> None:
    by = cast.everybody[who]
    for take_over in (take_over_past_visits, take_over_past_requests, take_over_past_free_days):
        with pytest.raises(NotAllowed):
            take_over([], by=by)
    with pytest.raises(NotAllowed):
        take_over_past_answers([], [], by=by)


def test_days_kept_free_are_taken_over_and_kept_once(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=3)
    told = PastFreeDay(cast.oak, day, "Picture day", cast.principal_of_oak, days_ago(9))
    assert take_over_past_free_days([told], by=cast.sis_admin) == 1
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=day, why="Picture day again")
    assert Blackout.objects.get().why == "Picture day"


def test_answers_are_counts_that_five_make_visible(cast: Cast) -> None:
    (visit,) = take_over_past_visits([a_past_visit(cast)], by=cast.sis_admin)
    asked = PastAsk(visit, cast.principal_of_oak, date(2024, 9, 2))
    month = date(2024, 9, 1)
    counts = [
        PastCount(cast.oak, month, (0, 1, 2, 2), (1, 0, 2, 2)),
        PastCount(cast.oak, month, (0, 0, 1, 0), (0, 0, 0, 1), waiting=True),
        PastCount(cast.student_services, month, (0, 0, 3, 2), (0, 0, 0, 5)),
    ]
    assert take_over_past_answers([asked], counts, by=cast.sis_admin) == 1
    box = FeedbackBox.objects.get(school=cast.oak)
    assert box.waiting == {"helped": [0, 0, 1, 0], "well_used": [0, 0, 0, 1]}
    assert box.releases.get().counts["helped"] == [0, 1, 2, 2]
    assert FeedbackAsk.objects.get().state == "answered"


@pytest.mark.parametrize(
    ("helped", "well_used", "waiting"),
    [((1, 1, 1, 1), (1, 1, 1, 1), False), ((0, 0, 3, 3), (0, 0, 3, 2), False),
     ((0, 0, 3, 3), (0, 0, 3, 3), True)],
)  # fmt: skip
def test_counts_that_would_tell_too_much_or_do_not_fit_are_refused(
    cast: Cast, helped: Any, well_used: Any, waiting: bool
) -> None:
    count = PastCount(cast.oak, date(2024, 9, 1), helped, well_used, waiting)
    with pytest.raises(BadInput):
        take_over_past_answers([], [count], by=cast.sis_admin)
    assert not FeedbackBox.objects.exists()
