"""Intervals of shares and means.

Every interval is of the underlying figure, "students like these in years like this", at 95% unless
another level is given. Formulas: Wilson (1927), Newcombe (1998, method 10), Student's t, Welch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Limits = tuple[Numbers, Numbers]


@dataclass(frozen=True)
class Estimate:
    """An estimate with its interval; `n` counts what it was made of."""

    value: float
    low: float
    high: float
    n: int


def share(hits: float, n: int, *, level: float = 0.95) -> Estimate:
    """Return a share (0 to 1) with its Wilson interval. Raises ValueError when n is below 1."""
    if n < 1:
        raise ValueError("A share of nobody has no interval.")
    low, high = _wilson(hits, n, level)
    return Estimate(hits / n, float(low), float(high), n)


def shares(hits: Numbers, n: Numbers, *, level: float = 0.95) -> Limits:
    """Return the Wilson limits of many shares at once; every n is 1 or more."""
    low, high = _wilson(hits, n, level)
    return np.asarray(low), np.asarray(high)


def difference_of_shares(hits: int, n: int, other_hits: int, other_n: int) -> Estimate:
    """Return the difference of two independent shares with Newcombe's interval."""
    from statsmodels.stats.proportion import (  # noqa: PLC0415 - see _wilson
        confint_proportions_2indep,
    )

    low, high = confint_proportions_2indep(
        hits, n, other_hits, other_n, compare="diff", method="newcomb"
    )
    return Estimate(hits / n - other_hits / other_n, float(low), float(high), n + other_n)


def mean(value: float, sd: float, n: int, *, level: float = 0.95) -> Estimate:
    """Return a mean with its t interval. Raises ValueError when n is below 2."""
    if n < 2:
        raise ValueError("The mean of one has no interval.")
    half = _quantile_of_t((1 + level) / 2, n - 1) * sd / math.sqrt(n)
    return Estimate(value, value - half, value + half, n)


def means(value: Numbers, sd: Numbers, n: Numbers, *, level: float = 0.95) -> Limits:
    """Return the t limits of many means at once; every n is 2 or more."""
    many, place = np.unique(n, return_inverse=True)
    quantiles = np.asarray(scipy.stats.t.ppf((1 + level) / 2, many - 1))
    half = quantiles[place] * sd / np.sqrt(n)
    return value - half, value + half


@lru_cache(maxsize=10_000)
def _quantile_of_t(share: float, freedom: int) -> float:
    """Thousands of cells ask for the same few: scipy takes half a millisecond for each."""
    return float(scipy.stats.t.ppf(share, freedom))


def difference_of_means(first: Sequence[float], second: Sequence[float]) -> Estimate:
    """Return the difference of two means, first less second, with Welch's interval."""
    test = scipy.stats.ttest_ind(first, second, equal_var=False)
    found = test.confidence_interval()
    value = sum(first) / len(first) - sum(second) / len(second)
    return Estimate(value, float(found.low), float(found.high), len(first) + len(second))


def _wilson(hits: Any, n: Any, level: float) -> tuple[Any, Any]:
    """Ask statsmodels, which takes more than a second to load: when it is needed and not before."""
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415

    low, high = proportion_confint(hits, n, alpha=1 - level, method="wilson")
    return low, high
