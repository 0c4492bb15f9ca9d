"""How much support do schools with such need usually get, and how far is this one from it?

The gap is for looking, never for ranks: schools stay in the order in which they are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from trellis.statistics.bootstrap import expanded_interval, resamples
from trellis.statistics.intervals import Numbers

_NORMAL = 1.4826
"""Makes the median absolute deviation of normal values their standard deviation."""


@dataclass(frozen=True)
class Gap:
    """How far one school stands above (or, negative, below) the line, and where the line may run.

    The interval is the line's: what was given to a school is counted, not sampled. Compare a gap
    with the line's `scatter` before speaking of it.
    """

    usual: float
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class RobustLine:
    """A line through the middle of `n` schools; `low` and `high` are its slope's interval.

    `scatter` is how far schools usually stand from it, as a standard deviation that single far
    ones do not blow up.
    """

    slope: float
    intercept: float
    low: float
    high: float
    n: int
    scatter: float
    gaps: tuple[Gap, ...]


def robust_line(
    x: Sequence[float],
    y: Sequence[float],
    *,
    rng: np.random.Generator,
    draws: int = 500,
    level: float = 0.95,
) -> RobustLine:
    """Return the Theil-Sen line and every point's distance from it.

    Slope: the median of the slopes of all pairs; intercept: median(y) - slope · median(x) (Sen
    1968, JASA 63, 1379-1389). Interval: bootstrap over schools (see `bootstrap`). Scatter: 1.4826
    · median absolute distance. Raises ValueError for fewer than three points or when all stand at
    one x.
    """
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if len(across) < 3 or len(across) != len(up) or np.ptp(across) == 0:
        raise ValueError("A line takes three schools or more, and need that differs between them.")
    found = scipy.stats.theilslopes(up, across)
    slope, intercept = float(found.slope), float(found.intercept)
    slopes, intercepts = _bootstrapped(across, up, resamples(len(across), draws, rng))
    low, high = expanded_interval(slopes, len(across), level)
    usual = intercept + slope * across
    away = up - usual
    drawn = up - (intercepts[:, None] + slopes[:, None] * across)
    lows, highs = expanded_interval(drawn, len(across), level)
    gaps = zip(usual, away, lows, highs, strict=True)
    return RobustLine(
        slope,
        intercept,
        float(low),
        float(high),
        len(across),
        _NORMAL * float(np.median(np.abs(away))),
        tuple(Gap(*(float(part) for part in gap)) for gap in gaps),
    )


def _bootstrapped(across: Numbers, up: Numbers, times: Numbers) -> tuple[Numbers, Numbers]:
    """Return slopes and intercepts of each draw: a pair weighs as often as both were drawn."""
    one, other = np.triu_indices(len(across), 1)
    apart = across[one] != across[other]
    one, other = one[apart], other[apart]
    pairs = (up[one] - up[other]) / (across[one] - across[other])
    by_slope, by_x, by_y = (np.argsort(v, kind="stable") for v in (pairs, across, up))
    one, other, pairs = one[by_slope], other[by_slope], pairs[by_slope]
    slopes, intercepts = [], []
    for row in times:
        weights = row[one] * row[other]
        if not weights.any():
            continue
        slope = _middle(pairs, weights)
        slopes.append(slope)
        x, y = _middle(across[by_x], row[by_x]), _middle(up[by_y], row[by_y])
        intercepts.append(y - slope * x)
    return np.array(slopes), np.array(intercepts)


def _middle(ordered: Numbers, weights: Numbers) -> float:
    """Return the median of values that stand in order, each counted `weights` times."""
    up_to = np.cumsum(weights)
    half = up_to[-1] / 2
    low, high = np.searchsorted(up_to, half, "left"), np.searchsorted(up_to, half, "right")
    return float(ordered[low] + ordered[min(high, len(ordered) - 1)]) / 2
