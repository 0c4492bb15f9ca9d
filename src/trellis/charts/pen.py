"""How is SVG written: text escaped, numbers short, no style and no script?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from html import escape

from trellis.charts.model import Chart, Value
from trellis.charts.words import describe, label

WIDE, NARROW = 720.0, 360.0
LETTER = 6.9
"""About how wide a letter is at 13 pixels."""


def number(x: float) -> str:
    """Write a coordinate with at most two digits."""
    return f"{x:.2f}".rstrip("0").rstrip(".")


def shortened(text: str, width: float) -> str:
    """Cut a name to what fits into a width, with an ellipsis."""
    most = max(4, int(width / LETTER))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


@dataclass
class Pen:
    """Gathers the parts of one drawing; `key` begins every id in it."""

    chart: Chart
    key: str
    width: float
    pointable: bool
    parts: list[str] = field(default_factory=list)
    uses_hatch: bool = False

    def __post_init__(self) -> None:
        self.key = re.sub(r"[^\w-]+", "-", self.key)

    @staticmethod
    def safe(words: str) -> str:
        """Return words as they may stand between tags."""
        return escape(words, quote=False)

    def text(
        self, x: float, y: float, words: str, kind: str = "c-ink", anchor: str = "start"
    ) -> None:
        """Write words with a halo, so that lines behind do not cross them."""
        said = self.safe(words)
        place = f'x="{number(x)}" y="{number(y)}"'
        where = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.parts.append(f'<text {place}{where} class="{kind}">{said}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """Draw a straight line."""
        ends = zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
        where = " ".join(f'{name}="{number(at)}"' for name, at in ends)
        self.parts.append(f'<line {where} class="{kind}" stroke="currentColor"/>')

    def path(self, points: list[tuple[float, float]], kind: str, *, close: bool = False) -> None:
        """Draw a line through points, or the area within them."""
        said = "L".join(f"{number(x)},{number(y)}" for x, y in points)
        end, look = ("Z", "") if close else ("", ' fill="none" stroke="currentColor"')
        self.parts.append(f'<path d="M{said}{end}" class="{kind}"{look}/>')

    def shape(self, inner: str, row: str, column: str, value: Value) -> None:
        """Draw a mark: a place that a note can point at."""
        if not self.pointable or not value.key:
            self.parts.append(inner)
            return
        words = escape(label(self.chart, row, column, value), quote=True)
        self.parts.append(
            f'<g class="c-place" role="button" tabindex="-1" aria-pressed="false" '
            f'data-mark="{escape(value.key, quote=True)}" aria-label="{words}">{inner}</g>'
        )

    def part(self, points: list[tuple[float, float]], kind: str) -> str:
        """Return a line through points, for use within a mark."""
        said = "L".join(f"{number(x)},{number(y)}" for x, y in points)
        return f'<path d="M{said}" class="{kind}" fill="none" stroke="currentColor"/>'

    def hatch(self, x: float, y: float, width: float, height: float) -> str:
        """Return the shape of a hidden figure: a hatched field."""
        self.uses_hatch = True
        return (
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
            f'height="{number(height)}" fill="url(#{self.key}-h)"/>'
        )

    def done(self, height: float) -> str:
        """Close the drawing."""
        size = f'viewBox="0 0 {number(self.width)} {number(height)}"'
        size += f' width="{number(self.width)}" height="{number(height)}"'
        title = escape(self.chart.title, quote=True)
        if self.pointable:
            names, heading = f'aria-label="{title}" aria-describedby="{self.key}-d"', ""
        else:
            names = f'aria-labelledby="{self.key}-t {self.key}-d"'
            heading = f'<title id="{self.key}-t">{title}</title>'
        role = "group" if self.pointable else "img"
        hatch = (
            f'<defs><pattern id="{self.key}-h" width="5" height="5" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)">'
            '<path d="M0 0V5" class="c-hatch" stroke="currentColor"/></pattern></defs>'
            if self.uses_hatch
            else ""
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" {size} '
            f'fill="currentColor" role="{role}" {names}>{heading}'
            f'<desc id="{self.key}-d">{escape(describe(self.chart))}</desc>'
            f"{hatch}{''.join(self.parts)}</svg>"
        )


@dataclass(frozen=True)
class Scale:
    """Where a figure lies between two ends, and which ones are named on the axis."""

    low: float
    high: float
    ticks: tuple[float, ...]
    begin: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a figure."""
        inside = min(self.high, max(self.low, value))
        return self.begin + (inside - self.low) / (self.high - self.low) * (self.end - self.begin)


def scale_of(chart: Chart, begin: float, end: float, *, most: int = 5) -> Scale:
    """Choose ends and ticks from the figures that are shown."""
    values = [v for row in chart.rows for v in row.values if v.middle is not None]
    ends = [x for v in values for x in (v.low, v.middle, v.high) if x is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, 100.0)
    if chart.start_at_zero or chart.form == "bars":
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-9:
        high = low + 1
    low, high, step = _rounded(low, high, most)
    if chart.unit == "percent":
        low, high = max(0.0, low), min(100.0, high)
    return Scale(low, high, _ticks(low, high, step), begin, end)


def scale_between(low: float, high: float, begin: float, end: float, *, most: int = 5) -> Scale:
    """Choose round ends and ticks for figures between two ends."""
    low, high, step = _rounded(low, high if high - low > 1e-9 else low + 1, most)
    return Scale(low, high, _ticks(low, high, step), begin, end)


def tick_words(chart: Chart, tick: float) -> str:
    """Name a place on the axis."""
    return f"{tick:g}%" if chart.unit == "percent" else f"{tick:,.10g}"


def _rounded(low: float, high: float, most: int) -> tuple[float, float, float]:
    step = _step((high - low) / most)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(low + step * i for i in range(round((high - low) / step) + 1))


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= least - 1e-12)
