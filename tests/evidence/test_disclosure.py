"""Can a hidden count be had from what is shown, by a reader with a solver?

Districts are invented by Hypothesis; the reader here knows every published figure, that a small
cell holds 0 to 9, and every equation between cells. The attack is written anew, by linear programs
over all cells at once, and shares no code with the gate's own audit.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from trellis.evidence.disclosure.bands import averages, rates, rounded, step_of
from trellis.evidence.disclosure.gate import protect

GROUPS = {"grade": ("06", "07", "08"), "el": ("no", "yes"), "race": ("a", "b", "c", "d")}
KEYS = ["level", "place_id", "dim", "value"]


@st.composite
def districts(draw: st.DrawFn) -> pl.DataFrame:
    """Draw a small district's cells: two networks, some schools, three dimensions."""
    frames = []
    for number in range(draw(st.integers(2, 5))):
        total = draw(st.integers(0, 60))
        place = (f"s{number}", f"n{number % 2}")
        frames.append((place, "all", "", total))
        for dim, values in GROUPS.items():
            left = total
            for value in values[:-1]:
                part = draw(st.integers(0, left))
                frames.append((place, dim, value, part))
                left -= part
            frames.append((place, dim, values[-1], left))
    rows = [("school", p[0], p[1], d, v, n) for p, d, v, n in frames]
    schema = ["level", "place_id", "parent_id", "dim", "value", "n"]
    school = pl.DataFrame(rows, schema=schema, orient="row")
    network = school.group_by(pl.col("parent_id").alias("place_id"), "dim", "value").agg(
        pl.col("n").sum()
    )
    district = school.group_by("dim", "value").agg(pl.col("n").sum())
    network = network.with_columns(level=pl.lit("network"), parent_id=pl.lit(""))
    district = district.with_columns(
        level=pl.lit("district"), place_id=pl.lit(""), parent_id=pl.lit("")
    )
    cells = pl.concat([f.select(schema) for f in (school, network, district)])
    return cells.with_columns(k=pl.col("n") // 2).sort(KEYS)


def equations(cells: pl.DataFrame) -> np.ndarray:
    """Write every sum that holds between cells, one row each."""
    rows = cells.select(*KEYS, "parent_id").rows()
    at = {row[:4]: number for number, row in enumerate(rows)}
    found = []
    for level, place, dim, value, _parent in rows:
        if dim == "all":
            for over in GROUPS:
                line = np.zeros(len(rows))
                line[at[level, place, "all", ""]] = -1
                for one in GROUPS[over]:
                    line[at[level, place, over, one]] = 1
                found.append(line)
        if level != "school":
            line = np.zeros(len(rows))
            line[at[level, place, dim, value]] = -1
            for row in rows:
                inside = row[0] == "school" if level == "district" else row[4] == place
                if row[0] == "school" and inside and row[2:4] == (dim, value):
                    line[at[row[:4]]] = 1
            found.append(line)
    return np.array(found)


def least_width(cells: pl.DataFrame, shown: pl.DataFrame) -> float:
    """Return the narrowest width to which a hidden cell can be known."""
    hidden = shown["hidden"].to_numpy()
    said = shown["n_shown"].fill_null(0).to_numpy().astype(float)
    true = cells["n"].to_numpy()
    exact = said == true if shown["interval_low"].null_count() == shown.height else None
    low = np.where(hidden, 0, said if exact is not None else np.maximum(said - 5, 10))
    high = np.where(hidden, np.where(true < 10, 9, 1e4), said if exact is not None else said + 4)
    matrix = equations(cells)
    widths = []
    for cell in np.flatnonzero(hidden):
        objective = np.zeros(len(true))
        objective[cell] = 1
        ends = [
            linprog(
                sign * objective,
                A_eq=matrix,
                b_eq=np.zeros(len(matrix)),
                bounds=np.column_stack([low, high]),
                method="highs",
            )
            for sign in (1, -1)
        ]
        assert all(end.status in (0, 3) for end in ends)
        widths.append(-ends[1].fun - ends[0].fun if ends[1].status == 0 else 1e4)
    return min(widths, default=1e4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(districts())
def test_exact_counts_give_no_hidden_count_away(cells: pl.DataFrame) -> None:
    shown, report = protect(cells, kind="count", exact=True)
    assert not shown.filter((cells["n"] < 10) & ~pl.col("hidden")).height
    if not report.clean:  # nothing can be shown safely, so nothing is shown
        assert shown["hidden"].all()
        return
    assert least_width(cells, shown) >= 3 - 1e-6


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(districts())
def test_rounded_counts_give_no_hidden_count_away(cells: pl.DataFrame) -> None:
    shown, _report = protect(cells, kind="share", exact=False)
    assert not shown.filter((cells["n"] < 10) & ~pl.col("hidden")).height
    assert least_width(cells, shown) >= 3 - 1e-6


@settings(max_examples=30, deadline=None)
@given(districts(), st.randoms())
def test_what_was_hidden_stays_hidden(cells: pl.DataFrame, chance: object) -> None:
    once, _ = protect(cells, kind="count", exact=True)
    before = cells.sample(3, seed=1).select(KEYS)
    again, _ = protect(cells, kind="count", exact=True, already_hidden=before)
    assert before.join(again.filter("hidden"), on=KEYS, how="anti").is_empty()
    assert (
        once.filter("hidden").select(KEYS).join(again.filter("hidden"), on=KEYS, how="anti").height
        <= once.height
    )


@given(st.integers(10, 400), st.data())
def test_a_band_holds_three_possible_numerators(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    every = rates(np.arange(n + 1.0), np.full(n + 1, float(n))).rows(named=True)
    shown = every[k]
    assert every.count(shown) >= 3
    assert shown["interval_low"] <= shown["low"] <= shown["high"] <= shown["interval_high"]
    assert shown["n_shown"] % 10 == 0


@pytest.mark.parametrize(("n", "about", "step"), [(10, 10, 50), (14, 10, 50), (15, 20, 20)])
def test_counts_are_rounded_to_ten(n: int, about: int, step: int) -> None:
    found = rounded(np.array([float(n)]))
    assert (found[0], step_of(found)[0]) == (about, step)


def test_a_rate_is_said_as_its_band_with_the_interval_of_the_middle() -> None:
    # 7 of 33: about 30, a band of 20, its middle 30%: Wilson of 9 in 30 is 16.7% to 47.9%.
    shown = rates(np.array([7.0]), np.array([33.0])).row(0)
    assert shown == (30, 20, 40, 30, 16, 48)
    # From 305 on rates are whole percents, and never 0 or 100.
    assert rates(np.array([0.0]), np.array([900.0])).row(0)[1:4] == (1, 1, 1)


def test_a_mean_is_rounded_and_has_no_band() -> None:
    shown = averages(
        np.array([70.26, 70.26]), np.array([9.0] * 2), np.array([40.0, 104.0]), percent=False
    )
    assert shown["middle"].to_list() == [70, 70.3]
    # t of 39 degrees is 2.0227, so 70 ± 2.88; t of 99 is 1.9842, so 70.3 ± 1.79.
    assert shown["interval_low"].to_list() == [67, 68.5]
    assert shown["interval_high"].to_list() == [73, 72.1]
    assert shown["low"].to_list() == [None, None]


def test_a_hidden_cell_carries_no_figure() -> None:
    cells = pl.DataFrame(
        {
            "level": ["school"] * 3,
            "place_id": ["s"] * 3,
            "parent_id": [""] * 3,
            "dim": ["all", "el", "el"],
            "value": ["", "no", "yes"],
            "n": [40, 33, 7],
            "k": [20, 18, 2],
        }
    )
    shown, _ = protect(cells, kind="share", exact=False)
    row = shown.row(by_predicate=pl.col("value") == "yes", named=True)
    assert row["hidden"]
    assert {v for k, v in row.items() if k not in (*KEYS, "hidden", "structural")} == {None}
