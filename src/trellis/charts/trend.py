"""How are lines over the years drawn: one panel each, on one scale, the others behind in grey?"""

from __future__ import annotations

from trellis.charts.model import NOT_SHOWN, Chart, Row, Value
from trellis.charts.pen import (
    LETTER,
    NARROW,
    WIDE,
    Pen,
    Scale,
    number,
    scale_of,
    shortened,
    tick_words,
)

_AXIS = 40.0
_GAP = 20.0


def draw_trend(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw a trend; four panels stand side by side, two on a narrow page."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    across = min(len(chart.rows), 2 if narrow else 4) or 1
    wide = (pen.width - _AXIS - _GAP * (across - 1) - 6) / across
    tall = 120.0 if narrow else 150.0
    block = tall + 62
    for index, row in enumerate(chart.rows):
        left = _AXIS + (index % across) * (wide + _GAP)
        top = 26 + (index // across) * block
        scale = scale_of(chart, top + tall, top, most=3 if narrow else 4)
        _panel(pen, chart, row, left, wide, top, scale, first=index % across == 0)
    lines = (len(chart.rows) + across - 1) // across
    bottom = block * max(1, lines) - 8
    if pen.uses_hatch:
        pen.parts.append(pen.hatch(_AXIS, bottom, 16, 13))
        pen.text(_AXIS + 22, bottom + 11, NOT_SHOWN, "c-soft")
        bottom += 20
    return pen.done(bottom)


def _panel(
    pen: Pen,
    chart: Chart,
    row: Row,
    left: float,
    wide: float,
    top: float,
    scale: Scale,
    *,
    first: bool,
) -> None:
    pen.text(left, top - 12, shortened(row.name, wide), "c-strong")
    for tick in scale.ticks:
        y = scale.at(tick)
        pen.line(left, y, left + wide, y, "c-grid")
        if first:
            pen.text(left - 6, y + 4.5, tick_words(chart, tick), "c-soft", "end")
    many = len(chart.columns)
    xs = [left + 8 + (wide - 16) * (i / (many - 1) if many > 1 else 0.5) for i in range(many)]
    for other in chart.rows:
        if other is not row:
            for stretch in _stretches(other, xs, scale):
                pen.path([(x, y) for x, y, _ in stretch], "c-behind")
    lonely: set[float] = set()
    for stretch in _stretches(row, xs, scale):
        if len(stretch) == 1:
            lonely.add(stretch[0][0])
        band = [(x, scale.at(v.high)) for x, _, v in stretch if v.high is not None]
        band += [(x, scale.at(v.low)) for x, _, v in reversed(stretch) if v.low is not None]
        if len(stretch) > 1 and len(band) == 2 * len(stretch):
            pen.path(band, "c-band", close=True)
        if len(stretch) > 1:
            pen.path([(x, y) for x, y, _ in stretch], "c-line")
    for x, column, value in zip(xs, chart.columns, row.values, strict=True):
        _point(pen, chart, row, x, column, value, scale, alone=x in lonely)
    shown = [(x, v) for x, v in zip(xs, row.values, strict=True) if v.middle is not None]
    if shown:
        x, last = shown[-1]
        from_x = x - len(last.short) * LETTER - 6
        beneath = [v.middle if v.high is None else v.high for at, v in shown if at >= from_x]
        above = min(scale.at(top) for top in beneath if top is not None) - 7
        pen.text(min(x + 6, left + wide), max(above, top + 4), last.short, "c-strong", "end")
    bottom = scale.begin + 18
    longest = max(len(column) for column in chart.columns) * LETTER + 10
    ends = range(many) if many * longest + 24 <= wide else sorted({0, many - 1})
    for at in ends:
        anchor, shift = "middle", 0
        if many > 1 and at in (0, many - 1):
            anchor, shift = ("start", -8) if at == 0 else ("end", 8)
        pen.text(xs[at] + shift, bottom, chart.columns[at], "c-soft", anchor)


def _stretches(row: Row, xs: list[float], scale: Scale) -> list[list[tuple[float, float, Value]]]:
    """Cut a line where a figure is hidden: no line is drawn across what is not shown."""
    found: list[list[tuple[float, float, Value]]] = [[]]
    for x, value in zip(xs, row.values, strict=True):
        if value.middle is None:
            found.append([])
        else:
            found[-1].append((x, scale.at(value.middle), value))
    return [stretch for stretch in found if stretch]


def _point(
    pen: Pen,
    chart: Chart,
    row: Row,
    x: float,
    column: str,
    value: Value,
    scale: Scale,
    *,
    alone: bool,
) -> None:
    """Draw one year; a year without a neighbour has no band, so it carries its own interval."""
    if value.middle is None:
        inner = pen.hatch(x - 8, scale.end, 16, scale.begin - scale.end)
        pen.shape(inner, row.name, column, value)
        return
    y = scale.at(value.middle)
    inner = f'<circle cx="{number(x)}" cy="{number(y)}" r="4.5" class="c-mark"/>'
    if alone and value.low is not None and value.high is not None:
        ends = f"M{number(x)},{number(scale.at(value.low))}V{number(scale.at(value.high))}"
        inner = f'<path d="{ends}" class="c-rule" fill="none" stroke="currentColor"/>' + inner
    pen.shape(inner, row.name, column, value)
