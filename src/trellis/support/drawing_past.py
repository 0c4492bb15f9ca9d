"""How has a measure gone, set against nothing but its own past?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trellis.charts.api import Chart, Row, Value, own_past_chart, run_chart_of
from trellis.evidence.api import Figure as Drawn
from trellis.lib.api import sentence
from trellis.statistics.api import (
    LEAST_POINTS,
    OWN_PAST,
    OwnPast,
    own_past,
    own_past_of_shares,
    run_chart,
)
from trellis.support.metrics.counted import Counted
from trellis.support.metrics.definition import Definition
from trellis.support.metrics.measures import DEFINITIONS
from trellis.support.metrics.promises import closed
from trellis.support.metrics.telling import SHAPES, Figure, figures
from trellis.support.models import Class

Unit = Literal["percent", "number"]

LEAST_DRAWN = 3
"""Fewer windows than these make no line."""

LEAST_USEFUL = 10
"""Fewer points off the middle than these tell no run."""

_COARSE = ("waiting", "count")
"""Forms that step by whole days or schools: limits about them would cry wolf, runs don't."""

_CALM = "Nothing here is outside what its own ups and downs explain."
_SIGNAL = "This is outside what its own ups and downs explain. Ask what was different."


@dataclass(frozen=True)
class Past:
    """A measure's own past: its drawing, and what may be said of it."""

    chart: Drawn | None
    says: str


def past(key: str, counted: Sequence[Counted], place: int) -> Past:
    """Draw a measure window by window, for all departments (ALL) or one."""
    definition = DEFINITIONS[key]
    if definition.form == "parts":
        return _shares_of_minutes(definition, counted, place)
    told = [_at(figures(key, one), place) for one in counted]
    shown = [one for one in told if one is not None and one.value is not None]
    if len(shown) < LEAST_DRAWN:
        return Past(None, f"Too few windows of {definition.days} school days to draw its past yet.")
    scale = 100 if definition.form == "share" else 1
    names = [one.window.short for one in counted]
    values = [None if one is None or one.value is None else scale * one.value for one in told]
    words = _words(definition)
    note = f"Each point is {definition.days} school days."
    if len(shown) < LEAST_POINTS or definition.form in _COARSE:
        return _run(definition, names, values, words, note)
    kept = _own_past(key, counted, told, place, scale)
    chart = own_past_chart(
        definition.title,
        definition.title,
        names,
        kept,
        words=words,
        hidden=[name for name, value in zip(names, values, strict=True) if value is None],
        least=0 if definition.form != "difference" else -100,
        note=f"{note} The field is what its own past explains.",
    )
    return Past(Drawn.of(_as_told(chart, definition), "past"), _says(kept, len(shown)))


def _shares_of_minutes(definition: Definition, counted: Sequence[Counted], place: int) -> Past:
    """Draw each kind of work by itself: no kind is better, so none is set against a limit."""
    totals = [sum(one.counts.get(place, {}).values()) for one in counted]
    if sum(1 for total in totals if total / 60 >= definition.least) < LEAST_DRAWN:
        return Past(None, f"Too few windows of {definition.days} school days to draw its past yet.")
    rows = []
    for shape in Class.values:
        values = []
        for one, total in zip(counted, totals, strict=True):
            enough = total / 60 >= definition.least
            part = 100 * one.counts[place][shape] / total if enough else None
            values.append(Value(part, words="" if part is None else f"{part:.0f}%"))
        rows.append(Row(sentence(SHAPES[shape]), tuple(values)))
    columns = tuple(one.window.short for one in counted)
    note = f"Percent of minutes; each point is {definition.days} school days."
    chart = Chart("trend", definition.title, "percent", columns, tuple(rows), "Kind of work", note)
    return Past(Drawn.of(chart, "past"), "")


def _own_past(
    key: str,
    counted: Sequence[Counted],
    told: Sequence[Figure | None],
    place: int,
    scale: float,
) -> OwnPast:
    pairs = list(zip(counted, told, strict=True))
    there = [(c, f) for c, f in pairs if f is not None and f.value is not None]
    if DEFINITIONS[key].form != "share":
        return own_past([f.value or 0.0 for _c, f in there])
    counts = [(closed(c.counts) if key == "closure" else c.counts)[place] for c, _f in there]
    found = own_past_of_shares([hits for hits, _n in counts], [n for _hits, n in counts])
    points = tuple(
        replace(p, value=scale * p.value, lower=scale * p.lower, upper=scale * p.upper)
        for p in found.points
    )
    return replace(found, centre=scale * found.centre, points=points)


def _run(
    definition: Definition,
    names: Sequence[str],
    values: Sequence[float | None],
    words: Callable[[float], str],
    note: str,
) -> Past:
    shown = [value for value in values if value is not None]
    runs = run_chart(shown)
    chart = run_chart_of(
        definition.title,
        definition.title,
        list(zip(names, values, strict=True)),
        runs.median,
        words=words,
        note=f"{note} The line across is the middle of all points.",
    )
    says = "Too few points to know what is usual."
    if runs.useful >= LEAST_USEFUL:
        says = _SIGNAL if runs.shifted else _CALM
    elif len(shown) >= LEAST_POINTS:
        says = "Most of these windows are alike; too few differ to tell a change."
    return Past(Drawn.of(_as_told(chart, definition), "past"), says)


def _as_told(chart: Chart, definition: Definition) -> Chart:
    unit: Unit = "percent" if definition.form == "share" else "number"
    return replace(chart, as_rows_of="Until", unit=unit)


def _says(kept: OwnPast, points: int) -> str:
    signal = any(point.beyond or point.eighth_on_one_side for point in kept.points)
    says = [_SIGNAL if signal else _CALM]
    if points < OWN_PAST.say:
        says.append(f"With {points} points that is a first hint only.")
    if kept.depends:
        says.append("These windows depend on each other; the limits are too narrow.")
    return " ".join(says)


def _at(told: Sequence[Figure], place: int) -> Figure | None:
    return next((one for one in told if one.place == place), None)


def _words(definition: Definition) -> Callable[[float], str]:
    return "{:.0f}%".format if definition.form == "share" else "{:.3g}".format
