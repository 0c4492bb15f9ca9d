"""How are charts with one line a row drawn: dots with intervals, dumbbells, level bars, bars?"""

from __future__ import annotations

from trellis.charts.model import NOT_SHOWN, Chart, Row
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

_TALL, _TALL_NARROW = 27.0, 44.0
_TOP = 8.0
_LONGEST = 220.0
_NEAR = 12.0
"""Two marks nearer than this would cover each other: they step aside."""


def draw_rows(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw a chart of rows; on a narrow page names stand above their marks."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    longest = max((len(row.name) for row in chart.rows), default=0) * LETTER + 14
    names = 0.0 if narrow else min(_LONGEST, longest)
    tall = _TALL_NARROW if narrow else _TALL
    two_bars = chart.form == "bars" and len(chart.columns) > 1
    if two_bars:
        tall += 11
    top = _TOP + _legend(pen, chart, names)
    scale = _scale(pen, chart, names)
    bottom = top + tall * len(chart.rows)
    for tick in scale.ticks:
        x = scale.at(tick)
        pen.line(x, top, x, bottom, "c-grid")
        pen.text(x, bottom + 18, tick_words(chart, tick), "c-soft", "middle")
    draw = {"dumbbell": _pair, "levels": _levels, "bars": _bar}.get(chart.form, _dot)
    for index, row in enumerate(chart.rows):
        y = top + tall * index + (tall - 13 if narrow else tall / 2)
        if narrow:
            pen.text(0, y - (20 if two_bars else 14), shortened(row.name, pen.width), "c-ink")
        else:
            pen.text(names - 6, y + 4.5, shortened(row.name, names - 10), "c-ink", "end")
        draw(pen, chart, row, y, scale)
    return pen.done(bottom + (26 if scale.ticks else 8))


def _scale(pen: Pen, chart: Chart, names: float) -> Scale:
    """Lay the scale so that the words beside a mark have room on its outer sides."""
    begin = names + (16 if names == 0 and chart.form != "levels" else 8)
    if chart.form == "levels":
        return Scale(0, 100, (), begin, pen.width - 8)
    said = [value.short for row in chart.rows for value in row.values if value.middle is not None]
    room = min(pen.width / 4, max((len(words) for words in said), default=0) * LETTER + 18)
    if chart.form == "dumbbell":
        begin += room
    return scale_of(chart, begin, pen.width - max(room, 24.0))


def _dot(pen: Pen, chart: Chart, row: Row, y: float, scale: Scale) -> None:
    value = row.values[0]
    if value.middle is None:
        _hidden(pen, chart, row, y, scale, NOT_SHOWN)
        return
    x = scale.at(value.middle)
    inner, end = "", x
    if value.low is not None and value.high is not None:
        low, end = scale.at(value.low), scale.at(value.high)
        ends = f"M{number(low)},{number(y)}H{number(end)}"
        inner += f'<path d="{ends}" class="c-rule" fill="none" stroke="currentColor"/>'
    inner += _sign(0, x, y)
    pen.shape(inner, row.name, chart.columns[0], value)
    pen.text(max(end, x + 5) + 6, y + 4.5, value.short, "c-soft")


def _sign(column: int, x: float, y: float) -> str:
    """Return the mark of a group: a round one, or a square one that is told by shape alone."""
    if column == 0:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="5.5" class="c-mark"/>'
    side = f'x="{number(x - 4.5)}" y="{number(y - 4.5)}" width="9" height="9"'
    return f'<rect {side} class="c-other"/>'


def _pair(pen: Pen, chart: Chart, row: Row, y: float, scale: Scale) -> None:
    places = sorted(
        (scale.at(value.middle), column)
        for column, value in enumerate(row.values)
        if value.middle is not None
    )
    hidden = [at for at, value in enumerate(row.values) if value.middle is None]
    if hidden:
        which = ", ".join(chart.columns[at] for at in hidden)
        _hidden(pen, chart, row, y, scale, f"{which}: {NOT_SHOWN}" if places else NOT_SHOWN, places)
    close = len(places) > 1 and places[-1][0] - places[0][0] < _NEAR
    if len(places) > 1 and not close:
        pen.line(places[0][0], y, places[-1][0], y, "c-join")
    for x, column in places:
        aside = (column * 2 - 1) * 5 if close else 0
        pen.shape(_sign(column, x, y + aside), row.name, chart.columns[column], row.values[column])
    if places:
        x, column = places[-1]
        pen.text(x + 10, y + 4.5, row.values[column].short, "c-soft")
    for x, column in places[:-1]:
        pen.text(x - 10, y + 4.5, row.values[column].short, "c-soft", "end")


def _levels(pen: Pen, chart: Chart, row: Row, y: float, scale: Scale) -> None:
    if any(value.middle is None for value in row.values):
        every = all(value.middle is None for value in row.values)
        _hidden(pen, chart, row, y, scale, NOT_SHOWN if every else f"in part {NOT_SHOWN}")
        return
    total = sum(value.middle or 0 for value in row.values) or 1.0
    at = scale.begin
    for column, value in enumerate(row.values):
        wide = (value.middle or 0) / total * (scale.end - scale.begin)
        tone = _tone(column, len(row.values))
        inner = (
            f'<rect x="{number(at)}" y="{number(y - 10)}" width="{number(wide)}" height="20" '
            f'class="c-level c-level-{tone}"/>'
        )
        if wide > len(value.short) * LETTER + 6:
            middle = f'x="{number(at + wide / 2)}" y="{number(y + 4.5)}" text-anchor="middle"'
            inner += f'<text {middle} class="c-on c-on-{tone}">{pen.safe(value.short)}</text>'
        pen.shape(inner, row.name, chart.columns[column], value)
        at += wide


def _tone(column: int, many: int) -> int:
    """Spread levels over five tones, from low to high."""
    return 1 + round(column / max(1, many - 1) * 4)


def _bar(pen: Pen, chart: Chart, row: Row, y: float, scale: Scale) -> None:
    """Draw one bar, or two above each other: a full one, and one that is told by shape alone."""
    if all(value.middle is None for value in row.values):
        _hidden(pen, chart, row, y, scale, NOT_SHOWN)
        return
    tall = 14.0 if len(row.values) == 1 else 13.0
    top = y - tall * len(row.values) / 2
    for column, value in enumerate(row.values):
        if value.middle is None:
            inner = pen.hatch(scale.begin, top, scale.end - scale.begin, tall)
            pen.shape(inner, row.name, chart.columns[column], value)
            pen.text(scale.begin + 6, top + tall - 1, NOT_SHOWN, "c-ink")
        else:
            zero, x = sorted((scale.at(0), scale.at(value.middle)))
            kind = "c-other" if column else "c-bar"
            place = f'x="{number(zero)}" y="{number(top)}" width="{number(x - zero)}"'
            inner = f'<rect {place} height="{number(tall)}" class="{kind}"/>'
            pen.shape(inner, row.name, chart.columns[column], value)
            pen.text(x + 6, top + tall / 2 + 4.5, value.short, "c-soft")
        top += tall + 1


def _hidden(
    pen: Pen,
    chart: Chart,
    row: Row,
    y: float,
    scale: Scale,
    words: str,
    drawn: list[tuple[float, int]] | None = None,
) -> None:
    """Hatch the whole scale, in equal fields for the figures not `drawn`: no place tells anything.

    A field may stand for a figure that is shown but has no place to be drawn at, a level beside a
    hidden one; its label says it.
    """
    placed = {column for _, column in drawn or []}
    columns = [at for at in range(len(row.values)) if at not in placed]
    wide = (scale.end - scale.begin) / len(columns)
    for at, column in enumerate(columns):
        field = pen.hatch(scale.begin + at * wide, y - 7, wide, 14)
        pen.shape(field, row.name, chart.columns[column], row.values[column])
    left = right = scale.end - scale.begin
    if drawn:
        x, column = drawn[-1]
        left = x - 10 - scale.begin
        right = scale.end - x - 16 - len(row.values[column].short) * LETTER
    if len(words) * LETTER + 10 > max(left, right):
        words = NOT_SHOWN
    if left >= right:
        pen.text(scale.begin + 6, y + 4.5, words, "c-ink")
    else:
        pen.text(scale.end - 6, y + 4.5, words, "c-ink", "end")


def _legend(pen: Pen, chart: Chart, names: float) -> float:
    """Name two groups, or levels, above the rows; return the height that it took."""
    one_bar = chart.form == "bars" and len(chart.columns) < 2
    if one_bar or chart.form not in ("dumbbell", "levels", "bars"):
        return 0.0
    x, y = names + 8, 16.0
    for column, name in enumerate(chart.columns):
        wide = len(name) * LETTER + 34
        if x + wide > pen.width and x > names + 8:
            x, y = names + 8, y + 20
        if chart.form == "dumbbell":
            shape = _sign(column, x + 6, y - 4)
        elif chart.form == "bars":
            kind = "c-other" if column else "c-bar"
            place = f'x="{number(x)}" y="{number(y - 10)}"'
            shape = f'<rect {place} width="12" height="12" class="{kind}"/>'
        else:
            tone = _tone(column, len(chart.columns))
            shape = (
                f'<rect x="{number(x)}" y="{number(y - 10)}" width="12" height="12" '
                f'class="c-level c-level-{tone}"/>'
            )
        pen.parts.append(shape)
        pen.text(x + 18, y, shortened(name, pen.width - x - 20), "c-ink")
        x += wide
    return y + 4
