"""Does a pinned finding stay what it was, whatever is published afterwards?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.evidence.lakes import YEAR, publish
from trellis.evidence.api import Ask, answer, frozen, pin
from trellis.evidence.models import Finding
from trellis.lib.api import NotAllowed, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db

BY_SCHOOL = Ask("chronic_absence", "schools", year=YEAR)


def counts(cast: Cast, n: int) -> dict[tuple[str, str], int]:
    return {(school.key, grade): n for school in (cast.oak, cast.elm) for grade in ("06", "07")}


def shown(found: object) -> list[tuple[object, ...]]:
    return [(r["place_id"], r["n_shown"], r["low"], r["high"]) for r in found.rows]  # type: ignore[attr-defined]


def test_a_finding_keeps_its_figures_when_the_lake_moves_on(cast: Cast) -> None:
    schools = [cast.oak, cast.elm]
    publish(cast.sis_admin, schools, counts(cast, 40))
    finding = pin(BY_SCHOOL, by=cast.coach_at_oak)
    before = shown(frozen(finding))
    publish(cast.sis_admin, schools, counts(cast, 40), missed=60)
    assert shown(frozen(Finding.objects.get(pk=finding.pk))) == before
    assert shown(answer(BY_SCHOOL)) != before
    assert finding.publication.number == 1
    assert [entry.act for entry in history_of(finding)] == ["pinned a finding"]


def test_the_same_question_on_one_state_is_one_finding(cast: Cast) -> None:
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40))
    first = pin(BY_SCHOOL, by=cast.coach_at_oak)
    assert pin(BY_SCHOOL, by=cast.coach_at_oak) == first
    assert pin(BY_SCHOOL, by=cast.cabinet) != first


def test_a_finding_knows_the_schools_that_have_a_figure_in_it(cast: Cast) -> None:
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40))
    finding = pin(BY_SCHOOL, by=cast.coach_at_oak)
    assert set(finding.schools.all()) == {cast.oak, cast.elm}


def test_a_board_observer_pins_nothing(cast: Cast) -> None:
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40))
    with pytest.raises(NotAllowed):
        pin(BY_SCHOOL, by=cast.board_observer)


def test_nothing_is_pinned_of_what_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotThere):
        pin(BY_SCHOOL, by=cast.coach_at_oak)
    publish(cast.sis_admin, [cast.oak, cast.elm], counts(cast, 40))
    with pytest.raises(NotThere):
        pin(BY_SCHOOL.but(year=YEAR - 1), by=cast.coach_at_oak)
