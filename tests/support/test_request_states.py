"""Does the table of states cover every state, and does every act keep to it?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.support.asking import asked
from trellis.lib.api import NotNow
from trellis.support.models import OPEN, State, SupportRequest
from trellis.support.rules.requests import NEXT, check_can_become

pytestmark = pytest.mark.django_db


def test_every_state_has_a_row_and_every_target_is_a_state() -> None:
    assert set(NEXT) == set(State)
    assert set().union(*NEXT.values()) <= set(State)


def test_every_state_is_reached_from_the_first_and_every_open_one_can_be_closed() -> None:
    reached, ahead = {State.ASKED}, [State.ASKED]
    while ahead:
        new = NEXT[ahead.pop()] - reached
        reached |= new
        ahead += list(new)
    assert reached == set(State)
    assert all(State.CLOSED in NEXT[state] for state in OPEN)


@pytest.mark.parametrize("was", State.values)
@pytest.mark.parametrize("becomes", State.values)
def test_what_is_not_next_is_refused_with_a_sentence(was: str, becomes: str, cast: Cast) -> None:
    request: SupportRequest = asked(cast)
    request.state = was
    if becomes in NEXT[was]:
        check_can_become(request, becomes)
        return
    with pytest.raises(NotNow) as refused:
        check_can_become(request, becomes)
    assert refused.value.sentence.endswith(".")
