"""What can a school say to an announced visit, and the department to that?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cast import Cast
from tests.support.visits import REQUIRED, a_visit, at, school_day
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts.answers import agree, ask_to_change, decline, take_their_time
from trellis.support.acts.engagements import call_off
from trellis.support.models import Kind, VisitState


def test_fine_by_us_is_a_row_with_who_and_when(cast: Cast) -> None:
    visit = agree(a_visit(cast.oak, by=cast.specialist).pk, by=cast.principal_of_oak)
    step = visit.steps.last()
    assert visit.state == VisitState.AGREED
    assert step is not None
    assert (step.was, step.became, step.by, step.side) == (
        "announced",
        "agreed",
        cast.principal_of_oak,
        "school",
    )


def test_said_twice_it_stands_once(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    agree(visit.pk, by=cast.principal_of_oak)
    agree(visit.pk, by=cast.team_lead_at_oak)
    assert visit.steps.count() == 2


@pytest.mark.parametrize(
    "persona", ["teacher_at_oak", "principal_of_elm", "cabinet", "specialist", "coach_at_oak"]
)
def test_nobody_else_answers_for_the_school(cast: Cast, persona: str) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(NotThere):
        agree(visit.pk, by=getattr(cast, persona))


def test_the_school_proposes_a_time_and_the_department_takes_it(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    start = at(school_day(5), 13)
    ask_to_change(
        visit.pk,
        by=cast.principal_of_oak,
        words="Grade 7 meets after lunch",
        start=start,
        end=start + timedelta(minutes=30),
    )
    taken = take_their_time(visit.pk, by=cast.specialist)
    assert (taken.state, taken.planned_start, taken.minutes_planned) == ("agreed", start, 30)
    assert taken.sequence == 1


def test_a_change_of_what_is_done_needs_no_time_but_words(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(BadInput, match="rather do"):
        ask_to_change(visit.pk, by=cast.principal_of_oak, words="")
    changed = ask_to_change(visit.pk, by=cast.principal_of_oak, words="Rather with grade 6")
    assert changed.state == VisitState.CHANGED
    with pytest.raises(NotNow, match="has not proposed a time"):
        take_their_time(visit.pk, by=cast.specialist)


def test_not_this_week_says_why(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(BadInput, match="why"):
        decline(visit.pk, by=cast.principal_of_oak, why="")
    assert decline(visit.pk, by=cast.principal_of_oak, why="Testing week").state == "declined"


def test_whoever_comes_second_is_told_who_was_first(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    call_off(visit.pk, by=cast.specialist, why="I am ill")
    with pytest.raises(NotNow, match="Elena Castillo was first"):
        agree(visit.pk, by=cast.principal_of_oak)


def test_a_required_visit_can_be_moved_but_not_declined(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.supervisor_of_east, **REQUIRED)
    with pytest.raises(NotNow, match="moved, not declined"):
        decline(visit.pk, by=cast.principal_of_oak, why="No time")
    asked = ask_to_change(visit.pk, by=cast.principal_of_oak, words="Friday would be better")
    assert asked.state == VisitState.CHANGED


def test_coaching_between_two_is_answered_by_the_other_one_alone(cast: Cast) -> None:
    visit = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
    )
    with pytest.raises(NotThere):
        agree(visit.pk, by=cast.team_lead_at_oak)
    assert agree(visit.pk, by=cast.principal_of_oak).state == VisitState.AGREED
