"""Are curves, own pasts and scatters drawn whole, inert, and without a trace of what is hidden?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import trellis.web
from tests.charts.made import MAKERS, Maker
from trellis.charts.api import Chart, Row, Value, describe, draw, marks, table, vega_lite

forms = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
CSS = Path(trellis.web.__file__).parent / "static/web/css/components/charts.css"


def drawings(chart: Chart, *, pointable: bool = True) -> list[str]:
    return [draw(chart, key="k", narrow=narrow, pointable=pointable) for narrow in (False, True)]


def nodes(drawn: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawn).iter())  # noqa: S314 - our own drawing


@forms
@pytest.mark.parametrize("pointable", [False, True])
def test_a_drawing_is_well_formed_and_inert(make: Maker, pointable: bool) -> None:
    for drawn in drawings(make(77.125), pointable=pointable):
        assert nodes(drawn)
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=|#[0-9a-f]{6}|NaN|inf\b", drawn)
        assert "&lt;" in drawn


@forms
def test_what_is_hidden_leaves_no_trace(make: Maker) -> None:
    def everything(chart: Chart) -> list[str]:
        said = [describe(chart), str(marks(chart)), str(table(chart)), json.dumps(vega_lite(chart))]
        return [*drawings(chart), *drawings(chart, pointable=False), *said]

    assert everything(make(77.125)) == everything(make(31.0625))
    assert "77.125" not in "".join(everything(make(77.125)))


@forms
def test_hidden_is_hatched_and_said(make: Maker) -> None:
    chart = make(77.125)
    assert any("not shown" in row for row in table(chart).rows)
    assert "not shown" in describe(chart)
    for drawn in drawings(chart):
        assert "url(#k-h)" in drawn
        assert "not shown</text>" in drawn


@forms
def test_every_mark_is_a_place_in_the_drawing(make: Maker) -> None:
    chart = make(77.125)
    for drawn in drawings(chart):
        places = [node for node in nodes(drawn) if node.get("data-mark")]
        found = [(node.get("data-mark"), node.get("aria-label")) for node in places]
        assert sorted(found) == sorted(marks(chart))
        assert all(len(list(node)) for node in places)
    keys = [key for key, _ in marks(chart)]
    assert len(keys) == len(set(keys)) >= len(chart.rows)


@forms
def test_every_figure_is_in_the_table(make: Maker) -> None:
    chart = make(77.125)
    said = table(chart)
    assert said.head == [chart.as_rows_of, *chart.columns]
    assert [row[0] for row in said.rows] == [row.name for row in chart.rows]


@forms
def test_nothing_is_drawn_outside_of_the_drawing(make: Maker) -> None:
    for drawn in drawings(make(77.125)):
        wide, tall = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
        for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", drawn):
            assert 0 <= float(x) <= wide
            assert 0 <= float(y) <= tall
        for axis, end in (("x", wide), ("y", tall)):
            for at in re.findall(rf'<text[^>]* {axis}="(-?[\d.]+)"', drawn):
                assert 0 <= float(at) <= end


@forms
def test_ids_of_two_drawings_differ(make: Maker) -> None:
    page = "".join(draw(make(77.125), key=key) for key in ("a", "b c"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


@forms
def test_a_chart_of_nothing_can_be_drawn(make: Maker) -> None:
    chart = make(77.125)
    empty = Chart(chart.form, "t", chart.unit, chart.columns, ())
    for drawn in drawings(empty):
        assert nodes(drawn)
    assert describe(empty)
    assert vega_lite(empty)["data"]["values"] == []


@forms
def test_every_class_has_its_colour(make: Maker) -> None:
    css = CSS.read_text()
    for drawn in drawings(make(77.125)):
        used = {name for names in re.findall(r'class="([^"]+)"', drawn) for name in names.split()}
        assert not [name for name in used if not re.search(rf"\.{name}[ ,]", css)]


def test_two_bars_stand_side_by_side_and_one_may_be_hidden() -> None:
    rows = (
        Row("Done", (Value(41, words="41", key="a"), Value(30, words="30", key="b"))),
        Row("Silent", (Value(9, words="9", key="c"), Value(3, words="3", hidden=True, key="d"))),
    )
    chart = Chart("bars", "How promises ended", "number", ("Central office", "School"), rows)
    for drawn in drawings(chart):
        places = {node.get("data-mark"): node for node in nodes(drawn) if node.get("data-mark")}
        assert list(places) == ["a", "b", "c", "d"]
        tops = [float(next(iter(place)).get("y") or 0) for place in places.values()]
        assert tops == sorted(tops)
        assert ">not shown<" in drawn
        assert ">Central office<" in drawn
