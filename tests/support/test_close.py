"""Who alone closes a request, says "not yet", opens it again or takes it back?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.support.asking import Commits, asked
from trellis.district.api import end_position
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.notices.models import Notice
from trellis.support.acts.answering import answered
from trellis.support.acts.asking import withdraw
from trellis.support.acts.closing import close, not_yet, reopen
from trellis.support.acts.taking_up import take_up
from trellis.support.models import State, SupportRequest
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def said_to_be_answered(cast: Cast) -> SupportRequest:
    request = take_up(asked(cast, by=cast.team_lead_at_oak).pk, by=cast.specialist)
    return answered(request.pk, by=cast.specialist)


def test_only_the_requester_and_the_principal_close_reopen_and_take_back(cast: Cast) -> None:
    for act in (
        lambda pk, by: close(pk, by=by),
        lambda pk, by: not_yet(pk, by=by, why="One is missing"),
        lambda pk, by: reopen(pk, by=by, why="They did not come"),
        lambda pk, by: withdraw(pk, by=by, why="Not needed"),
    ):
        may = set()
        for name, somebody in cast.everybody.items():
            request = said_to_be_answered(cast)
            try:
                act(request.pk, somebody)
            except NotThere:
                continue
            except NotNow:
                pass
            may.add(name)
        assert may == {"team_lead_at_oak", "principal_of_oak"}


def test_a_requester_who_left_the_school_closes_nothing(cast: Cast) -> None:
    request = said_to_be_answered(cast)
    end_position(cast.team_lead_at_oak.positions.get(), on=date(2024, 1, 1))
    with pytest.raises(NotThere):
        close(request.pk, by=cast.team_lead_at_oak)


def test_closing_is_a_row_with_who_and_when(cast: Cast) -> None:
    request = close(said_to_be_answered(cast).pk, by=cast.principal_of_oak)
    moved = request.transitions.last()
    assert (moved.was, moved.became, moved.by) == ("answered", "closed", cast.principal_of_oak)
    assert history_of(request)[0].act == "closed a request"


def test_the_school_may_close_what_nobody_took_up(cast: Cast) -> None:
    assert close(asked(cast).pk, by=cast.principal_of_oak).state == State.CLOSED


def test_not_yet_lets_the_clock_run_on_as_if_nothing_had_come(cast: Cast) -> None:
    request = said_to_be_answered(cast)
    found = not_yet(request.pk, by=cast.team_lead_at_oak, why="Pashto is missing")
    assert (found.state, found.lead, found.first_help_at) == (
        State.TAKEN_UP,
        cast.specialist,
        None,
    )


def test_not_yet_needs_a_reason_and_an_answer(cast: Cast) -> None:
    with pytest.raises(BadInput):
        not_yet(said_to_be_answered(cast).pk, by=cast.team_lead_at_oak, why="")
    with pytest.raises(NotNow):
        not_yet(asked(cast).pk, by=cast.principal_of_oak, why="Nothing came")


def test_opened_again_it_goes_back_to_whoever_led_it(cast: Cast) -> None:
    request = close(said_to_be_answered(cast).pk, by=cast.team_lead_at_oak)
    found = reopen(request.pk, by=cast.principal_of_oak, why="She did not come")
    assert (found.state, found.lead) == (State.TAKEN_UP, cast.specialist)


@pytest.mark.parametrize("again", [True, False])
def test_when_the_lead_has_left_it_lies_on_the_desk_again(cast: Cast, again: bool) -> None:
    request = said_to_be_answered(cast)
    if again:
        close(request.pk, by=cast.principal_of_oak)
    end_position(cast.specialist.positions.get(), on=date(2024, 1, 1))
    act = reopen if again else not_yet
    found = act(request.pk, by=cast.principal_of_oak, why="Nobody came")
    assert (found.state, found.lead) == (State.ASKED, None)


def test_what_was_taken_up_is_taken_back_only_with_a_reason(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    with pytest.raises(BadInput):
        withdraw(request.pk, by=cast.principal_of_oak)
    assert withdraw(request.pk, by=cast.principal_of_oak, why="The night is off").state == (
        State.WITHDRAWN
    )


def test_whoever_led_it_is_told_that_it_is_closed(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    request = said_to_be_answered(cast)
    with django_capture_on_commit_callbacks(execute=True):
        close(request.pk, by=cast.principal_of_oak)
    notice = Notice.objects.get()
    assert (notice.person, notice.words) == (
        cast.specialist,
        f"Oak Hollow has what it needs: “{request.title}” is closed.",
    )
