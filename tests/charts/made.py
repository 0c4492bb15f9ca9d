"""One chart of each form along an axis, part of it hidden; `secret` is what was hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trellis.charts.api import (
    Chart,
    Guide,
    Place,
    Row,
    Value,
    concentration_chart,
    need_and_support_chart,
    own_past_chart,
    run_chart_of,
    waiting_chart,
)
from trellis.statistics.api import (
    Concentration,
    CurvePoint,
    Gap,
    Waiting,
    own_past,
    waiting_times,
)

MONTHS = tuple(f"{month} {year}" for year in (2024, 2025) for month in ("Sep", "Nov", "Jan", "Mar"))
FIGURES = (20.0, 22, 21, 24, 19, 23, 60)
Maker = Callable[[float], Chart]


def waiting() -> Waiting:
    days = [1.0, 1, 2, 3, 4, 4, 5, 8, 9, 9, 12, 15]
    return waiting_times(
        days, [day not in (4.0, 12.0) or at % 2 == 0 for at, day in enumerate(days)]
    )


def spread(index: float) -> Concentration:
    def point(at: float) -> CurvePoint:
        support = at ** (1 + index) if index >= 0 else at ** (1 / (1 - index))
        return CurvePoint(at, support, support * 0.9, min(1.0, support * 1.1))

    return Concentration(
        index, index - 0.1, index + 0.1, 20, tuple(point(i / 10) for i in range(11))
    )


def hidden_column(chart: Chart, secret: float) -> Chart:
    """Add a group whose figures were handed in and hidden, with a guide that would tell them."""
    rows = [
        replace(
            row,
            values=(
                *row.values,
                Value(secret, secret - 2, secret + 3, f"{secret}%", True, f"h.{at}"),
            ),
        )
        for at, row in enumerate(chart.rows)
    ]
    guide = Guide(
        f"half at {secret}", ((secret, 50.0),), (secret - 2,), (secret + 3,), len(chart.columns)
    )
    return replace(
        chart,
        columns=(*chart.columns, "Ash"),
        rows=tuple(rows),
        guides=(*chart.guides, guide),
    )


def waits(secret: float) -> Chart:
    return hidden_column(waiting_chart("How <long> & so", [("All", waiting())]), secret)


def concentrates(secret: float) -> Chart:
    made = concentration_chart("Where <need> & so", [("Hours", spread(0.3))])
    return hidden_column(made, secret)


def hidden_row(chart: Chart, secret: float) -> Chart:
    rows = list(chart.rows)
    values = tuple(
        Value(secret, secret - 2, secret + 3, f"{secret}", True, v.key, "beyond", 2)
        for v in rows[3].values
    )
    rows[3] = replace(rows[3], values=values)
    return replace(chart, rows=tuple(rows))


def controls(secret: float) -> Chart:
    past = own_past(FIGURES)
    made = own_past_chart("Own <past> & so", "Visits", MONTHS, past, hidden=MONTHS[3:4])
    return hidden_row(made, secret)


def runs(secret: float) -> Chart:
    months = [(month, 20.0 + at % 4) for at, month in enumerate(MONTHS)]
    return hidden_row(run_chart_of("Runs <of> & so", "Visits", months, 21.5), secret)


def scatters(secret: float) -> Chart:
    places = [
        Place(
            f"k{at}", f"School <{at}>", at / 10, None if at == 3 else 4.0 + at, named=at in (1, 3)
        )
        for at in range(8)
    ]
    gaps = [Gap(4 + at, 0.5, -1, 2) for at in range(8) if at != 3]
    made = need_and_support_chart("Need <and> & so", places, gaps)
    rows = list(made.rows)
    rows[3] = Row("Ash", (Value(0.3), Value(secret, words=f"{secret}", hidden=True, key="k3")))
    return replace(made, rows=tuple(rows))


MAKERS: dict[str, Maker] = {
    "waiting": waits,
    "concentration": concentrates,
    "control": controls,
    "run": runs,
    "scatter": scatters,
}
