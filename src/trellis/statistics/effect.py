"""How large is a difference, in standard deviations?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy


@dataclass(frozen=True)
class StandardisedDifference:
    """Cohen's `d` with its interval, and Hedges' `g`, which small samples do not inflate."""

    d: float
    low: float
    high: float
    g: float
    n: int


def standardised_difference(
    first: Sequence[float], second: Sequence[float], *, level: float = 0.95
) -> StandardisedDifference:
    """Return the difference of two means, first less second, over the pooled deviation.

    d: Cohen (1988). g = d · gamma(f/2) / (gamma((f-1)/2) · sqrt(f/2)), the exact factor (Hedges
    1981, Journal of Educational Statistics 6, 107-128). Interval of d: exact, from the noncentral
    t (Steiger and Fouladi 1997). Raises ValueError when a group has fewer than two values or
    nothing varies.
    """
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if min(len(a), len(b)) < 2:
        raise ValueError("A difference in deviations takes two values in each group.")
    freedom = len(a) + len(b) - 2
    pooled = math.sqrt((((a - a.mean()) ** 2).sum() + ((b - b.mean()) ** 2).sum()) / freedom)
    if pooled == 0:
        raise ValueError("Nothing varies within the groups.")
    d = float(a.mean() - b.mean()) / pooled
    scale = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    exact = math.exp(math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2))
    t = d * scale
    low = _noncentrality(lambda m: float(scipy.stats.nct.sf(t, freedom, m)) - (1 - level) / 2, t)
    high = _noncentrality(lambda m: (1 - level) / 2 - float(scipy.stats.nct.cdf(t, freedom, m)), t)
    g = d * exact / math.sqrt(freedom / 2)
    return StandardisedDifference(d, low / scale, high / scale, g, len(a) + len(b))


def _noncentrality(rises: Callable[[float], float], t: float) -> float:
    """Find where a rising function of the noncentrality is nought, near t."""
    reach = 5.0 + abs(t) / 2
    return float(scipy.optimize.brentq(rises, t - reach, t + reach, xtol=1e-12))
