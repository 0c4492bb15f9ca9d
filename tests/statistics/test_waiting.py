"""Does the waiting curve agree with R, and does it count those who still wait?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statistics.reading import or_none, rows
from trellis.statistics.api import compare_waiting, waiting_times

DEPARTMENTS = ("all", "curriculum", "facilities")
requests = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


def requests_of(shared_data: Path, department: str) -> tuple[list[float], list[bool]]:
    asked = [
        row
        for row in rows(shared_data, "inputs/waiting.csv")
        if department in ("all", row["department"])
    ]
    return [float(row["school_days"]) for row in asked], [row["answered"] == "1" for row in asked]


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_the_curve_is_that_of_r(shared_data: Path, department: str) -> None:
    found = waiting_times(*requests_of(shared_data, department))
    expected = [
        row
        for row in rows(shared_data, "expected/waiting_curve.csv")
        if row["department"] == department
    ]
    assert len(found.steps) == len(expected)
    for step, row in zip(found.steps, expected, strict=True):
        counted = [step.day, step.at_risk, step.answered, step.still_open]
        names = ("school_days", "at_risk", "answered", "censored")
        assert counted == [float(row[name]) for name in names]
        assert step.waiting == pytest.approx(float(row["still_waiting"]), abs=1e-12)
        assert step.low == pytest.approx(or_none(row["low"]), abs=1e-12)
        assert step.high == pytest.approx(or_none(row["high"]), abs=1e-12)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_quantiles_and_their_limits_are_those_of_r(shared_data: Path, department: str) -> None:
    found = waiting_times(*requests_of(shared_data, department))
    for row in rows(shared_data, "expected/waiting_quantiles.csv"):
        if row["department"] != department:
            continue
        within = found.within(float(row["quantile"]))
        wanted = [or_none(row[name]) for name in ("school_days", "low", "high")]
        assert [within.day, within.low, within.high] == wanted
        assert found.n == int(row["n"])
        assert found.n - found.n_open == int(row["answered"])
        if row["quantile"] == "0.5":
            assert [found.median, found.low, found.high] == wanted


def test_two_departments_are_compared_as_by_r(shared_data: Path) -> None:
    row = rows(shared_data, "expected/waiting_logrank.csv")[0]
    found = compare_waiting(
        *requests_of(shared_data, "curriculum"), *requests_of(shared_data, "facilities")
    )
    assert found.chi_square == pytest.approx(float(row["chisq"]), abs=1e-9)
    assert found.p == pytest.approx(float(row["p"]), abs=1e-12)


def test_without_open_requests_the_median_is_the_middle_one() -> None:
    assert waiting_times([5, 1, 9], [True] * 3).median == 5


def test_open_requests_make_the_median_later_not_earlier() -> None:
    answered = [1, 2, 3, 4]
    without = waiting_times(answered, [True] * 4)
    with_open = waiting_times([*answered, 20, 20, 20], [True] * 4 + [False] * 3)
    assert (without.median, with_open.median) == (2, 4)
    assert with_open.n_open == 3


def test_nothing_answered_has_a_flat_curve_and_no_median() -> None:
    found = waiting_times([3, 8], [False, False])
    assert [step.waiting for step in found.steps] == [1, 1]
    assert (found.median, found.low, found.high) == (None, None, None)


def test_an_answer_comes_before_an_open_request_of_the_same_day() -> None:
    assert waiting_times([4, 4], [True, False]).steps[0].waiting == 0.5


def test_what_makes_no_sense_is_refused() -> None:
    for days, answered in (([], []), ([-1.0], [True]), ([1.0, 2.0], [True])):
        with pytest.raises(ValueError, match="one number of days"):
            waiting_times(days, answered)
    with pytest.raises(ValueError, match="once something was answered"):
        compare_waiting([1], [False], [2], [False])


@given(requests)
def test_the_curve_falls_and_its_band_holds_it(asked: list[tuple[int, bool]]) -> None:
    found = waiting_times(*zip(*asked, strict=True))
    shares = [1.0, *(step.waiting for step in found.steps)]
    assert all(before >= after for before, after in zip(shares, shares[1:], strict=False))
    assert sum(step.answered + step.still_open for step in found.steps) == found.n
    for step in found.steps:
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= step.waiting <= step.high <= 1
    for day, limit in ((found.low, found.median), (found.median, found.high)):
        assert None in (day, limit) or day <= limit


@given(requests, st.integers(2, 5))
def test_counting_in_other_units_stretches_the_curve_only(
    asked: list[tuple[int, bool]], times: int
) -> None:
    days, answered = zip(*asked, strict=True)
    plain = waiting_times(days, answered)
    stretched = waiting_times([day * times for day in days], answered)
    assert [s.waiting for s in stretched.steps] == [s.waiting for s in plain.steps]
    assert stretched.median == (None if plain.median is None else plain.median * times)


@given(requests, st.randoms(use_true_random=False))
def test_the_order_of_requests_changes_nothing(asked: list[tuple[int, bool]], random) -> None:
    shuffled = list(asked)
    random.shuffle(shuffled)
    assert waiting_times(*zip(*shuffled, strict=True)) == waiting_times(*zip(*asked, strict=True))
