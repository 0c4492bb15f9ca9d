"""How is a plane with two scales laid out: its grid, its axes, panels side by side?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trellis.charts.model import NOT_SHOWN, Chart, Row
from trellis.charts.pen import LETTER, Pen, Scale, shortened

LEFT = 44.0
GAP = 24.0
HEAD = 26.0
FOOT = 44.0
"""Above a plane stands what goes up, below it the axis and what goes along."""

Spot = tuple[float, float]


@dataclass(frozen=True)
class Plane:
    """A field of a drawing, and where a figure lies in it."""

    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale

    def at(self, along: float, up: float) -> Spot:
        """Return the place of two figures."""
        return self.x.at(along), self.y.at(up)

    @property
    def wide(self) -> float:
        """The width of the field."""
        return self.right - self.left


def panels(pen: Pen, many: int, *, most: int) -> list[tuple[float, float, int]]:
    """Return left end, right end and line of each of `many` panels, `most` of them in a line."""
    across = min(many, most) or 1
    wide = (pen.width - LEFT - (GAP + LEFT / 2) * (across - 1) - 8) / across
    lefts = [LEFT + column * (wide + GAP + LEFT / 2) for column in range(across)]
    return [(lefts[i % across], lefts[i % across] + wide, i // across) for i in range(many)]


def frame(
    pen: Pen,
    plane: Plane,
    *,
    above: str,
    along: str,
    along_words: Callable[[float], str],
    up_words: Callable[[float], str],
) -> None:
    """Draw the grid across what goes up, name the places of both scales, and say what they are."""
    pen.text(plane.left, plane.top - 12, above, "c-strong")
    for tick in plane.y.ticks:
        y = plane.y.at(tick)
        pen.line(plane.left, y, plane.right, y, "c-grid")
        pen.text(plane.left - 6, y + 4.5, up_words(tick), "c-soft", "end")
    for tick in plane.x.ticks:
        x, words = plane.x.at(tick), along_words(tick)
        place = "end" if x + len(words) * LETTER / 2 > plane.right + 12 else "middle"
        pen.text(x, plane.bottom + 17, words, "c-soft", place)
    pen.text(plane.left, plane.bottom + 36, shortened(along, plane.wide), "c-soft")


def hide(pen: Pen, chart: Chart, rows: tuple[Row, ...], plane: Plane, column: int) -> None:
    """Hatch a whole plane, in equal fields for its rows: no place in it tells anything."""
    wide = plane.wide / (len(rows) or 1)
    tall = plane.bottom - plane.top
    for at, row in enumerate(rows):
        field = pen.hatch(plane.left + at * wide, plane.top, wide, tall)
        pen.shape(field, row.name, chart.columns[column], row.values[column])
    middle = (plane.top + plane.bottom) / 2
    pen.text((plane.left + plane.right) / 2, middle, NOT_SHOWN, "c-ink", "middle")


def beside(pen: Pen, spot: Spot, words: str, plane: Plane, kind: str = "c-ink") -> None:
    """Write words to the right of a spot, or as far right as they fit into the plane."""
    x, y = spot
    wide = len(words) * LETTER
    if x + 8 + wide <= plane.right:
        pen.text(x + 8, y, words, kind)
    else:
        pen.text(plane.right, y, shortened(words, plane.wide), kind, "end")
