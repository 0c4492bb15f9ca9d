"""What does a school's week show, which days are crowded, and who keeps days free?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.support.visits import a_visit, at, school_day
from trellis.district.api import keep_school_days
from trellis.lib.api import BadInput, NotThere
from trellis.support.acts.calendar import keep_free, open_again
from trellis.support.acts.engagements import call_off, join
from trellis.support.models import Blackout, SupportRequest
from trellis.support.queries.calendar import week_of


def test_a_week_has_five_days_and_every_departments_visits(cast: Cast) -> None:
    day = school_day(3)
    a_visit(cast.oak, by=cast.specialist, start=at(day))
    week = week_of(cast.oak, day, seen_by=cast.principal_of_oak)
    assert [one.day.weekday() for one in week.days] == [0, 1, 2, 3, 4]
    assert [seen.names for seen in week.visits] == ["Elena Castillo"]
    assert week.crowded == []


def test_two_departments_for_different_reasons_make_a_day_crowded(cast: Cast) -> None:
    day = school_day(3)
    first = a_visit(cast.oak, by=cast.specialist, start=at(day))
    a_visit(cast.oak, by=cast.supervisor_of_east, start=at(day, 13), beside=(first.pk,))
    (crowded,) = week_of(cast.oak, day, seen_by=cast.principal_of_oak).crowded
    assert [seen.names for seen in crowded.collide] == ["Elena Castillo", "Marcus Bell"]


def test_one_joint_visit_is_not_crowded(cast: Cast) -> None:
    day = school_day(3)
    visit = a_visit(cast.oak, by=cast.specialist, start=at(day))
    join(visit.pk, by=cast.supervisor_of_east)
    assert week_of(cast.oak, day, seen_by=cast.principal_of_oak).crowded == []


def test_visits_for_one_request_are_not_crowded(cast: Cast) -> None:
    day = school_day(3)
    asked = SupportRequest.objects.create(
        school=cast.oak,
        title="Two substitute days",
        asked_by=cast.principal_of_oak,
        reply_in_days=3,
        visit_in_days=10,
        department=cast.academics,
    )
    a_visit(cast.oak, by=cast.specialist, start=at(day), request=asked)
    a_visit(cast.oak, by=cast.supervisor_of_east, start=at(day, 13), request=asked)
    assert week_of(cast.oak, day, seen_by=cast.principal_of_oak).crowded == []


def test_what_was_called_off_is_not_in_the_week(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    call_off(visit.pk, by=cast.specialist, why="I am ill")
    assert week_of(cast.oak, school_day(3), seen_by=cast.principal_of_oak).visits == []


def test_a_saturday_shows_the_week_ahead(cast: Cast) -> None:
    today = timezone.localdate()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    week = week_of(cast.oak, saturday, seen_by=cast.principal_of_oak)
    assert week.begins == saturday + timedelta(days=2)


def test_holidays_are_said(cast: Cast) -> None:
    day = school_day(3)
    monday = day - timedelta(days=day.weekday())
    keep_school_days([monday, monday + timedelta(days=4)])
    week = week_of(cast.oak, day, seen_by=cast.principal_of_oak)
    assert [one.in_session for one in week.days] == [True, False, False, False, True]


def test_the_principal_keeps_a_day_free_and_opens_it_again(cast: Cast) -> None:
    day = school_day(4)
    kept = keep_free(cast.oak.pk, by=cast.principal_of_oak, day=day, why="Benchmark testing")
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=day, why="Something else")
    assert Blackout.objects.get().why == "Benchmark testing"
    shown = {d.day: d for d in week_of(cast.oak, day, seen_by=cast.specialist).days}
    assert shown[day].blackout == kept
    open_again(kept.pk, by=cast.principal_of_oak)
    shown = {d.day: d for d in week_of(cast.oak, day, seen_by=cast.specialist).days}
    assert shown[day].blackout is None


@pytest.mark.parametrize("persona", ["team_lead_at_oak", "principal_of_elm", "cabinet"])
def test_nobody_else_keeps_days_free(cast: Cast, persona: str) -> None:
    with pytest.raises(NotThere):
        keep_free(cast.oak.pk, by=getattr(cast, persona), day=school_day(4), why="Testing")


def test_a_day_that_has_passed_is_not_kept_free(cast: Cast) -> None:
    with pytest.raises(BadInput, match="passed"):
        keep_free(
            cast.oak.pk,
            by=cast.principal_of_oak,
            day=timezone.localdate() - timedelta(days=1),
            why="Testing",
        )


def test_the_page_asks_as_many_questions_of_the_database_for_ten_visits_as_for_two(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    day = school_day(3)
    for hour in range(8, 16):
        a_visit(cast.oak, by=cast.specialist, start=at(day, hour))
    client = Client()
    client.force_login(cast.principal_of_oak)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        client.get(reverse("school-week", args=[cast.oak.key]), {"day": day.isoformat()})


def test_the_offer_to_join_stands_on_the_form_and_one_press_joins(cast: Cast) -> None:
    day = school_day(3)
    visit = a_visit(cast.oak, by=cast.specialist, start=at(day))
    client = Client()
    client.force_login(cast.supervisor_of_east)
    form = {
        "school": cast.oak.key,
        "kind": "problem_solving",
        "purpose": "Our monthly talk",
        "day": day.isoformat(),
        "clock": "10:00",
        "minutes": "60",
    }
    answer = client.post(reverse("announce"), form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Our monthly talk" in page
    assert reverse("visit-joined", args=[visit.pk]) in page
    client.post(reverse("visit-joined", args=[visit.pk]))
    assert visit.visitors.count() == 2
