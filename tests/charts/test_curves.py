"""Do curves of waiting and of spread say what the arithmetic found?"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.charts.made import spread, waiting, waits
from trellis.charts.api import concentration_chart, describe, draw, marks, table, waiting_chart
from trellis.statistics.api import waiting_times


def lines(drawn: str, kind: str) -> list[list[tuple[float, float]]]:
    paths = re.findall(rf'<path d="M([^"]+)" class="{kind}"', drawn)
    spots = [path.rstrip("Z").split("L") for path in paths]
    return [[tuple(map(float, spot.split(","))) for spot in path] for path in spots]


def test_the_median_is_dropped_to_the_axis_and_said() -> None:
    found = waiting()
    chart = waiting_chart("t", [("All", found)])
    words = f"half within {found.median:g} school days ({found.low:g} to {found.high:g})"
    assert words in describe(chart)
    for narrow in (False, True):
        drawn = draw(chart, key="k", narrow=narrow)
        assert f">{words}</text>" in drawn
        assert drawn.count('class="c-guide"') == 2
        assert drawn.count('class="c-rule"') == 1


def test_a_median_that_is_not_reached_is_not_drawn() -> None:
    chart = waiting_chart("t", [("All", waiting_times([1, 2, 9, 9], [True, False, False, False]))])
    assert "half" not in draw(chart, key="k") + describe(chart)


def test_an_open_end_of_the_interval_is_said() -> None:
    chart = waiting_chart("t", [("All", waiting_times([1, 2, 9], [True, True, False]))])
    assert "half within 2 school days (1 or more)" in describe(chart)


def test_each_day_with_open_requests_has_a_tick_and_says_how_many() -> None:
    found = waiting()
    days = [step for step in found.steps if step.still_open]
    chart = waiting_chart("t", [("All", found)])
    assert days
    assert len(lines(draw(chart, key="k"), "c-tick")) == len(days)
    said = dict(marks(chart))
    for step in days:
        assert said[f"0.{step.day:g}"].endswith(f"{step.still_open} still open")


def test_a_group_that_may_not_be_shown_has_a_panel_and_no_curve() -> None:
    alone = draw(waiting_chart("t", [("All", waiting())]), key="k")
    beside = draw(waits(20.0), key="k")
    assert ">Ash</text>" in beside
    assert len(lines(beside, "c-line")) == len(lines(alone, "c-line"))
    assert "c-behind" not in beside
    nobody = waiting_chart("t", [("Ash", None)])
    assert table(nobody).rows[0][1] == "not shown"
    assert "c-line" not in draw(nobody, key="k")


def test_a_days_figure_is_the_shares_still_waiting() -> None:
    found = waiting()
    rows = table(waiting_chart("t", [("All", found)])).rows
    for step, row in zip(found.steps, rows, strict=True):
        assert row[0] == ("1 school day" if step.day == 1 else f"{step.day:g} school days")
        assert row[1].startswith(f"{100 * step.waiting:.0f}%")


def test_two_groups_are_read_on_one_scale_of_days() -> None:
    later = waiting_times([30, 40], [True, True])
    chart = waiting_chart("t", [("Soon", waiting()), ("Late", later)])
    assert chart.rows[-1].at == 40
    assert [value.said for value in chart.rows[0].values][1] == "100%"
    assert len(lines(draw(chart, key="k"), "c-behind")) == 2


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=50))
def test_a_waiting_curve_starts_at_all_and_never_rises(asked: list[tuple[int, bool]]) -> None:
    chart = waiting_chart("t", [("All", waiting_times(*zip(*asked, strict=True)))])
    curve = lines(draw(chart, key="k"), "c-line")[0]
    assert curve[0] == (44, 26)
    pairs = list(zip(curve, curve[1:], strict=False))
    assert all(x <= u and y <= v for (x, y), (u, v) in pairs)
    assert all(x == u or y == v for (x, y), (u, v) in pairs)


def test_support_for_need_lies_below_the_diagonal_and_its_words_beside_it() -> None:
    for index in (0.3, -0.3):
        drawn = draw(concentration_chart("t", [("Hours", spread(index))]), key="k")
        curve = lines(drawn, "c-line")[0]
        (x, y), (u, v) = curve[0], curve[-1]
        below = [at for at in curve[1:-1] if at[1] > y + (at[0] - x) / (u - x) * (v - y)]
        assert len(below) == (9 if index > 0 else 0)
        assert f">index {index:.2f} ({index - 0.1:.2f} to {index + 0.1:.2f})</text>" in drawn
        assert ">spread evenly</text>" in drawn


def test_the_half_with_least_need_is_named_in_drawing_and_table() -> None:
    chart = concentration_chart("t", [("Hours", spread(0.3))])
    half = next(row for row in chart.rows if row.at == 50)
    assert f">{half.values[0].short}</text>" in draw(chart, key="k")
    assert half.name == "50% of students"
