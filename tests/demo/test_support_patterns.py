"""Is each known pattern in three years of support found by the measure that is meant for it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.demo.story_world import StoryWorld, a_district
from trellis.demo.support.story import tell_support
from trellis.demo.support.truth import SupportTruth
from trellis.district.api import Department
from trellis.statistics.api import share
from trellis.support.metrics.counted import count
from trellis.support.metrics.definition import ALL
from trellis.support.metrics.measures import MEASURES
from trellis.support.metrics.reading import read
from trellis.support.queries.equity import Equity, equity, students_by_school
from trellis.support.queries.windows import latest

pytestmark = pytest.mark.django_db

A_YEAR = 160
"""School days."""


@dataclass(frozen=True)
class Found:
    """What is true, and the district in which it is to be found."""

    truth: SupportTruth
    world: StoryWorld

    def counts(self, key: str, *, until: date | None = None, days: int = A_YEAR) -> Any:
        """What a measure comes to in a window, by department, with departments by their key."""
        measure = MEASURES[key]
        made = count(measure, read(latest(days, today=until), measure.needs)).counts
        if not isinstance(made, dict):
            return made
        names: dict[int, str] = dict(Department.objects.values_list("pk", "key"))
        return {
            names.get(pk, "all" if pk == ALL else "networks"): told for pk, told in made.items()
        }

    def spring(self, years_ago: int) -> date:
        """The end of May of the last whole school year, or of one before it."""
        return date(self.truth.slips_from - years_ago, 5, 27)


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Found]:
    with a_district(django_db_blocker, tmp_path_factory.mktemp("patterns")) as world:
        truth = tell_support(world.people)
        assert truth is not None
        yield Found(truth, world)


@pytest.fixture(autouse=True)
def lake_of_the_story(told: Found, settings: Any) -> None:
    settings.LAKE = told.world.lake


def test_the_neglected_school_is_the_one_that_is_silent(told: Found) -> None:
    keys = {school.pk: school.key for school in told.world.schools}
    silent = told.counts("silent", days=MEASURES["silent"].definition.days)
    assert [keys[pk] for pk in silent] == [told.truth.neglected]


def test_the_neglected_school_is_offered_the_next_free_day(told: Found) -> None:
    found = _equity()
    assert told.truth.neglected in {offer.school.key for offer in found.offers}
    assert _by_gap(found)[0] == told.truth.neglected
    assert len(found.offers) <= 4


def test_the_overvisited_school_bears_the_greatest_load_for_its_size(told: Found) -> None:
    measure, students = MEASURES["load"], students_by_school()
    ledger = read(latest(A_YEAR), measure.needs)
    keys = {school.pk: school.key for school in told.world.schools}
    minutes = zip(ledger.schools, count(measure, ledger).counts[ALL], strict=True)
    load = {keys[pk]: asked / students[keys[pk]] for pk, asked in minutes}
    heaviest, second = sorted(load, key=lambda key: -load[key])[:2]
    assert heaviest == told.truth.overvisited
    assert load[heaviest] > 1.25 * load[second]


def test_the_overvisited_school_stands_far_above_what_schools_of_such_need_get(
    told: Found,
) -> None:
    found = _equity()
    assert _by_gap(found)[-1] == told.truth.overvisited
    assert found.line is not None
    assert max(gap.low for gap in found.line.gaps) > 3 * found.line.scatter


@pytest.mark.parametrize("years_ago", [0, 1, 2])
def test_the_colliding_department_comes_apart_more_often_than_any_other(
    told: Found, years_ago: int
) -> None:
    shares = told.counts("collisions", until=told.spring(years_ago))
    assert _stands_out(shares, told.truth.collides, above=True)


def test_the_departments_promise_slips_since_last_year_and_not_before(told: Found) -> None:
    slipped = told.counts("promise-kept", until=told.spring(0))
    assert _stands_out(slipped, told.truth.slips, above=False)
    before = told.counts("promise-kept", until=told.spring(1))
    k, n = before[told.truth.slips]
    assert k / n > 0.8
    assert not _stands_out(before, told.truth.slips, above=False)


def test_one_department_gives_little_notice(told: Found) -> None:
    shares = told.counts("notice", until=told.spring(0))
    assert _stands_out(shares, told.truth.unannounced, above=False)


def test_one_departments_visits_are_felt_to_help_more_each_year(told: Found) -> None:
    years = [told.counts("worth", until=told.spring(ago))[told.truth.grows] for ago in (2, 1, 0)]
    shares = [k / n for k, n in years]
    assert all(n >= MEASURES["worth"].definition.least for _k, n in years)
    assert shares[0] + 0.2 < shares[2]


def test_schools_ask_for_more_of_the_support_each_year(told: Found) -> None:
    years = [told.counts("requested", until=told.spring(ago))["all"] for ago in (2, 1, 0)]
    low, middle, high = (share(k, n) for k, n in years)
    assert low.high < middle.low
    assert middle.high < high.low


def test_support_does_not_follow_need_in_the_first_year_and_does_better_in_the_third(
    told: Found,
) -> None:
    first, third = _equity(told.spring(2)), _equity(told.spring(0))
    assert first.spread is not None
    assert third.spread is not None
    assert first.spread.index < 0 < third.spread.index
    assert third.spread.index - first.spread.index > 0.15


def _equity(today: date | None = None) -> Equity:
    found = equity(today=today)
    assert found is not None
    return found


def _by_gap(found: Equity) -> list[str]:
    """Schools by how far they stand from the line, the one with the least support first."""
    assert found.line is not None
    both = zip(found.given, found.line.gaps, strict=True)
    return [one.school.key for one, gap in sorted(both, key=lambda pair: pair[1].value)]


def _stands_out(shares: dict[str, tuple[int, int]], who: str, *, above: bool) -> bool:
    """Whether a department's interval lies beyond the estimate of each other department."""
    own = share(*shares[who])
    others = [share(k, n).value for key, (k, n) in shares.items() if key not in (who, "all")]
    return own.low > max(others) if above else own.high < min(others)
