"""How exactly may a figure be said, by the number of students behind it?

Counts are rounded to ten. Rates stand in bands that hold at least three possible numerators, so
that nobody's result can be read off beside the count; the ends, none and all, are never said.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.statistics.api import means, shares

Numbers = NDArray[np.float64]
SAID = ("n_shown", "low", "high", "middle", "interval_low", "interval_high")
"""A figure as it may be said: its count, band, middle and interval, in the measure's unit."""


def rounded(n: Numbers) -> Numbers:
    """Round counts to the nearest ten; halves go up. Ten to fourteen are "about 10"."""
    return np.floor(n / 10 + 0.5) * 10


def step_of(n_shown: Numbers) -> Numbers:
    """Return the width of a band of rates, in percent, for rounded counts."""
    ends = [n_shown < 20, n_shown <= 30, n_shown <= 60, n_shown <= 300]
    return np.select(ends, [50.0, 20.0, 10.0, 5.0], 1.0)


def rates(k: Numbers, n: Numbers) -> pl.DataFrame:
    """Say k of n students as a band in percent with the Wilson interval of the band's middle.

    The interval is computed from the rounded count and the middle, and rounded outward to whole
    percents, so that it tells no more than they do.
    """
    about, percent = rounded(n), 100 * k / n
    step = step_of(about)
    whole = np.clip(np.floor(percent + 0.5), 1, 99)
    low = np.where(step == 1, whole, np.minimum(100 - step, np.floor(percent / step) * step))
    high = np.where(step == 1, whole, low + step)
    middle = np.where(step == 1, whole, low + step / 2)
    least, most = shares(middle / 100 * about, about)
    least = np.maximum(0, np.minimum(np.floor(least * 100), np.floor(low)))
    most = np.minimum(100, np.maximum(np.ceil(most * 100), np.ceil(high)))
    return _table(about, low, high, middle, least, most)


def averages(mean: Numbers, sd: Numbers, n: Numbers, *, percent: bool) -> pl.DataFrame:
    """Say means, rounded to whole units (one digit from 100 students on), with t intervals."""
    about = rounded(n)
    grain = np.where(about >= 100, 10.0, 1.0)
    middle = np.rint(mean * grain) / grain
    if percent:
        middle = np.clip(middle, 1, 99)
    least, most = means(middle, sd, about)
    low, high = np.floor(least * grain) / grain, np.ceil(most * grain) / grain
    if percent:
        low, high = np.maximum(0, low), np.minimum(100, high)
    no_band = np.full_like(middle, np.nan)
    return _table(about, no_band, no_band, middle, low, high)


def counts(n: Numbers) -> pl.DataFrame:
    """Say counts as they are; there is nothing to be unsure of."""
    no_interval = np.full_like(n, np.nan)
    return _table(n, n, n, n, no_interval, no_interval)


def _table(*columns: Numbers) -> pl.DataFrame:
    made = pl.DataFrame(list(columns), schema=list(SAID)).fill_nan(None)
    return made.cast({"n_shown": pl.Int32})
