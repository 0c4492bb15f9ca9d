"""Is what may be shown drawn, and does nothing hidden leave a trace?"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from trellis.charts.api import Chart, Row, Value, describe, draw, marks, table, vega_lite
from trellis.charts.model import Form

FORMS: list[Form] = ["trend", "dots", "dumbbell", "levels", "bars"]
COLUMNS = {
    "trend": ("2024", "2025", "2026"),
    "dumbbell": ("EL", "others"),
    "levels": ("a", "b", "c"),
}
SECRET = (77.125, 71.375, 88.625)


def columns_of(form: Form) -> tuple[str, ...]:
    return COLUMNS.get(form, ("all",))


def shown_row(form: Form, name: str, key: str) -> Row:
    return Row(
        name,
        tuple(
            Value(30.0 + i, 21, 44, f"{30 + i}% (about 40)", key=f"{key}.{i}")
            for i, _ in enumerate(columns_of(form))
        ),
    )


def hidden_row(form: Form, figures: tuple[float, float, float], *, partly: bool = False) -> Row:
    """Return a hidden row that was given figures all the same; `partly` shows its first one."""
    values = [
        Value(*figures, words=f"{figures[0]}%", hidden=True, key=f"ash.{name}")
        for name in columns_of(form)
    ]
    if partly:
        values[0] = Value(33.0, 21, 44, "33%", key=values[0].key)
    return Row("Ash", tuple(values))


def chart(form: Form, *names: str, last: Row | None = None) -> Chart:
    rows = [
        shown_row(form, name, str(number))
        for number, name in enumerate(names or ("Oak <b>&\"'", "Elm"))
    ]
    last = last or hidden_row(form, SECRET)
    return Chart(form, "A <title> & more", "percent", columns_of(form), (*rows, last))


def everything(made: Chart) -> list[str]:
    return [
        *(
            draw(made, key="k", narrow=narrow, pointable=pointable)
            for narrow in (False, True)
            for pointable in (False, True)
        ),
        json.dumps(vega_lite(made)),
        describe(made),
        str(marks(made)),
        str(table(made)),
    ]


@pytest.mark.parametrize("pointable", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_a_drawing_is_well_formed_and_inert(form: Form, narrow: bool, pointable: bool) -> None:
    drawn = draw(chart(form), key="k", narrow=narrow, pointable=pointable)
    ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|#[0-9a-f]{6}", drawn)
    assert "<b>" not in drawn


@pytest.mark.parametrize("partly", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_hidden_leaves_no_trace(form: Form, partly: bool) -> None:
    one = chart(form, last=hidden_row(form, SECRET, partly=partly))
    other = chart(form, last=hidden_row(form, (2.5, 1.25, 3.75), partly=partly))
    assert everything(one) == everything(other)
    for text in everything(one):
        assert not any(str(figure) in text for figure in SECRET)


@pytest.mark.parametrize("form", FORMS)
def test_hidden_is_said_in_table_marks_words_and_drawing(form: Form) -> None:
    made = chart(form)
    assert set(table(made).rows[-1][1:]) == {"not shown"}
    hidden = [label for key, label in marks(made) if key.startswith("ash.")]
    assert len(hidden) == len(made.columns)
    assert all(label.startswith("Ash") and label.endswith(": not shown") for label in hidden)
    assert "not shown" in describe(made)
    assert all(">not shown<" in draw(made, key="k", narrow=narrow) for narrow in (False, True))
    assert "Ash" not in json.dumps(vega_lite(made))


def test_a_figure_that_is_no_number_is_not_shown() -> None:
    assert Value(float("nan"), words="nan%").said == "not shown"
    assert Value(None, words="42%").said == "not shown"


@pytest.mark.parametrize("partly", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_figure_is_in_the_table_and_every_mark_in_the_drawing(
    form: Form, partly: bool
) -> None:
    made = chart(form, last=hidden_row(form, SECRET, partly=partly))
    said = table(made)
    assert said.head == ["School", *made.columns]
    assert [row[0] for row in said.rows] == [row.name for row in made.rows]
    assert said.rows[0][1:] == [value.words for value in made.rows[0].values]
    for narrow in (False, True):
        drawn = ElementTree.fromstring(  # noqa: S314 - our own drawing
            draw(made, key="k", narrow=narrow, pointable=True)
        )
        places = [node for node in drawn.iter() if node.get("data-mark")]
        pairs = [(node.get("data-mark"), node.get("aria-label")) for node in places]
        assert sorted(pairs) == sorted(marks(made))
        for node in places:
            assert node.get("role") == "button"
            assert node.get("tabindex") == "-1"
            assert node.get("aria-pressed") == "false"


def test_marks_of_a_row_stand_from_left_to_right() -> None:
    pair = Row("Oak", (Value(60, words="60%", key="far"), Value(20, words="20%", key="near")))
    drawn = draw(Chart("dumbbell", "t", "percent", ("a", "b"), (pair,)), key="k", pointable=True)
    assert re.findall(r'data-mark="(\w+)"', drawn) == ["near", "far"]


@pytest.mark.parametrize("pointable", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_ids_of_two_drawings_on_one_page_differ(form: Form, pointable: bool) -> None:
    page = "".join(draw(chart(form), key=key, pointable=pointable) for key in ("a", "b c"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(name.startswith(("a-", "b-c-")) for name in ids)
    used = re.findall(r"url\(#([^)]+)\)", page)
    for names in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page):
        used += names.split()
    assert set(used) == set(ids)


@pytest.mark.parametrize("form", FORMS)
def test_rows_keep_their_order(form: Form) -> None:
    made = chart(form, "Zed", "Alder")
    drawn = draw(made, key="k")
    assert drawn.index(">Zed<") < drawn.index(">Alder<") < drawn.index(">Ash<")
    assert vega_lite(made)["data"]["values"][0]["name"] == "Zed"


def test_a_description_names_no_row() -> None:
    said = describe(chart("dots", "Zed", "Alder"))
    assert "Zed" not in said
    assert "30%" in said
    assert "1 of 3 is not shown" in said


def test_a_drawing_is_one_picture_or_a_group_of_places() -> None:
    still, open_to_notes = (draw(chart("dots"), key="k", pointable=on) for on in (False, True))
    assert 'role="img"' in still
    assert "data-mark" not in still
    assert 'role="group" aria-label="A &lt;title&gt; &amp; more"' in open_to_notes


@pytest.mark.parametrize("form", FORMS)
def test_many_rows_make_a_taller_drawing_and_none_an_empty_one(form: Form) -> None:
    def height(made: Chart) -> float:
        return float(ElementTree.fromstring(draw(made, key="k")).get("height") or 0)  # noqa: S314

    many = chart(form, *(f"School {number}" for number in range(40)))
    least = 10 if form == "trend" else 20
    assert height(many) - height(chart(form)) >= least * 38
    assert height(Chart(form, "t", "percent", columns_of(form), ())) > 0


def test_levels_that_do_not_add_up_fill_the_bar() -> None:
    row = Row("Oak", tuple(Value(share, words=f"{share}%") for share in (20.0, 30.0, 40.0)))
    drawn = draw(Chart("levels", "t", "percent", ("a", "b", "c"), (row,)), key="k")
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="20"', drawn)
    assert float(bars[-1][0]) + float(bars[-1][1]) == pytest.approx(712, abs=0.1)


def test_bars_stand_on_zero() -> None:
    bar = Row("Oak", (Value(50, words="50"),))
    made = Chart("bars", "t", "number", ("all",), (bar,), start_at_zero=False)
    assert ">0</text>" in draw(made, key="k")
    assert '"zero": true' in json.dumps(vega_lite(made))
