"""How is a figure told: in words, with its n and interval, or as too few to tell?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from trellis.lib.api import count
from trellis.statistics.api import (
    WAITING,
    Estimate,
    difference_of_shares,
    share,
    spread,
    waiting_times,
)
from trellis.support.metrics.counted import Counted
from trellis.support.metrics.definition import ALL, Definition
from trellis.support.metrics.measures import MEASURES
from trellis.support.metrics.promises import SCHOOLS, closed
from trellis.support.metrics.tally import Shares
from trellis.support.models import Class
from trellis.support.queries.equity import Equity

SHAPES = {one.value: str(one.label) for one in Class} | {Class.REQUIRED.value: "required"}
"""What a share of the work is called."""

_HALF = "half within "
_OURS, _THEIRS = "The district’s parts", "The schools’ parts"


@dataclass(frozen=True)
class Figure:
    """One line of a measure's table; `value`, `low`, `high` are None where nothing is told."""

    place: int
    about: str
    said: str
    n: str
    range: str = ""
    beside: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def sentence(self) -> str:
        """The figure with its interval: "62% (51 to 72)"."""
        return f"{self.said} ({self.range})" if self.range else self.said

    @property
    def amount(self) -> str:
        """The same, as a definition's sentence takes it: "6 school days (4 to 6)"."""
        return self.sentence.removeprefix(_HALF)


def figures(key: str, counted: Counted) -> list[Figure]:
    """Tell a measure for all departments together, and for each that is told apart, by name."""
    measure = MEASURES[key]
    definition = measure.definition
    told = _BY_FORM[definition.form](definition, counted)
    if measure.beside is not None:
        told = [_with_beside(one, counted.beside, measure.beside_says) for one in told]
    if key == "promise-kept":
        told = [_with_promise(one, counted) for one in told]
    return told


def of_equity(definition: Definition, found: Equity | None) -> Figure:
    """Tell how support stands to need: the index, or how many schools stand below the line."""
    n = len(found.given) if found else 0
    words = f"{n:,} {definition.counts}"
    if found is None or found.spread is None or (definition.form == "gaps" and not found.line):
        return Figure(ALL, "All schools", too_few(definition, n), words)
    if definition.form == "gaps":
        said = f"{count(len(found.offers), 'school stands', 'schools stand')} below the line"
        return Figure(ALL, "All schools", said, words, value=float(len(found.offers)))
    index = found.spread
    low, high = (f"{end:.2f}".replace("-", "−") for end in (index.low, index.high))
    tells = (
        "can’t tell whether support follows need"
        if index.low <= 0 <= index.high
        else "schools with more need got more support"
        if index.index > 0
        else "schools with more need got less support"
    )
    said = f"{index.index:.2f}".replace("-", "−")
    return Figure(
        ALL, "All schools", said, words, f"{low} to {high}", tells, index.index, index.low,
        index.high,
    )  # fmt: skip


def too_few(definition: Definition, n: int) -> str:
    """Say that there are too few. Of answers below the least not even their number is told."""
    if definition.key == "worth":
        return f"fewer than {definition.least} answers"
    return f"too few to tell ({n} of at least {definition.least})"


def percent(value: float) -> str:
    """Say a share (0 to 1): "62%"."""
    return f"{100 * value:.0f}%"


def _shares(definition: Definition, counted: Counted) -> list[Figure]:
    counts: Shares = closed(counted.counts) if definition.key == "closure" else counted.counts
    return [
        _share(definition, place, name, *counts.get(place, (0, 0)))
        for place, name in _places(definition, counted, SCHOOLS in counts).items()
    ]


def _share(definition: Definition, place: int, name: str, hits: int, n: int) -> Figure:
    words = f"{n:,} {definition.counts}"
    if n < max(1, definition.least):
        return Figure(place, name, too_few(definition, n), "")
    found = share(hits, n)
    return Figure(
        place,
        name,
        percent(found.value),
        words,
        f"{100 * found.low:.0f} to {100 * found.high:.0f}",
        value=found.value,
        low=found.low,
        high=found.high,
    )


