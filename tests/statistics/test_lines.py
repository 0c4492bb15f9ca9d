"""Is the robust line the one that scipy gives, and is its interval honest?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from trellis.statistics.api import RobustLine, robust_line

points = st.lists(
    st.tuples(st.integers(0, 30).map(float), st.integers(0, 99).map(float)),
    min_size=5,
    max_size=20,
    unique_by=lambda point: point[0],
)


def line(x: list[float], y: list[float], draws: int = 80) -> RobustLine:
    return robust_line(x, y, rng=np.random.default_rng(2), draws=draws)


def test_one_far_school_does_not_turn_the_line() -> None:
    x = [float(i) for i in range(12)]
    y = [2 * i + 1 for i in x]
    found = line(x, [*y[:-1], 500.0])
    assert (found.slope, found.intercept) == (2, 1)
    assert found.gaps[-1].value == 477
    assert found.gaps[0].value == 0
    assert found.scatter == 0


def test_a_line_takes_three_schools_of_differing_need() -> None:
    for x in ([1.0, 2.0], [3.0, 3.0, 3.0]):
        with pytest.raises(ValueError, match="three schools"):
            line(x, [1.0] * len(x))


@settings(deadline=None, max_examples=60)
@given(points)
def test_the_line_is_scipys_and_gaps_are_what_is_left(made: list[tuple[float, float]]) -> None:
    x, y = (list(part) for part in zip(*made, strict=True))
    found, wanted = line(x, y), theilslopes(y, x)
    assert [found.slope, found.intercept] == pytest.approx([wanted.slope, wanted.intercept])
    for at, height, gap in zip(x, y, found.gaps, strict=True):
        assert gap.usual + gap.value == pytest.approx(height)
        assert gap.usual == pytest.approx(found.intercept + found.slope * at)


@settings(deadline=None, max_examples=40)
@given(points, st.integers(-9, 9), st.integers(1, 5))
def test_gaps_do_not_move_when_all_get_more(
    made: list[tuple[float, float]], shift: int, times: int
) -> None:
    x, y = (list(part) for part in zip(*made, strict=True))
    plain, moved = line(x, y), line(x, [height * times + shift for height in y])
    for before, after in zip(plain.gaps, moved.gaps, strict=True):
        for name in ("value", "low", "high"):
            assert getattr(after, name) == pytest.approx(getattr(before, name) * times, abs=1e-6)


@pytest.mark.slow
def test_the_interval_of_the_slope_covers_the_truth() -> None:
    rng = np.random.default_rng(4)
    hits, tries = 0, 200
    for _ in range(tries):
        x = rng.uniform(0, 1, 24)
        found = robust_line(x, 3 * x + rng.normal(0, 0.5, 24), rng=rng, draws=300)
        hits += found.low <= 3 <= found.high
    assert 0.91 <= hits / tries <= 0.995
