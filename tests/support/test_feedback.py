"""Who is asked, how are answers kept without their givers, and when are they shown?"""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, person
from tests.support.visits import a_logged_visit, a_visit
from trellis.district.api import Role
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts import feedback as acts
from trellis.support.models import (
    Engagement,
    FeedbackAsk,
    FeedbackBox,
    FeedbackRelease,
    Kind,
)
from trellis.support.queries.feedback import asks_of, feedback_rate, told_about
from trellis.support.rules.feedback import SHARE_ASKED, is_asked_about, week_of_day
from trellis.trail.models import Entry


class Always(random.Random):
    """Dice that always say yes."""

    def random(self) -> float:
        return 0.0


def an_ask(visit: Engagement, who: object, *, weeks_ago: int = 0) -> FeedbackAsk:
    week = week_of_day(timezone.localdate()) - timedelta(weeks=weeks_ago)
    return FeedbackAsk.objects.create(engagement=visit, person=who, week=week)


def answers(cast: Cast, how_many: int, *, helped: int = 4) -> None:
    """So many people of the school answer about visits of one department."""
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    start = Engagement.objects.count() * 100
    for number in range(how_many):
        who = person(f"Lead Number{start + number}", Role.TEAM_LEAD, org=cast.oak)
        acts.answer(an_ask(visit, who).pk, by=who, helped=helped, well_used=3)


