"""Do standardised differences agree with R?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics.reading import rows
from trellis.statistics.api import standardised_difference

group = st.lists(st.integers(0, 40).map(float), min_size=3, max_size=15, unique=True)


def test_d_g_and_exact_limits_are_those_of_r(shared_data: Path) -> None:
    groups: dict[str, list[float]] = {}
    for row in rows(shared_data, "inputs/two_groups.csv"):
        groups.setdefault(row["group"], []).append(float(row["score"]))
    row = rows(shared_data, "expected/effect_size.csv")[0]
    found = standardised_difference(groups["supported"], groups["compared"])
    assert found.d == pytest.approx(float(row["cohen_d"]), abs=1e-12)
    assert found.g == pytest.approx(float(row["hedges_g"]), abs=1e-12)
    limits = [float(row["d_exact_low"]), float(row["d_exact_high"])]
    assert [found.low, found.high] == pytest.approx(limits, abs=1e-8)
    assert found.n == int(row["n1"]) + int(row["n2"])


def test_groups_too_small_or_without_variation_are_refused() -> None:
    with pytest.raises(ValueError, match="two values"):
        standardised_difference([1], [2, 3])
    with pytest.raises(ValueError, match="Nothing varies"):
        standardised_difference([1, 1], [2, 2])


@settings(deadline=None, max_examples=40)
@given(group, group, st.integers(1, 7))
def test_it_has_no_unit_and_turns_with_its_groups(
    one: list[float], other: list[float], times: int
) -> None:
    found = standardised_difference(one, other)
    turned = standardised_difference([x * times for x in other], [x * times for x in one])
    assert [turned.d, turned.g] == pytest.approx([-found.d, -found.g], abs=1e-9)
    assert [turned.low, turned.high] == pytest.approx([-found.high, -found.low], abs=1e-6)
    assert found.low <= found.d <= found.high