def _waits(definition: Definition, counted: Counted) -> list[Figure]:
    found = []
    for place, name in _places(definition, counted).items():
        waits = counted.counts.get(place, [])
        answered = sum(1 for _days, done in waits if done)
        waiting = len(waits) - answered
        beside = f"{waiting} still wait" if waiting else "none still waits"
        words = f"{len(waits):,} {definition.counts}"
        if len(waits) < WAITING.show or answered < WAITING.say:
            said = WAITING.otherwise if waits else too_few(definition, 0)
            found.append(Figure(place, name, said, words, beside=beside if waits else ""))
            continue
        curve = waiting_times([days for days, _done in waits], [done for _days, done in waits])
        unit = definition.unit.split(",")[0]
        if curve.median is None:
            found.append(Figure(place, name, "more than half still wait", words, beside=beside))
            continue
        ends = [_rounded(end) for end in (curve.low, curve.high) if end is not None]
        found.append(
            Figure(
                place,
                name,
                f"{_HALF}{_rounded(curve.median)} {unit}",
                words,
                " to ".join(ends) if len(ends) == 2 else f"{ends[0]} or more" if ends else "",
                beside,
                curve.median,
                curve.low,
                curve.high,
            )
        )
    return found


def _middles(definition: Definition, counted: Counted) -> list[Figure]:
    found = []
    for place, name in _places(definition, counted).items():
        values = counted.counts.get(place, [])
        words = f"{len(values):,} {definition.counts}"
        if len(values) < definition.least:
            found.append(Figure(place, name, too_few(definition, len(values)), ""))
            continue
        told = spread(values)
        low, high = told.lower_quarter, told.upper_quarter
        said, half = f"{told.median.value:.0f} minutes", f"middle half {low:.0f} to {high:.0f}"
        found.append(
            Figure(place, name, said, words, half, value=told.median.value, low=low, high=high)
        )
    return found


def _both_sides(definition: Definition, counted: Counted) -> list[Figure]:
    ours, theirs = counted.counts[ALL], counted.counts[SCHOOLS]
    told = [
        _share(definition, ALL, _OURS, *ours),
        _share(definition, SCHOOLS, _THEIRS, *theirs),
    ]
    n = min(ours[1], theirs[1])
    if n < definition.least:
        return [Figure(ALL, "Difference", too_few(definition, n), ""), *told]
    found: Estimate = difference_of_shares(*ours, *theirs)
    value, low, high = (100 * one for one in (found.value, found.low, found.high))
    first = Figure(
        ALL, "Difference", f"{signed(value)} points", f"{found.n:,} {definition.counts}",
        f"{signed(low)} to {signed(high)}", value=value, low=low, high=high,
    )  # fmt: skip
    return [first, *told]


def _parts(definition: Definition, counted: Counted) -> list[Figure]:
    found = []
    for place, name in _places(definition, counted).items():
        parts = counted.counts.get(place, {})
        total = sum(parts.values())
        words = f"{total / 60:,.0f} {definition.counts}"
        if total / 60 < definition.least:
            found.append(Figure(place, name, too_few(definition, int(total / 60)), ""))
            continue
        said = ", ".join(f"{percent(parts[c] / total)} {SHAPES[c]}" for c in Class.values)
        found.append(Figure(place, name, said, words))
    return found


def _counts(definition: Definition, counted: Counted) -> list[Figure]:
    there = counted.counts
    said = count(len(there), "school")
    of = f"{counted.schools:,} {definition.counts}"
    return [Figure(ALL, "All schools", said, of, value=float(len(there)))]


def _rounded(value: float) -> str:
    """Say days or hours: whole ones from three on."""
    return f"{value:.0f}" if value >= 3 else f"{value:.2g}"


def signed(value: float) -> str:
    """Say a difference with its sign: "+4", "−12"."""
    return f"{value:+.0f}".replace("-", "−")


def _places(definition: Definition, counted: Counted, sides: bool = False) -> dict[int, str]:
    """Everything that a measure is told for, all together first, departments by name."""
    if definition.levels == ("district",):
        return {ALL: "All of the district"}
    first = {ALL: _OURS, SCHOOLS: _THEIRS} if sides else {ALL: "All departments"}
    return first | counted.departments


def _with_beside(figure: Figure, beside: Shares, says: str) -> Figure:
    hits, n = beside.get(figure.place, (0, 0))
    if figure.value is None or not n:
        return figure
    return replace(figure, beside=f"{percent(hits / n)} {says} ({n:,})")


def _with_promise(figure: Figure, counted: Counted) -> Figure:
    days = counted.more.get(figure.place, [])
    if not days:
        return figure
    low, high = int(min(days)), int(max(days))
    span = count(low, "school day") if low == high else f"{low} to {high} school days"
    return replace(figure, beside=f"promised within {span}")


_BY_FORM: dict[str, Callable[[Definition, Counted], list[Figure]]] = {
    "share": _shares,
    "waiting": _waits,
    "median": _middles,
    "difference": _both_sides,
    "parts": _parts,
    "count": _counts,
}
