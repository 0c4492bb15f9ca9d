"""How does a chart leave for other tools? As a Vega-Lite specification with its figures in it."""

from __future__ import annotations

from typing import Any

from trellis.charts.model import Chart, Row

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_TIP = {"field": "says", "type": "nominal"}
Spec = dict[str, Any]


def vega_lite(chart: Chart) -> Spec:
    """Return a Vega-Lite 5 specification; figures that are not shown are not in it."""
    made = {
        "trend": _trend,
        "levels": _levels,
        "waiting": _curves,
        "concentration": _curves,
        "control": _months,
        "run": _months,
        "scatter": _scatter,
    }.get(chart.form, _rows)
    values = _places(chart) if chart.form == "scatter" else _values(chart)
    told: Spec = {"$schema": _SCHEMA, "title": chart.title, "data": {"values": values}}
    return told | made(chart)


def _values(chart: Chart) -> list[Spec]:
    return [
        {
            "name": row.name,
            "column": column,
            "value": value.middle,
            "low": value.low,
            "high": value.high,
            "says": value.said,
        }
        | ({"at": row.at} if chart.form in ("waiting", "concentration") else {})
        for row in chart.rows
        for column, value in zip(chart.columns, row.values, strict=True)
        if value.middle is not None
    ]


def _places(chart: Chart) -> list[Spec]:
    def place(row: Row) -> Spec:
        along, up = row.values[:2]
        return {"name": row.name, "along": along.middle, "value": up.middle, "says": row.name}

    shown = (row for row in chart.rows if all(v.middle is not None for v in row.values[:2]))
    return [place(row) for row in shown]


def _names(chart: Chart) -> Spec:
    return {"field": "name", "type": "nominal", "sort": None, "title": chart.as_rows_of}


def _columns() -> Spec:
    return {"field": "column", "type": "nominal", "sort": None, "title": None}


def _figure(chart: Chart) -> Spec:
    return {
        "field": "value",
        "type": "quantitative",
        "title": chart.note or None,
        "scale": {"zero": chart.start_at_zero or chart.form == "bars"},
    }


def _rows(chart: Chart) -> Spec:
    names, figure = _names(chart), _figure(chart)
    low = figure | {"field": "low"}
    rule = {"mark": "rule", "encoding": {"y": names, "x": low, "x2": {"field": "high"}}}
    bars = chart.form == "bars"
    shape = {"type": "bar"} if bars else {"type": "point", "filled": True}
    by = {"color": _columns(), "yOffset" if bars else "shape": _columns()}
    groups = by if len(chart.columns) > 1 else {}
    point = {"mark": shape, "encoding": {"y": names, "x": figure, "tooltip": _TIP} | groups}
    return {"layer": [rule, point]}


def _levels(chart: Chart) -> Spec:
    stacked = _figure(chart) | {"stack": "normalize"}
    tint = _columns() | {"scale": {"domain": list(chart.columns)}}
    levels = {"y": _names(chart), "x": stacked, "color": tint, "tooltip": _TIP}
    return {"mark": "bar", "encoding": levels}


def _trend(chart: Chart) -> Spec:
    figure, columns = _figure(chart), _columns()
    low = figure | {"field": "low"}
    rule = {"mark": "rule", "encoding": {"x": columns, "y": low, "y2": {"field": "high"}}}
    line = {
        "mark": {"type": "line", "point": True},
        "encoding": {"x": columns, "y": figure, "tooltip": _TIP},
    }
    return {"facet": {"column": _names(chart)}, "spec": {"layer": [rule, line]}}


def _curves(chart: Chart) -> Spec:
    steps = {"interpolate": "step-after"} if chart.form == "waiting" else {}
    along = {"field": "at", "type": "quantitative", "title": chart.as_rows_of}
    figure = _figure(chart) | {"scale": {"domain": [0, 100]}}
    low = figure | {"field": "low"}
    band = {
        "mark": {"type": "area", "opacity": 0.14} | steps,
        "encoding": {"x": along, "y": low, "y2": {"field": "high"}},
    }
    line = {
        "mark": {"type": "line"} | steps,
        "encoding": {"x": along, "y": figure, "tooltip": _TIP},
    }
    return {"facet": {"column": _columns()}, "spec": {"layer": [band, line]}}


def _months(chart: Chart) -> Spec:
    by = {"x": _names(chart), "y": _figure(chart), "color": _columns(), "tooltip": _TIP}
    return {"mark": {"type": "line", "point": True}, "encoding": by}


def _scatter(chart: Chart) -> Spec:
    along = {"field": "along", "type": "quantitative", "title": chart.columns[0]}
    up = _figure(chart) | {"title": chart.columns[1]}
    point = {
        "mark": {"type": "point", "filled": True},
        "encoding": {"x": along, "y": up, "tooltip": _TIP},
    }
    lines: list[Spec] = [
        {
            "data": {"values": [{"along": x, "value": y} for x, y in guide.points]},
            "mark": {"type": "line", "strokeDash": [2, 3]},
            "encoding": {"x": along, "y": up},
        }
        for guide in chart.guides
    ]
    return {"layer": [*lines, point]}
