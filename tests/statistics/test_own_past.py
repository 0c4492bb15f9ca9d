"""Do control and run charts agree with R, and do they stay silent where nothing happened?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statistics.reading import column, rows
from trellis.statistics.api import (
    OwnPast,
    own_past,
    own_past_of_counts,
    own_past_of_shares,
    run_chart,
)

series = st.lists(st.integers(0, 60).map(float), min_size=2, max_size=30)


def chart_of(shared_data: Path, name: str) -> OwnPast:
    table = rows(shared_data, f"inputs/{name}.csv")
    if name == "spc_xmr":
        return own_past(column(table, "value"))
    if name == "spc_u":
        return own_past_of_counts(column(table, "x"), column(table, "exposure"))
    return own_past_of_shares(column(table, "x"), column(table, "n"))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("spc_xmr", "spc_xmr"),
        ("spc_p", "spc_p"),
        ("spc_p_large", "spc_p_prime"),
        ("spc_u", "spc_u"),
    ],
)
def test_centre_limits_and_signals_are_those_of_r(
    shared_data: Path, name: str, wanted: str
) -> None:
    found = chart_of(shared_data, name)
    for point, row in zip(found.points, rows(shared_data, f"expected/{wanted}.csv"), strict=True):
        drawn = [point.value, found.centre, point.lower, point.upper]
        names = ("value", "centre", "lower", "upper")
        assert drawn == pytest.approx([float(row[name]) for name in names], abs=1e-12)
        signals = [int(point.beyond), int(point.eighth_on_one_side)]
        assert signals == [int(row["beyond_3"]), int(row["eight_one_side"])]


def test_runs_are_those_of_r(shared_data: Path) -> None:
    for row in rows(shared_data, "expected/spc_run_chart.csv"):
        values = column(rows(shared_data, f"expected/{row['chart']}.csv"), "value")
        found = run_chart(values)
        names = ("useful", "longest", "longest_limit", "crossings", "crossings_limit")
        assert [getattr(found, name) for name in names] == [int(row[name]) for name in names]
        assert found.shifted == (row["chart"] == "spc_xmr")


def test_a_shift_is_found_and_a_flat_line_is_none() -> None:
    noise = np.random.default_rng(3).normal(0, 1, 24)
    moved = own_past([*noise[:12], *(noise[12:] + 9)])
    assert any(point.eighth_on_one_side for point in moved.points)
    assert moved.depends
    flat = own_past([4.0] * 20)
    assert not any(point.beyond or point.eighth_on_one_side for point in flat.points)
    assert flat.lag_1 == 0
    assert not run_chart([4.0] * 20).shifted


def test_two_rules_cry_wolf_in_about_one_of_twelve_charts_of_noise() -> None:
    rng = np.random.default_rng(8)
    charts = [own_past(rng.normal(0, 1, 24)) for _ in range(1500)]
    signals = [
        any(point.beyond or point.eighth_on_one_side for point in chart.points) for chart in charts
    ]
    assert 0.06 <= float(np.mean(signals)) <= 0.11


def test_one_point_has_no_past() -> None:
    for made in (own_past, run_chart):
        with pytest.raises(ValueError, match="no past"):
            made([1.0])
    with pytest.raises(ValueError, match="nobody"):
        own_past_of_shares([0, 1], [0, 4])
    with pytest.raises(ValueError, match="time"):
        own_past_of_counts([0, 1], [0, 4])


@given(series, st.integers(-9, 9), st.integers(1, 5))
def test_limits_move_with_the_values(values: list[float], shift: int, times: int) -> None:
    plain, moved = own_past(values), own_past([x * times + shift for x in values])
    assert moved.centre == pytest.approx(plain.centre * times + shift, abs=1e-6)
    for before, after in zip(plain.points, moved.points, strict=True):
        assert after.upper == pytest.approx(before.upper * times + shift, abs=1e-6)


@given(series)
def test_backwards_the_runs_are_the_same(values: list[float]) -> None:
    assert run_chart(values[::-1]) == run_chart(values)
