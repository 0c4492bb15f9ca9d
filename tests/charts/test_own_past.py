"""Is an own past drawn with what is usual, and a signal as a question, not a verdict?"""

from __future__ import annotations

from tests.charts.made import FIGURES, MONTHS, controls, runs
from tests.charts.test_curves import lines
from trellis.charts.api import describe, draw, marks, own_past_chart, table
from trellis.statistics.api import own_past


def test_each_signal_is_ringed_and_told() -> None:
    past = own_past([*[10.0, 14] * 6, 30])
    months = [f"month {at}" for at in range(13)]
    chart = own_past_chart("t", "Visits", months, past)
    drawn = draw(chart, key="k")
    signals = [point for point in past.points if point.beyond or point.eighth_on_one_side]
    assert drawn.count('r="9" class="c-ring"') == len(signals) == 1
    told = [words for _, words in marks(chart) if "outside what its own past explains" in words]
    assert told == ["month 12: 30, outside what its own past explains"]
    assert "not explained by them" in drawn


def test_without_a_signal_nothing_is_ringed_or_explained() -> None:
    chart = own_past_chart("t", "Visits", MONTHS[:6], own_past([3.0, 4, 3, 4, 3, 4]))
    assert "c-ring" not in draw(chart, key="k")


def test_a_hidden_month_cuts_the_line_the_field_and_the_centre() -> None:
    for chart, fields in ((controls(9.0), 2), (runs(9.0), 0)):
        drawn = draw(chart, key="k")
        assert len(lines(drawn, "c-line")) == 2
        assert len(lines(drawn, "c-centre")) == 2
        assert len(lines(drawn, "c-field")) == fields


def test_limits_stand_in_the_table_and_are_no_marks() -> None:
    chart = controls(9.0)
    past = own_past(FIGURES)
    assert table(chart).head == ["Month", "Visits", "Centre", "Usual from", "to"]
    assert table(chart).rows[0][2:] == [
        f"{figure:.3g}" for figure in (past.centre, past.points[0].lower, past.points[0].upper)
    ]
    assert len(marks(chart)) == len(MONTHS)


def test_a_figure_that_cannot_be_negative_has_no_negative_limit() -> None:
    past = own_past([0.0, 9, 1, 8, 0, 9])
    chart = own_past_chart("t", "Minutes", MONTHS[:6], past, least=0)
    assert past.points[0].lower < 0
    assert chart.rows[0].values[2].middle == 0


def test_no_month_is_called_good_or_bad() -> None:
    for chart in (controls(9.0), runs(9.0)):
        said = describe(chart) + draw(chart, key="k", pointable=True) + str(table(chart))
        assert not any(word in said.lower() for word in ("good", "bad", "worse", "better"))
