"""How are curves drawn: how long requests wait, and how support spreads over need?

One panel a column, all on one scale, the others behind in grey.
"""

from __future__ import annotations

from trellis.charts.model import Chart, Guide, Row, Value
from trellis.charts.pen import NARROW, WIDE, Pen, Scale, number, scale_between, shortened
from trellis.charts.plane import FOOT, HEAD, Plane, Spot, beside, frame, hide, panels

_SQUARE = 300.0
_TICK = 5.0


def draw_waiting(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw step curves from all at day 0 down; a tick is a request that is open still."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    most = 1 if narrow else 2
    tall = 170.0 if narrow or len(chart.columns) > 1 else 210.0
    last = max((row.at for row in chart.rows), default=0.0)
    bottom = 0.0
    for column, (left, right, line) in enumerate(panels(pen, len(chart.columns), most=most)):
        top = HEAD + line * (HEAD + tall + FOOT)
        bottom = top + tall
        days = scale_between(0, max(last, 1), left, right, most=4 if narrow else 6)
        ticks = tuple(tick for tick in days.ticks if tick <= last or tick == 0)
        days = Scale(0, max(last, 1), ticks, left, right)
        shares = Scale(0, 100, (0, 50, 100), bottom, top)
        plane = Plane(left, right, top, bottom, days, shares)
        frame(
            pen,
            plane,
            above=shortened(chart.columns[column], plane.wide),
            along=chart.as_rows_of,
            along_words="{:g}".format,
            up_words="{:g}%".format,
        )
        if _hidden(chart, column):
            hide(pen, chart, chart.rows, plane, column)
            continue
        for other in range(len(chart.columns)):
            if other != column and not _hidden(chart, other):
                pen.path(_steps(chart.rows, other, plane), "c-behind")
        _waiting_curve(pen, chart, column, plane)
    return pen.done(bottom + FOOT if chart.columns else HEAD)


def _hidden(chart: Chart, column: int) -> bool:
    return any(row.values[column].middle is None for row in chart.rows)


def _steps(rows: tuple[Row, ...], column: int, plane: Plane) -> list[Spot]:
    """Return the corners of a curve that holds each figure until the next day."""
    spots, up = [plane.at(0, 100)], 100.0
    for row in rows:
        spots.append(plane.at(row.at, up))
        up = row.values[column].middle or 0.0
        spots.append(plane.at(row.at, up))
    return [*spots, (plane.right, spots[-1][1])]


def _waiting_curve(pen: Pen, chart: Chart, column: int, plane: Plane) -> None:
    for stretch in _bands(chart.rows, column, plane):
        pen.path(stretch, "c-band", close=True)
    pen.path(_steps(chart.rows, column, plane), "c-line")
    ends = [*(plane.x.at(row.at) for row in chart.rows[1:]), plane.right][: len(chart.rows)]
    for row, end in zip(chart.rows, ends, strict=True):
        value = row.values[column]
        x, y = plane.at(row.at, value.middle or 0.0)
        inner = pen.part([(x, y), (max(end, x + 4), y)], "c-line")
        if value.ticks:
            inner += pen.part([(x, y - _TICK), (x, y + _TICK)], "c-tick")
        pen.shape(inner, row.name, chart.columns[column], value)
    for guide in chart.guides:
        if guide.column == column:
            _drop(pen, guide, plane)


def _bands(rows: tuple[Row, ...], column: int, plane: Plane) -> list[list[Spot]]:
    """Return the outlines of the band; where a step has no interval there is none."""
    ends = [*(plane.x.at(row.at) for row in rows[1:]), plane.right][: len(rows)]
    stretches: list[tuple[list[Spot], list[Spot]]] = [([], [])]
    for row, end in zip(rows, ends, strict=True):
        value, x = row.values[column], plane.x.at(row.at)
        if value.low is None or value.high is None:
            stretches.append(([], []))
            continue
        upper, lower = stretches[-1]
        upper += [(x, plane.y.at(value.high)), (end, plane.y.at(value.high))]
        lower += [(x, plane.y.at(value.low)), (end, plane.y.at(value.low))]
    return [upper + lower[::-1] for upper, lower in stretches if upper]


def _drop(pen: Pen, guide: Guide, plane: Plane) -> None:
    """Drop a median to the axis, where its interval lies; its words stand where it leaves."""
    for at, (along, up) in enumerate(guide.points):
        x, y = plane.at(along, up)
        pen.line(plane.left, y, x, y, "c-guide")
        pen.line(x, y, x, plane.bottom, "c-guide")
        if at < len(guide.low) and at < len(guide.high):
            ends = (guide.low[at], guide.high[at])
            low, high = (plane.x.at(end) for end in ends)
            pen.line(low, plane.bottom, high, plane.bottom, "c-rule")
        beside(pen, (x, y - 8), guide.words, plane)


def draw_concentration(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw the share of support against the share of students, from the least need up."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    tall = 230.0 if narrow else _SQUARE
    bottom = 0.0
    for column, (left, right, line) in enumerate(
        panels(pen, len(chart.columns), most=1 if narrow else 2)
    ):
        top = HEAD + line * (HEAD + tall + FOOT)
        bottom, right = top + tall, min(right, left + 1.25 * tall)
        ticks = (0.0, 50.0, 100.0)
        along, up = Scale(0, 100, ticks, left, right), Scale(0, 100, ticks, bottom, top)
        plane = Plane(left, right, top, bottom, along, up)
        frame(
            pen,
            plane,
            above=shortened(chart.columns[column], plane.wide),
            along=chart.as_rows_of,
            along_words="{:g}%".format,
            up_words="{:g}%".format,
        )
        if _hidden(chart, column):
            hide(pen, chart, chart.rows, plane, column)
        else:
            _spread(pen, chart, column, plane)
    return pen.done(bottom + FOOT if chart.columns else HEAD)


def _spread(pen: Pen, chart: Chart, column: int, plane: Plane) -> None:
    pen.line(*plane.at(0, 0), *plane.at(100, 100), "c-guide")
    values = [(row.at, row.values[column]) for row in chart.rows]
    ends = [plane.at(0, 0)], [plane.at(100, 100)]
    upper = [plane.at(at, v.high) for at, v in values if v.high is not None]
    lower = [plane.at(at, v.low) for at, v in values if v.low is not None]
    if len(upper) == len(lower) == len(values):
        pen.path([*ends[0], *upper, *ends[1], *reversed(lower)], "c-band", close=True)
    spots = [plane.at(at, value.middle or 0.0) for at, value in values]
    pen.path([*ends[0], *spots, *ends[1]], "c-line")
    for row, (x, y) in zip(chart.rows, spots, strict=True):
        mark = f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" class="c-mark"/>'
        pen.shape(mark, row.name, chart.columns[column], row.values[column])
    if values:
        _name_curve(pen, min(values, key=lambda pair: abs(pair[0] - 50)), plane)
    for guide in chart.guides:
        if guide.column == column:
            x, y = plane.at(*guide.points[0])
            pen.text(x + 4, y + 16, guide.words, "c-ink")


def _name_curve(pen: Pen, middle: tuple[float, Value], plane: Plane) -> None:
    """Name curve and diagonal on the sides that they leave free."""
    at, value = middle
    below = (value.middle or 0.0) <= at
    x, y = plane.at(at, value.middle or 0.0)
    aside = (10, 18, "start") if below else (-10, -10, "end")
    pen.text(x + aside[0], y + aside[1], value.short, "c-strong", aside[2])
    x, y = plane.at(40, 40)
    away = (-8, -6, "end") if below else (10, 14, "start")
    pen.text(x + away[0], y + away[1], "spread evenly", "c-ink", away[2])
