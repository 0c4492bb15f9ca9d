"""Is a school found by pointing at it, and named only when it was chosen?"""

from __future__ import annotations

from tests.charts.made import scatters
from tests.charts.test_curves import lines
from trellis.charts.api import Place, draw, marks, need_and_support_chart
from trellis.statistics.api import Gap


def test_only_chosen_schools_are_named_and_all_can_be_pointed_at() -> None:
    chart = scatters(9.0)
    drawn = draw(chart, key="k", pointable=True)
    named = [
        row.name
        for row in chart.rows
        if f"{row.name.replace('<', '&lt;').replace('>', '&gt;')}<" in drawn
    ]
    assert named == ["School <1>"]
    assert drawn.count("<circle") == 7
    assert len(marks(chart)) == 8


def test_a_hidden_school_has_a_field_and_no_place() -> None:
    drawn = draw(scatters(9.0), key="k", pointable=True)
    place = drawn.split('data-mark="k3"')[1].split("</g>")[0]
    assert "url(#k-h)" in place
    assert "<circle" not in place


def test_the_line_runs_through_what_is_usual_with_its_band() -> None:
    places = [Place(str(at), str(at), at, 10.0 + at) for at in (3, 1, 2)]
    gaps = [Gap(9.0 + at, 1.0, 0.5, 1.5) for at in (3, 1, 2)]
    chart = need_and_support_chart("t", places, gaps)
    guide = chart.guides[0]
    assert guide.points == ((1, 10), (2, 11), (3, 12))
    assert (guide.low, guide.high) == ((9.5, 10.5, 11.5), (10.5, 11.5, 12.5))
    drawn = draw(chart, key="k")
    assert len(lines(drawn, "c-guide")) == 1
    assert len(lines(drawn, "c-field")) == 1
    assert ">usual for such need</text>" in drawn


def test_schools_stay_in_the_order_in_which_they_were_given() -> None:
    places = [Place(name, name, need, 1.0) for name, need in (("Zed", 0.1), ("Alder", 0.9))]
    drawn = draw(need_and_support_chart("t", places), key="k", pointable=True)
    assert drawn.index('data-mark="Zed"') < drawn.index('data-mark="Alder"')


def test_names_of_neighbours_do_not_cover_each_other() -> None:
    places = [Place(str(at), f"School {at}", 0.5 + at / 1000, 10.0, named=True) for at in range(3)]
    drawn = draw(need_and_support_chart("t", [*places, Place("x", "x", 0, 20)]), key="k")
    spots = {drawn.split(f">School {at}<")[0].rsplit("<text", 1)[1] for at in range(3)}
    assert len(spots) == 3
