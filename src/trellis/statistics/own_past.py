"""Is this month outside what a school's or a department's own ups and downs explain?

Two rules only: a point beyond the limits, and eight in a row on one side of the centre. With all
five textbook rules a quarter of charts of pure noise show a signal; with these and at most
`MOST_POINTS` points about one in twelve. A signal is a question ("what was different?"), never
"good" or "bad".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from trellis.statistics.intervals import Numbers

LEAST_POINTS, MOST_POINTS = 12, 24
DEPENDENT = 0.2
"""Above this lag-1 correlation the limits are too narrow, and the page has to say so."""

_MANY = 1000
_IN_A_ROW = 8
_D2 = 1.128
"""The mean range of two values of a normal distribution, in standard deviations."""


@dataclass(frozen=True)
class Point:
    """One month: its figure, its limits, and whether it is a signal."""

    value: float
    lower: float
    upper: float
    beyond: bool
    eighth_on_one_side: bool


@dataclass(frozen=True)
class OwnPast:
    """A control chart. `lag_1` is how much a month resembles the one before (-1 to 1)."""

    centre: float
    points: tuple[Point, ...]
    lag_1: float

    @property
    def depends(self) -> bool:
        """Tell whether the points hang together so much that the limits are too narrow."""
        return self.lag_1 > DEPENDENT


@dataclass(frozen=True)
class RunChart:
    """Runs about the median; values on it do not count. `shifted` is the signal."""

    median: float
    useful: int
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int

    @property
    def shifted(self) -> bool:
        """Tell whether runs are longer, or crossings fewer, than chance explains."""
        return self.longest > self.longest_limit or self.crossings < self.crossings_limit


def own_past(values: Sequence[float]) -> OwnPast:
    """Return an individuals (XmR) chart: mean ± 3 · mean moving range / 1.128.

    Shewhart; the moving range as in Wheeler (2000), Understanding Variation. Raises ValueError for
    fewer than two values.
    """
    inner = _enough(values)
    sigma = float(np.abs(np.diff(inner)).mean()) / _D2
    return _chart(inner, float(inner.mean()), np.full(len(inner), sigma), -math.inf, math.inf)


def own_past_of_shares(hits: Sequence[float], n: Sequence[float]) -> OwnPast:
    """Return a p chart of shares (0 to 1): centre ± 3 · sqrt(p(1 - p) / n).

    Where points stand on more than about 1,000 each, plain limits cry wolf: there sigma is widened
    by the chart's own noise from point to point (p' chart, Laney 2002, Quality Engineering 14,
    531-537). Raises ValueError for fewer than two points or an n below 1.
    """
    many, hit = _enough(n), _enough(hits)
    if many.min() < 1:
        raise ValueError("A share of nobody cannot be charted.")
    centre = float(hit.sum() / many.sum())
    sigma = np.sqrt(centre * (1 - centre) / many)
    shares = hit / many
    if many.mean() > _MANY and sigma.min() > 0:
        sigma = sigma * float(np.abs(np.diff((shares - centre) / sigma)).mean()) / _D2
    return _chart(shares, centre, sigma, 0.0, 1.0)


def own_past_of_counts(counts: Sequence[float], exposure: Sequence[float]) -> OwnPast:
    """Return a u chart of counts per unit of exposure (school-weeks): centre ± 3 · sqrt(u / e).

    Raises ValueError for fewer than two points or an exposure that is not positive.
    """
    count, out_of = _enough(counts), _enough(exposure)
    if out_of.min() <= 0:
        raise ValueError("A count needs time in which to happen.")
    centre = float(count.sum() / out_of.sum())
    return _chart(count / out_of, centre, np.sqrt(centre / out_of), 0.0, math.inf)


def run_chart(values: Sequence[float]) -> RunChart:
    """Return the runs about the median and what chance explains of them.

    Longest run above round(log2 n) + 3, or crossings below the 5% point of the binomial
    distribution (n - 1, 1/2) (Anhøj and Olesen 2014, PLoS ONE 9, e113825). Raises ValueError for
    fewer than two values.
    """
    inner = _enough(values)
    middle = float(np.median(inner))
    side = np.sign(inner - middle)
    side = side[side != 0]
    if len(side) < 2:
        return RunChart(middle, len(side), len(side), 3, 0, 0)
    breaks = np.flatnonzero(np.diff(side)) + 1
    longest = int(np.diff(np.concatenate([[0], breaks, [len(side)]])).max())
    limit = round(math.log2(len(side))) + 3
    least = int(scipy.stats.binom.ppf(0.05, len(side) - 1, 0.5))
    return RunChart(middle, len(side), longest, limit, len(breaks), least)


def _enough(values: Sequence[float]) -> Numbers:
    if len(values) < 2:
        raise ValueError("One point has no past.")
    return np.asarray(values, dtype=float)


def _chart(values: Numbers, centre: float, sigma: Numbers, least: float, most: float) -> OwnPast:
    away = values - centre
    side = np.sign(away)
    points = []
    for at, value in enumerate(values):
        row = side[at + 1 - _IN_A_ROW : at + 1] if at + 1 >= _IN_A_ROW else side[:0]
        reach = 3 * sigma[at]
        points.append(
            Point(
                float(value),
                max(least, float(centre - reach)),
                min(most, float(centre + reach)),
                bool(abs(away[at]) > reach),
                bool(abs(row.sum()) == _IN_A_ROW),
            )
        )
    own = away - away.mean()
    total = float((own**2).sum())
    lag = float((own[1:] * own[:-1]).sum()) / total if total > 0 else 0.0
    return OwnPast(centre, tuple(points), lag)
