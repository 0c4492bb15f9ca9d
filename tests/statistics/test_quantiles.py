"""Do medians and weighted quantiles agree with R?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statistics.reading import column, or_none, rows
from trellis.statistics.api import median, spread, weighted_quantile

values = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40)


def test_weighted_quantiles_and_their_limits_are_those_of_r(shared_data: Path) -> None:
    table = rows(shared_data, "inputs/weighted.csv")
    for row in rows(shared_data, "expected/weighted_quantiles.csv"):
        found = weighted_quantile(column(table, "value"), column(table, "weight"), float(row["p"]))
        wanted = [or_none(row[name]) for name in ("step", "woodruff_low", "woodruff_high")]
        assert [found.value, found.low, found.high] == wanted, row


def test_medians_and_their_limits_are_those_of_r(shared_data: Path) -> None:
    schools: dict[str, list[float]] = {}
    for row in rows(shared_data, "expected/growth_percentiles.csv"):
        if row["sgp_one_br"]:
            schools.setdefault(row["school"], []).append(float(row["sgp_one_br"]))
    for row in rows(shared_data, "expected/median_sgp.csv"):
        found = median(schools[row["school"]])
        wanted = [or_none(row[name]) for name in ("median_sgp", "low", "high")]
        assert [found.value, found.low, found.high] == wanted, row


def test_few_values_have_a_median_without_limits() -> None:
    found = median([4, 8, 6])
    assert (found.value, found.low, found.high, found.n) == (6, None, None, 3)


def test_quarters_are_interpolated() -> None:
    found = spread([1, 2, 3, 4])
    assert (found.lower_quarter, found.median.value, found.upper_quarter) == (1.75, 2.5, 3.25)


def test_nothing_has_no_middle() -> None:
    with pytest.raises(ValueError, match="no middle"):
        median([])
    for given_to in (([1.0], [1.0], 0.5), ([1.0, 2], [1.0, 0], 0.5), ([1.0, 2], [1.0, 1], 1.0)):
        with pytest.raises(ValueError, match="weighted quantile"):
            weighted_quantile(*given_to)


@given(values, st.integers(-9, 9), st.integers(1, 5))
def test_a_median_moves_with_its_values(inner: list[float], shift: int, times: int) -> None:
    plain, moved = median(inner), median([x * times + shift for x in inner])
    for before, after in ((plain.value, moved.value), (plain.low, moved.low)):
        assert after == (None if before is None else before * times + shift)
    assert plain.low is None or plain.low <= plain.value <= (plain.high or 0)


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 4)), min_size=2, max_size=15))
def test_a_weight_counts_like_so_many_of_the_same(pairs: list[tuple[int, int]]) -> None:
    inner, weights = zip(*pairs, strict=True)
    each = sorted(x for x, times in pairs for _ in range(times))
    for share in (0.25, 0.5, 0.9):
        found = weighted_quantile(inner, weights, share).value
        least = next(x for i, x in enumerate(each, 1) if i >= share * len(each) - 1e-9)
        assert found == least
