"""How does a result of arithmetic become a chart?

Whatever may not be shown is handed in as None and is drawn as hidden.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trellis.charts.model import Chart, Guide, Row, Value
from trellis.charts.shapes import Past, Spread, Usual, WaitingCurve

LEAST_NEED_FIRST = "Students, from least need to most"
_BEYOND = "outside what its own past explains"
_EIGHTH = "the eighth in a row on one side"


@dataclass(frozen=True)
class Place:
    """A school in a scatter. `support` is None when it may not be shown."""

    key: str
    name: str
    need: float
    support: float | None
    named: bool = False


def waiting_chart(
    title: str,
    curves: Iterable[tuple[str, WaitingCurve | None]],
    *,
    along: str = "School days since asked",
    unit: tuple[str, str] = ("school day", "school days"),
    note: str = "",
) -> Chart:
    """Make a chart of waiting curves, one a group; a group that may not be shown has None.

    Beyond its own last day a curve goes on level and without a band: nothing is known there.
    """
    named = list(curves)
    days = sorted({step.day for _, curve in named if curve for step in curve.steps}) or [0.0]
    columns = [_waiting_column(at, curve, days) for at, (_, curve) in enumerate(named)]
    rows = tuple(
        Row(_counted(day, unit), tuple(column[place] for column in columns), at=day)
        for place, day in enumerate(days)
    )
    guides = []
    for at, (_, curve) in enumerate(named):
        if curve and curve.median is not None:
            low, high = curve.low, curve.high
            words = f"half within {_counted(curve.median, unit)}"
            if low is not None:
                words += f" ({low:g} to {high:g})" if high is not None else f" ({low:g} or more)"
            span = (
                (low if low is not None else curve.median,),
                (days[-1] if high is None else high,),
            )
            guides.append(Guide(words, ((curve.median, 50.0),), *span, column=at))
    names = tuple(name for name, _ in named)
    return Chart("waiting", title, "percent", names, rows, along, note, guides=tuple(guides))


def concentration_chart(
    title: str, curves: Iterable[tuple[str, Spread | None]], *, note: str = ""
) -> Chart:
    """Make a chart of how support spreads over need, one curve a group or a year."""
    named = list(curves)
    shown = next((curve for _, curve in named if curve), None)
    places = [100 * p.students for p in shown.curve if 0 < p.students < 1] if shown else [50.0]
    columns, guides = [], []
    for at, (_, curve) in enumerate(named):
        keys = [f"{at}.{place:g}" for place in places]
        if curve is None:
            columns.append([Value(None, key=key) for key in keys])
            continue
        inner = [point for point in curve.curve if 0 < point.students < 1]
        columns.append(
            [_share(p.support, p.low, p.high, key) for p, key in zip(inner, keys, strict=True)]
        )
        words = f"index {curve.index:.2f} ({curve.low:.2f} to {curve.high:.2f})"
        guides.append(Guide(words, ((2.0, 97.0) if curve.index >= 0 else (48.0, 8.0),), column=at))
    rows = tuple(
        Row(f"{place:g}% of students", tuple(column[at] for column in columns), at=place)
        for at, place in enumerate(places)
    )
    names = tuple(name for name, _ in named)
    return Chart(
        "concentration", title, "percent", names, rows, LEAST_NEED_FIRST, note, guides=tuple(guides)
    )


def own_past_chart(
    title: str,
    figure: str,
    months: Sequence[str],
    past: Past,
    *,
    words: Callable[[float], str] = "{:.3g}".format,
    hidden: Sequence[str] = (),
    least: float = -math.inf,
    note: str = "",
) -> Chart:
    """Make a control chart; `past` holds the months that are not `hidden`, in their order.

    `least` is the least that the figure can be: minutes do not go below 0.
    """
    points = iter(past.points)
    rows = []
    for at, month in enumerate(months):
        if month in hidden:
            rows.append(Row(month, (Value(None, key=str(at)), *[Value(None)] * 3)))
            continue
        point = next(points)
        remark = _BEYOND if point.beyond else _EIGHTH if point.eighth_on_one_side else ""
        ends = (past.centre, max(least, point.lower), point.upper)
        own = Value(point.value, words=words(point.value), key=str(at), remark=remark)
        rows.append(Row(month, (own, *(Value(end, words=words(end)) for end in ends))))
    columns = (figure, "Centre", "Usual from", "to")
    return Chart(
        "control", title, "number", columns, tuple(rows), "Month", note, start_at_zero=False
    )


def run_chart_of(
    title: str,
    figure: str,
    months: Sequence[tuple[str, float | None]],
    median: float,
    *,
    words: Callable[[float], str] = "{:.3g}".format,
    note: str = "",
) -> Chart:
    """Make a run chart: the months and their median."""
    rows = [
        Row(
            month,
            (
                Value(value, words="" if value is None else words(value), key=str(at)),
                Value(median, words=words(median), hidden=value is None),
            ),
        )
        for at, (month, value) in enumerate(months)
    ]
    columns = (figure, "Median")
    return Chart("run", title, "number", columns, tuple(rows), "Month", note, start_at_zero=False)


def need_and_support_chart(
    title: str,
    places: Sequence[Place],
    gaps: Sequence[Usual] = (),
    *,
    need: str = "Need index",
    support: str = "Hours for 100 students",
    words: Callable[[float], str] = "{:.3g}".format,
    note: str = "",
) -> Chart:
    """Make a scatter; `gaps` belong to the places whose support is shown, in their order."""
    rows = []
    for place in places:
        along = Value(place.need, words=f"{place.need:.3g}")
        said = "" if place.support is None else words(place.support)
        up = Value(place.support, words=said, key=place.key)
        rows.append(Row(place.name, (along, up), named=place.named))
    shown = [place for place in places if place.support is not None]
    line = sorted(
        (place.need, gap.usual, gap.usual + gap.value - gap.high, gap.usual + gap.value - gap.low)
        for place, gap in zip(shown, gaps, strict=bool(gaps))
    )
    guide = Guide(
        "usual for such need",
        tuple((x, y) for x, y, _, _ in line),
        tuple(low for _, _, low, _ in line),
        tuple(high for _, _, _, high in line),
    )
    guides = (guide,) if line else ()
    columns = (need, support)
    return Chart("scatter", title, "number", columns, tuple(rows), note=note, guides=guides)


def _waiting_column(at: int, curve: WaitingCurve | None, days: Sequence[float]) -> list[Value]:
    if curve is None:
        return [Value(None, key=f"{at}.{day:g}") for day in days]
    own = {step.day: step for step in curve.steps}
    last = max(own)
    values, share, low, high = [], 1.0, None, None
    for day in days:
        open_here = 0
        if day in own:
            step = own[day]
            share, low, high, open_here = step.waiting, step.low, step.high, step.still_open
        if day > last:
            low = high = None
        values.append(_share(share, low, high, f"{at}.{day:g}", open_here))
    return values


def _share(share: float, low: float | None, high: float | None, key: str, ticks: int = 0) -> Value:
    words = f"{100 * share:.0f}%"
    if low is None or high is None:
        ends: tuple[float | None, float | None] = (None, None)
    else:
        ends = (100 * low, 100 * high)
        words += f" ({100 * low:.0f} to {100 * high:.0f})"
    remark = f"{ticks} still open" if ticks else ""
    return Value(100 * share, *ends, words=words, key=key, remark=remark, ticks=ticks)


def _counted(many: float, unit: tuple[str, str]) -> str:
    return f"{many:g} {unit[0] if many == 1 else unit[1]}"
