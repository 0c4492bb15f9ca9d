"""How is support drawn against need: a point a school, what is usual as a line, few names?

Points stand where their figures are; a school is found by pointing at it, or in the table.
"""

from __future__ import annotations

from trellis.charts.model import NOT_SHOWN, Chart, Guide, Row
from trellis.charts.pen import (
    LETTER,
    NARROW,
    WIDE,
    Pen,
    Scale,
    number,
    scale_between,
    tick_words,
)
from trellis.charts.plane import FOOT, HEAD, LEFT, Plane, Spot, frame

_STRIP = 26.0
_RADIUS = 5.0
Box = tuple[float, float, float, float]


def draw_scatter(chart: Chart, key: str, *, narrow: bool, pointable: bool) -> str:
    """Draw a scatter; a school of which anything is hidden has a field below, and no place."""
    pen = Pen(chart, key, NARROW if narrow else WIDE, pointable)
    top = HEAD
    bottom = top + (230.0 if narrow else 300.0)
    left, right = LEFT + 6, pen.width - 14
    plane = Plane(
        left,
        right,
        top,
        bottom,
        _scale(chart, 0, left, right, most=4 if narrow else 8),
        _scale(chart, 1, bottom, top, most=5),
    )
    frame(
        pen,
        plane,
        above=chart.columns[1],
        along=chart.columns[0],
        along_words="{:g}".format,
        up_words=lambda tick: tick_words(chart, tick),
    )
    for guide in chart.guides:
        _usual(pen, guide, plane)
    placed = [(row, spot) for row in chart.rows if (spot := _spot(row, plane)) is not None]
    chosen = any(row.named for row, _ in placed)
    _names(pen, placed, plane)  # before the points: a name may not hide one
    for row, (x, y) in placed:
        kind = "c-mark" if row.named or not chosen else "c-point"
        mark = f'<circle cx="{number(x)}" cy="{number(y)}" r="{_RADIUS:g}" class="{kind}"/>'
        pen.shape(mark, row.name, chart.columns[1], row.values[1])
    bottom += FOOT
    hidden = [row for row in chart.rows if _spot(row, plane) is None]
    if hidden:
        _strip(pen, chart, hidden, plane, bottom)
        bottom += _STRIP
    return pen.done(bottom)


def _scale(chart: Chart, column: int, begin: float, end: float, *, most: int) -> Scale:
    shown = [row.values[column].middle for row in chart.rows]
    figures = [figure for figure in shown if figure is not None]
    if chart.start_at_zero or not figures:
        figures.append(0.0)
    return scale_between(min(figures), max(figures), begin, end, most=most)


def _spot(row: Row, plane: Plane) -> Spot | None:
    along, up = (value.middle for value in row.values[:2])
    return None if along is None or up is None else plane.at(along, up)


def _usual(pen: Pen, guide: Guide, plane: Plane) -> None:
    """Draw what is usual, its band, and its words at the right end of the line."""
    ends = [along for along, _ in guide.points]
    if len(guide.low) == len(guide.high) == len(ends):
        upper = [plane.at(along, up) for along, up in zip(ends, guide.high, strict=True)]
        lower = [plane.at(along, up) for along, up in zip(ends, guide.low, strict=True)]
        pen.path([*upper, *reversed(lower)], "c-field", close=True)
    spots = [plane.at(*point) for point in guide.points]
    pen.path(spots, "c-guide")
    if guide.words and spots:
        tops = [plane.y.at(high) for high in guide.high[-1:]] or [spots[-1][1]]
        pen.text(spots[-1][0], max(tops[0] - 7, plane.top + 4), guide.words, "c-ink", "end")


def _names(pen: Pen, placed: list[tuple[Row, Spot]], plane: Plane) -> None:
    """Write chosen names where they cover no other name, no chosen point, and as few as may be."""
    points = [spot for _, spot in placed]
    taken: list[Box] = []
    for row, (x, y) in placed:
        if not row.named:
            continue
        wide = len(row.name) * LETTER
        beside = (("start", x + 9, x + 9), ("end", x - 9, x - 9 - wide))
        tries = [(side, at, y + down, left) for down in (4.5, -10, 19) for side, at, left in beside]
        tries += [("middle", x, y + down, x - wide / 2) for down in (-10, 20)]
        boxes = [(left, low - 13, left + wide, low + 2) for _, _, low, left in tries]
        costs = [_covers(box, taken, points, plane) for box in boxes]
        best = costs.index(min(costs))
        side, at, low, _ = tries[best]
        pen.text(at, low, row.name, "c-strong", side)
        taken.append(boxes[best])


def _covers(box: Box, taken: list[Box], points: list[Spot], plane: Plane) -> int:
    left, top, right, bottom = box
    names = sum(a < right and left < c and b < bottom and top < d for a, b, c, d in taken)
    dots = sum(left - 4 < x < right + 4 and top - 4 < y < bottom + 4 for x, y in points)
    beside = left < plane.left or right > plane.right + 12
    outside = beside or top < plane.top - 12 or bottom > plane.bottom + 2
    return 100 * outside + 20 * names + dots


def _strip(pen: Pen, chart: Chart, hidden: list[Row], plane: Plane, top: float) -> None:
    wide = plane.wide / len(hidden)
    for at, row in enumerate(hidden):
        field = pen.hatch(plane.left + at * wide, top, wide - 2, 16)
        pen.shape(field, row.name, chart.columns[1], row.values[1])
    words = f"{len(hidden)} {NOT_SHOWN}" if len(hidden) > 1 else NOT_SHOWN
    pen.text(plane.left + 6, top + 12.5, words, "c-ink")
