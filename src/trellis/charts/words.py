"""What does a chart say to somebody who does not see it?"""

from __future__ import annotations

from trellis.charts.model import Chart, Row, Table, Value

_FORMS = {
    "trend": "Line charts, one for each line of the table, on one scale",
    "dots": "A dot with its interval for each line of the table",
    "dumbbell": "Two dots joined by a line for each line of the table",
    "levels": "A bar divided into levels for each line of the table",
    "bars": "A bar for each line of the table",
    "waiting": "A curve that falls in steps, from all at day 0, with a band for its interval",
    "concentration": "A curve against the diagonal on which support would be spread evenly",
    "control": "A line through the months, its centre, and the field that its own past explains",
    "run": "A line through the months, with their median",
    "scatter": "A point for each line of the table: {along} along, {up} up",
}
_CURVES = ("waiting", "concentration")


def table(chart: Chart) -> Table:
    """Return the figures as a table; a hidden one is "not shown"."""
    head = [chart.as_rows_of, *chart.columns]
    rows = [[row.name, *(value.said for value in row.values)] for row in chart.rows]
    return Table(chart.title, head, rows)


def describe(chart: Chart) -> str:
    """Say what is drawn: form, range, how many are not shown. Never who is first or last."""
    values = [value for row in chart.rows for _, value in _figures(chart, row)]
    shown = [(v.middle, v.short) for v in values if v.middle is not None]
    said = _FORMS[chart.form].format(along=chart.columns[0], up=chart.columns[-1])
    said += "." if chart.form in _CURVES else f": {len(chart.rows)} in all."
    if shown:
        said += f" Figures run from {min(shown)[1]} to {max(shown)[1]}."
    hidden = len(values) - len(shown)
    if hidden:
        said += f" {hidden} of {len(values)} {'is' if hidden == 1 else 'are'} not shown."
    return " ".join([said, *(f"{guide.words}." for guide in chart.guides if guide.words)])


def marks(chart: Chart) -> list[tuple[str, str]]:
    """Return every place that a note can point at: its key and its words."""
    return [
        (value.key, label(chart, row.name, column, value))
        for row in chart.rows
        for column, value in _figures(chart, row)
        if value.key
    ]


def label(chart: Chart, name: str, column: str, value: Value) -> str:
    """Name one mark: "Oak Hollow, 2025–26: 20–25%"."""
    many = len(chart.columns) > 1 and chart.form not in ("control", "run")
    return f"{name}, {column}: {value.said}" if many else f"{name}: {value.said}"


def _figures(chart: Chart, row: Row) -> list[tuple[str, Value]]:
    """Return what is a mark in a row: limits, a median and a place along the axis are none."""
    each = list(zip(chart.columns, row.values, strict=True))
    return {"control": each[:1], "run": each[:1], "scatter": each[1:]}.get(chart.form, each)
