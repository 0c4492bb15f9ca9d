"""How is a visit announced, and what is in its way?"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.support.visits import REQUIRED, a_plan, a_visit, at, school_day
from trellis.lib.api import BadInput, NotNow
from trellis.notices.api import unread
from trellis.support.acts.answers import decline
from trellis.support.acts.calendar import keep_free
from trellis.support.acts.engagements import announce, call_off, join, move
from trellis.support.models import Engagement, Kind, VisitState
from trellis.support.queries.calendar import what_is_in_the_way
from trellis.support.queries.people import unit_of

Commits = Callable[..., AbstractContextManager[Any]]


def test_the_school_reads_beforehand_what_for_and_with_which_hat(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    assert (visit.state, visit.hat) == (VisitState.ANNOUNCED, "support")
    assert visit.purpose == "Plan the ratio unit with grade 7"
    step = visit.steps.get()
    assert (step.became, step.by, step.side) == ("announced", cast.specialist, "district")


def test_announced_at_is_the_servers_own_time(cast: Cast) -> None:
    before = timezone.now()
    visit = a_visit(cast.oak, by=cast.specialist)
    assert visit.announced_at is not None
    assert before <= visit.announced_at <= timezone.now()


def test_an_announcement_needs_its_line(cast: Cast) -> None:
    with pytest.raises(BadInput, match="what you come for"):
        a_visit(cast.oak, by=cast.specialist, purpose=" ")


def test_what_is_past_is_not_announced(cast: Cast) -> None:
    start = timezone.now() - timedelta(days=2)
    with pytest.raises(BadInput, match="has passed"):
        a_visit(cast.oak, by=cast.specialist, start=start)


def test_a_required_visit_keeps_no_words_whatever_was_typed(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.supervisor_of_east, team="Grade 7", **REQUIRED)
    assert (visit.openness, visit.purpose, visit.team) == ("closed", "", "")


def test_what_is_required_cannot_pass_as_support(cast: Cast) -> None:
    with pytest.raises(BadInput, match="required"):
        a_visit(cast.oak, by=cast.supervisor_of_east, kind=Kind.REQUIRED_VISIT)


def test_coaching_of_a_teacher_is_never_a_visit(cast: Cast) -> None:
    with pytest.raises(BadInput, match="agreement"):
        a_visit(cast.oak, by=cast.coach_at_oak, kind=Kind.TEACHER_COACHING)
    assert not Engagement.objects.exists()


def test_coaching_of_a_principal_says_with_whom(cast: Cast) -> None:
    with pytest.raises(BadInput, match="whom"):
        a_visit(cast.oak, by=cast.supervisor_of_east, kind=Kind.PRINCIPAL_COACHING)


def test_the_same_key_again_changes_nothing(cast: Cast) -> None:
    key = uuid.uuid4()
    first = announce(a_plan(cast.oak), by=cast.specialist, key=key)
    assert announce(a_plan(cast.oak), by=cast.specialist, key=key) == first
    assert Engagement.objects.count() == 1


def test_another_department_on_that_day_is_shown_first(cast: Cast) -> None:
    first = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(NotNow, match="Another department"):
        a_visit(cast.oak, by=cast.supervisor_of_east)
    apart = a_visit(cast.oak, by=cast.supervisor_of_east, beside=(first.pk,))
    assert apart.pk != first.pk


def test_the_same_department_and_another_school_are_not_in_the_way(cast: Cast) -> None:
    a_visit(cast.oak, by=cast.specialist)
    a_visit(cast.elm, by=cast.supervisor_of_east)
    again = a_visit(cast.oak, by=cast.specialist, start=at(school_day(3), 13))
    assert again.state == VisitState.ANNOUNCED


def test_a_visit_that_was_declined_or_called_off_is_not_in_the_way(cast: Cast) -> None:
    first = a_visit(cast.oak, by=cast.specialist)
    decline(first.pk, by=cast.principal_of_oak, why="Picture day")
    other = a_visit(cast.oak, by=cast.coach_at_oak)
    call_off(other.pk, by=cast.coach_at_oak, why="I am ill")
    assert a_visit(cast.oak, by=cast.supervisor_of_east).state == VisitState.ANNOUNCED


def test_free_days_near_it_are_offered(cast: Cast) -> None:
    day = school_day(3)
    a_visit(cast.oak, by=cast.specialist, start=at(day))
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=school_day(4), why="Testing")
    found = what_is_in_the_way(cast.oak, at(day), units=["East network"])
    assert [v.purpose for v in found.visits] == ["Plan the ratio unit with grade 7"]
    assert found.free
    assert day not in found.free
    assert school_day(4) not in found.free


def test_a_day_that_the_school_keeps_free_needs_a_reason(cast: Cast) -> None:
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=school_day(3), why="Benchmark testing")
    with pytest.raises(BadInput, match="Benchmark testing"):
        a_visit(cast.oak, by=cast.specialist)
    visit = a_visit(cast.oak, by=cast.specialist, why_that_day="A family is without heating")
    assert visit.why_that_day == "A family is without heating"


def test_joining_is_one_act_and_makes_one_visit_of_two(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    join(visit.pk, by=cast.supervisor_of_east, brings="The network's walk form")
    join(visit.pk, by=cast.supervisor_of_east)
    people = list(visit.visitors.values_list("person__name", "unit", "joined"))
    assert people == [
        ("Elena Castillo", "Student Services", False),
        ("Marcus Bell", "East network", True),
    ]
    assert Engagement.objects.count() == 1


def test_who_joined_shares_the_purpose_and_is_not_in_the_way_again(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    join(visit.pk, by=cast.supervisor_of_east)
    units = [unit_of(cast.supervisor_of_east)[1]]
    assert not what_is_in_the_way(cast.oak, visit.planned_start, units=units)


def test_what_is_over_cannot_be_joined(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    call_off(visit.pk, by=cast.specialist, why="I am ill")
    with pytest.raises(NotNow, match="called off"):
        join(visit.pk, by=cast.supervisor_of_east)


def test_a_visit_that_moves_asks_the_school_anew(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    start = at(school_day(5), 10)
    moved = move(visit.pk, by=cast.specialist, start=start, end=start + timedelta(minutes=30))
    assert (moved.state, moved.sequence, moved.planned_start) == (VisitState.ANNOUNCED, 1, start)


def test_those_who_speak_for_the_school_are_told(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        a_visit(cast.oak, by=cast.specialist)
    people = (cast.principal_of_oak, cast.team_lead_at_oak, cast.teacher_at_oak)
    assert [unread(one) for one in people] == [1, 1, 0]
    assert unread(cast.principal_of_elm) == 0