def test_one_person_who_speaks_for_the_school_is_asked(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = acts.ask_after(visit, rng=Always(1))
    assert ask is not None
    assert ask.person in (cast.principal_of_oak, cast.team_lead_at_oak)
    assert list(asks_of(ask.person)) == [ask]


def test_nobody_is_asked_twice_in_a_week(cast: Cast) -> None:
    asked = [
        acts.ask_after(a_logged_visit(cast.oak, by=cast.specialist), rng=Always(n))
        for n in range(4)
    ]
    people = [ask.person for ask in asked if ask]
    assert len(people) == len(set(people)) == 2
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert acts.ask_after(a_visit(cast.oak, by=cast.specialist), rng=Always(1))


def test_about_half_of_the_visits_are_asked_about(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    rng = random.Random(4)  # noqa: S311 - no secret
    share = sum(is_asked_about(visit, rng=rng) for _ in range(2000)) / 2000
    assert abs(share - SHARE_ASKED) < 0.05


def test_nobody_is_asked_about_what_was_between_two(cast: Cast) -> None:
    visit = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
    )
    assert acts.ask_after(visit, rng=Always(1)) is None


def test_no_table_ties_an_answer_to_who_gave_it(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = an_ask(visit, cast.principal_of_oak)
    acts.answer(ask.pk, by=cast.principal_of_oak, helped=1, well_used=2)
    with connection.cursor() as cursor:
        columns = {
            table: [c.name for c in connection.introspection.get_table_description(cursor, table)]
            for table in ("support_feedbackask", "support_feedbackbox", "support_feedbackrelease")
        }
    assert set(columns["support_feedbackask"]) == {
        "id",
        "engagement_id",
        "person_id",
        "week",
        "state",
    }
    assert set(columns["support_feedbackbox"]) == {"id", "department_id", "school_id", "waiting"}
    ask.refresh_from_db()
    assert ask.state == "answered"


def test_an_answer_leaves_no_time(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = an_ask(visit, cast.principal_of_oak)
    lines = Entry.objects.count()
    acts.answer(ask.pk, by=cast.principal_of_oak, helped=1, well_used=2)
    assert Entry.objects.count() == lines
    box = FeedbackBox.objects.get(department=cast.student_services)
    assert box.waiting["helped"] == [1, 0, 0, 0]
    assert not FeedbackRelease.objects.exists()


@pytest.mark.parametrize(("how_many", "shown"), [(4, 0), (5, 5), (9, 5), (10, 10)])
def test_answers_are_shown_five_at_a_time(cast: Cast, how_many: int, shown: int) -> None:
    answers(cast, how_many)
    told = told_about(cast.student_services, seen_by=cast.specialist)
    assert told is not None
    assert (told.answers[0].n if told.answers else 0) == shown


def test_a_cabinet_member_sees_a_department_from_ten_on(cast: Cast) -> None:
    answers(cast, 5)
    told = told_about(cast.student_services, seen_by=cast.cabinet)
    assert told is not None
    assert told.answers == ()
    answers(cast, 5)
    told = told_about(cast.student_services, seen_by=cast.cabinet)
    assert told is not None
    assert told.answers[0].n == 10


def test_the_share_has_its_interval(cast: Cast) -> None:
    answers(cast, 4, helped=4)
    answers(cast, 6, helped=1)
    told = told_about(cast.student_services, seen_by=cast.specialist)
    assert told is not None
    first = told.answers[0]
    assert (first.upper, first.n) == (4, 10)
    assert (round(first.share.low, 3), round(first.share.high, 3)) == (0.168, 0.687)


def test_months_are_broken_out_only_with_ten_answers_each(cast: Cast) -> None:
    answers(cast, 10)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        answers(cast, 5)
        told = told_about(cast.student_services, seen_by=cast.specialist)
        assert told is not None
        assert told.by_month == ()
        answers(cast, 5)
        told = told_about(cast.student_services, seen_by=cast.specialist)
        assert told is not None
        assert [n for _month, n, _upper in told.by_month] == [10, 10]


def test_a_schools_answers_are_for_its_own_people(cast: Cast) -> None:
    answers(cast, 5)
    sees = {
        name
        for name, who in cast.everybody.items()
        if told_about(cast.oak, seen_by=who) is not None
    }
    assert sees == {"coach_at_oak", "principal_of_oak", "team_lead_at_oak", "teacher_at_oak"}


def test_only_whoever_was_asked_answers_and_once(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = an_ask(visit, cast.principal_of_oak)
    with pytest.raises(NotThere):
        acts.answer(ask.pk, by=cast.team_lead_at_oak, helped=1, well_used=1)
    with pytest.raises(BadInput):
        acts.answer(ask.pk, by=cast.principal_of_oak, helped=5, well_used=1)
    acts.answer(ask.pk, by=cast.principal_of_oak, helped=1, well_used=1)
    with pytest.raises(NotNow, match="already"):
        acts.answer(ask.pk, by=cast.principal_of_oak, helped=4, well_used=4)


def test_who_was_not_there_is_not_counted(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    acts.was_not_there(an_ask(visit, cast.principal_of_oak).pk, by=cast.principal_of_oak)
    assert not FeedbackBox.objects.exists()


def test_two_questions_on_a_page_and_a_thank_you(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = an_ask(visit, cast.principal_of_oak)
    client = Client()
    client.force_login(cast.principal_of_oak)
    page = client.get(ask.get_absolute_url()).content.decode()
    assert "Did this visit help us move our goal?" in page
    assert "Was our time well used?" in page
    again = client.post(ask.get_absolute_url(), {"helped": "4"})
    assert again.status_code == 422
    thanks = client.post(ask.get_absolute_url(), {"helped": "4", "well_used": "3"}, follow=True)
    assert "it shows when five people have answered" in thanks.content.decode()
    assert FeedbackBox.objects.get(school=cast.oak).waiting["helped"] == [0, 0, 0, 1]


def test_after_two_weeks_the_questions_are_closed_and_count_as_unanswered(cast: Cast) -> None:
    visit = a_logged_visit(cast.oak, by=cast.specialist)
    ask = an_ask(visit, cast.principal_of_oak, weeks_ago=4)
    answered = an_ask(visit, cast.team_lead_at_oak, weeks_ago=4)
    answered.state = FeedbackAsk.State.ANSWERED
    answered.save()
    assert list(asks_of(cast.principal_of_oak)) == []
    with pytest.raises(NotNow, match="closed"):
        acts.answer(ask.pk, by=cast.principal_of_oak, helped=1, well_used=1)
    assert feedback_rate() == (1, 2)
