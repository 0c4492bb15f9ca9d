"""Where is the middle, and how sure can one be of it?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

_TINY = 1e-12
"""Weights are added in floating point: a share this near to a limit has reached it."""


@dataclass(frozen=True)
class Quantile:
    """A quantile of `n` values; a limit that the values do not reach is None."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Spread:
    """The median with its interval, and the quarters on both sides of it."""

    median: Quantile
    lower_quarter: float
    upper_quarter: float


def spread(values: Sequence[float], *, level: float = 0.95) -> Spread:
    """Return median and quartiles. Raises ValueError when there are no values.

    Quartiles are interpolated (type 7 of Hyndman and Fan 1996, what R and numpy do unasked).
    """
    middle = median(values, level=level)
    low, high = np.quantile(values, [0.25, 0.75])
    return Spread(middle, float(low), float(high))


def median(values: Sequence[float], *, level: float = 0.95) -> Quantile:
    """Return the median with the interval of the sign test, at least `level` sure.

    The limits are values of the data: the k-th from below and from above, k the `level` quantile
    of the binomial distribution (n, 1/2) (Conover 1999, Practical Nonparametric Statistics, 3.2).
    They cover 96 to 98 times in a hundred. Raises ValueError when there are no values.
    """
    n = len(values)
    if not n:
        raise ValueError("Nothing has no middle.")
    inner = np.sort(np.asarray(values, dtype=float))
    k = int(scipy.stats.binom.ppf((1 - level) / 2, n, 0.5))
    low, high = (float(inner[k - 1]), float(inner[n - k])) if k else (None, None)
    return Quantile(float(np.median(inner)), low, high, n)


def weighted_quantile(
    values: Sequence[float], weights: Sequence[float], share: float, *, level: float = 0.95
) -> Quantile:
    """Return the smallest value at which the weights add up to `share` of all, and its interval.

    The interval is Woodruff's (1952, JASA 47, 635-646): limits of the share of weight at or below
    the quantile, linearised, read back on the weighted distribution. It is centred on the share
    found at the quantile, as R's `survey` does; with ties that differs from `share`. Raises
    ValueError for fewer than two values, for weights that are not positive, and for a `share`
    outside 0 to 1.
    """
    n = len(values)
    if n < 2 or min(weights) <= 0 or not 0 < share < 1:
        raise ValueError("A weighted quantile takes two values, positive weights, a share of 0–1.")
    order = np.argsort(values, kind="stable")
    inner = np.asarray(values, dtype=float)[order]
    part = np.asarray(weights, dtype=float)[order]
    part = part / part.sum()
    up_to = np.cumsum(part)

    def at(reached: float) -> float | None:
        if not 0 < reached < 1:
            return None
        return float(inner[min(n - 1, int(np.searchsorted(up_to, reached - _TINY)))])

    found = inner[min(n - 1, int(np.searchsorted(up_to, share - _TINY)))]
    below = inner <= found
    centre = float(part[below].sum())
    error = math.sqrt(n / (n - 1) * float(((part * (below - centre)) ** 2).sum()))
    half = float(scipy.stats.norm.ppf((1 + level) / 2)) * error
    return Quantile(float(found), at(centre - half), at(centre + half), n)
