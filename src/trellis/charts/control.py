"""How is somebody's own past drawn: months on a line, its centre, and what is usual?"""

from __future__ import annotations

from collections.abc import Iterator

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
from trellis.charts.plane import HEAD, LEFT, Spot

_USUAL = "what its own ups and downs explain"
_RINGED = "not explained by them"


def draw_control(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw months in their order; signals are ringed, and no month is called good or bad."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    top, bottom = HEAD, HEAD + (170.0 if narrow else 210.0)
    limits = [value for value in _last_limits(chart) if value.middle is not None]
    room = max((len(value.short) for value in limits), default=0) * LETTER
    left, right = LEFT, pen.width - room - 12
    scale = scale_of(chart, bottom, top, most=4)
    pen.text(left, top - 12, shortened(chart.columns[0], pen.width - left), "c-strong")
    for tick in scale.ticks:
        y = scale.at(tick)
        pen.line(left, y, right, y, "c-grid")
        pen.text(left - 6, y + 4.5, tick_words(chart, tick), "c-soft", "end")
    apart = (right - left - 20) / max(1, len(chart.rows) - 1)
    xs = [left + 10 + apart * i for i in range(len(chart.rows))]
    _usual(pen, chart, xs, scale, apart / 2)
    for stretch in _stretches(chart, xs, scale, 0):
        pen.path(stretch, "c-line")
    for x, row in zip(xs, chart.rows, strict=True):
        _month(pen, chart, row, x, scale, min(8.0, apart / 2))
    for value in limits:
        pen.text(right + 6, scale.at(value.middle or 0.0) + 4.5, value.short, "c-soft")
    _months(pen, chart, xs, bottom + 17)
    return pen.done(_legend(pen, chart, bottom + 40))


def _last_limits(chart: Chart) -> tuple[Value, ...]:
    shown = [row for row in chart.rows if row.values[0].middle is not None]
    return shown[-1].values[1:] if shown else ()


def _stretches(chart: Chart, xs: list[float], scale: Scale, column: int) -> Iterator[list[Spot]]:
    """Return a column's line, cut where a month is hidden."""
    stretch: list[Spot] = []
    for x, row in zip(xs, chart.rows, strict=True):
        middle = row.values[column].middle
        if middle is not None:
            stretch.append((x, scale.at(middle)))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _usual(pen: Pen, chart: Chart, xs: list[float], scale: Scale, half: float) -> None:
    """Shade what is usual between the limits, and draw the centre; both hold around each month."""

    def wide(stretch: list[Spot]) -> list[Spot]:
        return [spot for x, y in stretch for spot in ((x - half, y), (x + half, y))]

    if len(chart.columns) > 3:
        lower, upper = (_stretches(chart, xs, scale, column) for column in (2, 3))
        for low, high in zip(lower, upper, strict=True):
            pen.path([*wide(high), *reversed(wide(low))], "c-field", close=True)
    if len(chart.columns) > 1:
        for stretch in _stretches(chart, xs, scale, 1):
            pen.path(wide(stretch), "c-centre")


def _month(pen: Pen, chart: Chart, row: Row, x: float, scale: Scale, half: float) -> None:
    value = row.values[0]
    if value.middle is None:
        tall = scale.begin - scale.end
        pen.shape(pen.hatch(x - half, scale.end, 2 * half, tall), row.name, chart.columns[0], value)
        return
    place = f'cx="{number(x)}" cy="{number(scale.at(value.middle))}"'
    inner = f'<circle {place} r="4.5" class="c-mark"/>'
    if value.remark:
        ring = f'<circle {place} r="9" class="c-ring" fill="none" stroke="currentColor"/>'
        inner = ring + inner
    pen.shape(inner, row.name, chart.columns[0], value)


def _months(pen: Pen, chart: Chart, xs: list[float], y: float) -> None:
    """Name the months, as many as there is room for, the first and the last ones always."""
    many = len(chart.rows)
    longest = max((len(row.name) for row in chart.rows), default=0) * LETTER + 12
    most = max(1, int((xs[-1] - xs[0]) / longest)) if many > 1 else 1
    every = -(-(many - 1) // most) if many > 1 else 1
    for at in range(0, many, every):
        if at + every <= many - 1 or at == many - 1:
            anchor = "start" if at == 0 else "end" if at == many - 1 else "middle"
            pen.text(xs[at] - (8 if at == 0 else 0), y, chart.rows[at].name, "c-soft", anchor)
    if many > 1 and (many - 1) % every:
        pen.text(xs[-1], y, chart.rows[-1].name, "c-soft", "end")


def _legend(pen: Pen, chart: Chart, y: float) -> float:
    """Say what the field, the rings and the hatch are; only what was drawn. Return the height."""
    x = LEFT
    signs = []
    if len(chart.columns) > 3:
        signs.append(('<rect x="0" y="-11" width="18" height="13" class="c-field"/>', _USUAL))
    if any(row.values[0].remark for row in chart.rows):
        ring = '<circle cx="9" cy="-4.5" r="7" class="c-ring" fill="none" stroke="currentColor"/>'
        signs.append((ring, _RINGED))
    if pen.uses_hatch:
        signs.append((pen.hatch(0, -11, 18, 13), NOT_SHOWN))
    for shape, words in signs:
        wide = 26 + len(words) * LETTER
        if x > LEFT and x + wide > pen.width:
            x, y = LEFT, y + 20
        pen.parts.append(f'<g transform="translate({number(x)},{number(y)})">{shape}</g>')
        pen.text(x + 24, y, words, "c-soft")
        x += wide + 20
    return y + 10 if signs else y - 14
