"""Is the table of a visit's states whole, and does nothing change a state around it?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.support.visits import a_visit
from trellis.lib.api import NotNow
from trellis.support.acts.visit_steps import change_state
from trellis.support.models import VisitState
from trellis.support.rules.engagements import NEXT


def test_every_state_has_its_row() -> None:
    assert set(NEXT) == set(VisitState.values)


def test_every_state_is_reached_from_the_first() -> None:
    reached = {VisitState.ANNOUNCED.value}
    while new := {after for state in reached for after in NEXT[state]} - reached:
        reached |= {str(state) for state in new}
    assert reached == set(VisitState.values)


def test_only_what_is_called_off_is_an_end() -> None:
    assert [state for state, after in NEXT.items() if not after] == [VisitState.CANCELLED]


@pytest.mark.parametrize("was", VisitState.values)
@pytest.mark.parametrize("becomes", VisitState.values)
def test_a_visit_goes_only_where_the_table_leads(cast: Cast, was: str, becomes: str) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    visit.state = was
    visit.save()
    if becomes in NEXT[was]:
        assert change_state(visit, becomes) == was
        visit.refresh_from_db()
        assert visit.state == becomes
    else:
        with pytest.raises(NotNow, match="Elena Castillo was first"):
            change_state(visit, becomes)
