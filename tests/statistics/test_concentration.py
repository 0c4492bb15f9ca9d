"""Does the concentration index agree with R, and does its interval mean what it says?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.statistics.reading import column, rows
from trellis.statistics.api import Concentration, concentration

schools = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 9), st.integers(1, 900)), min_size=3, max_size=25
)


def found_for(
    support: list[float], need: list[float], students: list[float], draws: int = 60
) -> Concentration:
    return concentration(support, need, students, rng=np.random.default_rng(5), draws=draws)


@pytest.mark.parametrize("weights", ["equal", "students"])
def test_index_and_error_are_those_of_r(shared_data: Path, weights: str) -> None:
    table = rows(shared_data, "inputs/concentration.csv")
    support, need = column(table, "hours_per_100"), column(table, "need")
    students = column(table, "students") if weights == "students" else [1.0] * len(table)
    expected = next(
        row for row in rows(shared_data, "expected/concentration.csv") if row["weights"] == weights
    )
    found = found_for(support, need, students, draws=4000)
    assert found.index == pytest.approx(float(expected["index"]), abs=1e-12)
    assert found.n == int(expected["n"])
    # The expanded interval is a little wider than ±1.96 bootstrap errors of 45 schools.
    half = (found.high - found.low) / 2
    assert half == pytest.approx(2.04 * float(expected["se_bootstrap"]), rel=0.08)


def test_even_support_has_no_index_and_lies_on_the_diagonal() -> None:
    found = found_for([3, 3, 3, 3], [0.1, 0.2, 0.3, 0.4], [100, 50, 300, 20])
    assert found.index == pytest.approx(0, abs=1e-12)
    assert all(point.support == pytest.approx(point.students) for point in found.curve)


def test_all_support_for_the_neediest_of_two_is_worked_out_by_hand() -> None:
    found = found_for([0, 8], [1, 2], [100, 100])
    assert found.index == pytest.approx(0.5)
    assert [p.support for p in found.curve if p.students in (0.5, 0.8)] == pytest.approx([0, 0.6])


def test_what_makes_no_sense_is_refused() -> None:
    for support in ([0, 0], [1, -1], [1]):
        with pytest.raises(ValueError, match="Spread over need"):
            found_for(support, [1, 2], [10, 10])
    with pytest.raises(ValueError, match="and students"):
        found_for([1, 2], [1, 2], [10, 0])


def test_the_same_draws_give_the_same_interval() -> None:
    given_to = ([1.0, 5, 2, 8], [1.0, 2, 3, 4], [10.0, 20, 30, 40])
    assert found_for(*given_to) == found_for(*given_to)


@settings(deadline=None, max_examples=50)
@given(schools, st.integers(2, 9))
def test_scale_order_and_splitting_change_nothing(
    made: list[tuple[int, int, int]], times: int
) -> None:
    assume(any(hours for hours, _, _ in made))
    support, need, students = (list(map(float, part)) for part in zip(*made, strict=True))
    plain = found_for(support, need, students).index
    scaled = found_for([x * times for x in support], [x * times + 3 for x in need], students).index
    backwards = found_for(support[::-1], need[::-1], students[::-1]).index
    halves = [weight / 2 for weight in students]
    split = found_for(support * 2, need * 2, halves * 2).index
    for other in (scaled, backwards, split):
        assert other == pytest.approx(plain, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(schools)
def test_index_is_twice_the_area_above_the_curve_and_turns_with_need(
    made: list[tuple[int, int, int]],
) -> None:
    assume(any(hours for hours, _, _ in made))
    support, need, students = (list(map(float, part)) for part in zip(*made, strict=True))
    found = found_for(support, need, students)
    assert -1 <= found.index <= 1
    turned = found_for(support, [-x for x in need], students)
    assert turned.index == pytest.approx(-found.index, abs=1e-9)
    assert [found.curve[0].support, found.curve[-1].support] == pytest.approx([0, 1])
    pairs = zip(found.curve, found.curve[1:], strict=False)
    assert all(after.support >= before.support - 1e-12 for before, after in pairs)


@pytest.mark.slow
def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(11)
    truth, tries, hits = 0.156, 300, 0
    for _ in range(tries):
        need, students = rng.beta(2, 3, 30), rng.lognormal(6.3, 0.45, 30)
        support = rng.gamma(3, 1, 30) * (2 + 6 * need)
        found = concentration(support, need, students, rng=rng, draws=600)
        hits += found.low <= truth <= found.high
    assert 0.90 <= hits / tries <= 0.98
