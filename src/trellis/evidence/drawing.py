"""How does an answer become charts, tables and downloads? All from the same gated rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from trellis.charts.api import Chart, Row, Table, Value, describe, draw, marks, table, vega_lite
from trellis.district.api import Org, OrgKind
from trellis.evidence import labels
from trellis.evidence.answering import Answer
from trellis.evidence.asking import PAIRS
from trellis.evidence.wording import figure_words, mark_key, place_name, title_of
from trellis.lib.api import school_year, sentence

MOST_LINES = 4
"""More lines than these in one chart nobody can tell apart."""

Cell = dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """One chart in two widths, its table, and the marks that a note can point at."""

    key: str
    title: str
    says: str
    wide: str
    narrow: str
    table: Table
    marks: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, chart: Chart, key: str, *, pointable: bool = False) -> Figure:
        """Draw a chart; `key` begins every id in it and must be unique on a page."""
        return cls(
            key=key,
            title=chart.title,
            says=chart.note,
            wide=draw(chart, key=f"{key}-w", pointable=pointable),
            narrow=draw(chart, key=f"{key}-n", narrow=True, pointable=pointable),
            table=table(chart),
            marks=marks(chart),
        )


def figures(
    found: Answer, key: str, *, pointable: bool = False, marks_begin: str = ""
) -> list[Figure]:
    """Draw an answer; `key` begins every id in the drawings and must be unique on a page.

    `marks_begin` begins the key of every mark, where several findings share one list of places.
    """
    made = []
    for number, plain in enumerate(charts_of(found)):
        chart = _with_marks(plain, marks_begin) if marks_begin else plain
        name = f"{key}-{number}" if number else key
        made.append(Figure.of(chart, name, pointable=pointable))
    return made


def _with_marks(chart: Chart, begin: str) -> Chart:
    rows = [
        replace(
            row,
            values=tuple(replace(v, key=f"{begin}{v.key}" if v.key else "") for v in row.values),
        )
        for row in chart.rows
    ]
    return replace(chart, rows=tuple(rows))


def specification(found: Answer) -> dict[str, Any]:
    """Return the first chart of an answer as a Vega-Lite specification."""
    return vega_lite(charts_of(found)[0])


def described(found: Answer) -> str:
    """Say in words what the charts of an answer show."""
    return " ".join(describe(chart) for chart in charts_of(found))


def as_rows(found: Answer) -> Iterator[list[Any]]:
    """Return an answer as a table for a download: a head, then one row a figure."""
    yield ["place", "students", "school year", "part", "shown", "from", "to", "n", "low", "high"]
    names = _places(found.rows)
    for row in found.rows:
        yield [
            names[row["place_id"]],
            labels.group(row["dim"], row["value"]),
            school_year(row["school_year"]),
            row["part"] or "",
            "not shown" if row["hidden"] else figure_words(row, found.measure),
            *(
                "" if row[name] is None else row[name]
                for name in ("low", "high", "n_shown", "interval_low", "interval_high")
            ),
        ]


def charts_of(found: Answer) -> list[Chart]:
    """Choose the form by the question, and fill it."""
    form = {"time": _over_time, "groups": _between_groups, "levels": _by_level}
    return form.get(found.ask.comparison, _between_schools)(found)


def _between_schools(found: Answer) -> list[Chart]:
    names = _places(found.rows)
    several = len({row["value"] for row in found.rows}) > 1
    rows = []
    for cell in _in_order(found.rows, names):
        name = names[cell["place_id"]]
        if several:
            name = f"{name}, {labels.short_group(cell['dim'], cell['value'])}"
        rows.append(Row(name, (_value(cell, found),)))
    column = sentence(labels.group(found.ask.dim, found.ask.value))
    form = "bars" if found.measure.kind == "count" else "dots"
    return [_chart(found, form, (column,), rows)]


def _over_time(found: Answer) -> list[Chart]:
    years = sorted({row["school_year"] for row in found.rows})
    lines: dict[str, dict[int, Cell]] = {}
    for row in found.rows:
        lines.setdefault(row["value"], {})[row["school_year"]] = row
    rows = [
        Row(
            labels.short_group(found.ask.dim, value),
            tuple(_value(cells.get(year), found) for year in years),
        )
        for value, cells in sorted(lines.items())
        if value != "unknown"
    ]
    columns = tuple(school_year(year) for year in years)
    heads = "Students"
    parts = [rows[at : at + MOST_LINES] for at in range(0, len(rows), MOST_LINES)]
    return [_chart(found, "trend", columns, part, heads) for part in parts]


def _between_groups(found: Answer) -> list[Chart]:
    names = _places(found.rows)
    pair = PAIRS[found.ask.dim]
    by_place: dict[str, dict[str, Cell]] = {}
    for cell in _in_order(found.rows, names):
        by_place.setdefault(cell["place_id"], {})[cell["value"]] = cell
    rows = [
        Row(names[place], tuple(_value(cells.get(value), found) for value, _ in pair))
        for place, cells in by_place.items()
    ]
    return [_chart(found, "dumbbell", tuple(sentence(words) for _, words in pair), rows)]


def _by_level(found: Answer) -> list[Chart]:
    names = _places(found.rows)
    orders = {row["part"]: row["part_order"] for row in found.rows if row["part"]}
    parts = sorted(orders, key=lambda part: (orders[part] or 0, part))
    by_row: dict[str, dict[str, Cell]] = {}
    for cell in _in_order(found.rows, names):
        in_place = found.ask.dim != "all" and not found.ask.value
        name = (
            labels.short_group(cell["dim"], cell["value"]) if in_place else names[cell["place_id"]]
        )
        if not (in_place and cell["value"] == "unknown"):
            by_row.setdefault(name, {})[cell["part"]] = cell
    rows = [
        Row(name, tuple(_value(cells.get(part), found) for part in parts))
        for name, cells in by_row.items()
    ]
    heads = "Students" if found.ask.dim != "all" and not found.ask.value else "School"
    return [_chart(found, "levels", tuple(parts), rows, heads)]


def _chart(
    found: Answer, form: Any, columns: tuple[str, ...], rows: list[Row], heads: str = "School"
) -> Chart:
    unit = {"percent": "percent", "points": "points"}.get(found.measure.unit, "number")
    return Chart(
        form=form,
        title=title_of(found),
        unit=unit,  # type: ignore[arg-type]
        columns=columns,
        rows=tuple(rows),
        as_rows_of=heads,
        note=_says(found),
        start_at_zero=found.measure.kind in ("share", "count"),
    )


def _says(found: Answer) -> str:
    if found.measure.kind == "count":
        return "Students"
    if found.measure.kind == "parts":
        return "Percent of tested students at each level"
    unit = "Percent" if found.measure.unit == "percent" else "Score"
    return f"{unit}, with 95% intervals"


def _value(cell: Cell | None, found: Answer) -> Value:
    if cell is None:
        return Value(None, words="no figure", hidden=True)
    key = mark_key(cell)
    if cell["hidden"]:
        return Value(None, words="not shown", hidden=True, key=key)
    return Value(
        middle=cell["middle"],
        low=cell["interval_low"],
        high=cell["interval_high"],
        words=figure_words(cell, found.measure),
        key=key,
    )


def _places(rows: Iterable[Cell]) -> dict[str, str]:
    keys = {row["place_id"] for row in rows}
    known = dict(Org.objects.filter(key__in=keys).values_list("key", "name"))
    return {key: known.get(key) or place_name(key) for key in keys}


_RANK = {"district": 0, OrgKind.NETWORK.value: 1, OrgKind.SCHOOL.value: 2}


def _in_order(rows: Iterable[Cell], names: dict[str, str]) -> list[Cell]:
    """District, networks, schools, each by name: never by figure."""
    return sorted(rows, key=lambda row: (_RANK[row["level"]], names[row["place_id"]], row["value"]))
