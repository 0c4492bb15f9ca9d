"""How long do people wait for an answer, counting those who are waiting still?

A request that is open today is not left out: it has waited at least so long (it is censored).
That holds only while slow ones are not closed early for being slow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

_TINY = 1e-12


@dataclass(frozen=True)
class Step:
    """One day of the curve. `waiting` is the share (0 to 1) that waits longer than this day.

    `answered` and `still_open` had waited exactly so long; `at_risk` had waited at least so long.
    The interval is None before the first answer and after the last one.
    """

    day: float
    at_risk: int
    answered: int
    still_open: int
    waiting: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Within:
    """The day by which a share is answered; None where the curve does not come down so far."""

    day: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Waiting:
    """The curve of `n` requests, `n_open` of them open, and the median with its interval."""

    n: int
    n_open: int
    steps: tuple[Step, ...]
    median: float | None
    low: float | None
    high: float | None

    def within(self, share: float) -> Within:
        """Return the first day by which `share` (0 to 1) of requests are answered."""
        return _within(self.steps, share)


@dataclass(frozen=True)
class WaitingDifference:
    """Whether two groups wait alike: chi-square with one degree of freedom, and its p."""

    chi_square: float
    p: float
    n: int
    other_n: int


def waiting_times(
    days: Sequence[float], answered: Sequence[bool], *, level: float = 0.95
) -> Waiting:
    """Return the Kaplan-Meier curve of how long requests wait; `days` until answered or until now.

    Curve: Kaplan and Meier (1958). Standard error: Greenwood (1926). Interval of the curve: on
    the log(-log) scale (Kalbfleisch and Prentice 1980), which stays within 0 and 1. Quantiles:
    the first day on which the curve is at or below it, their limits likewise on the limits of the
    curve (Brookmeyer and Crowley 1982). A request that is answered on the day on which another
    one is counted as open comes first. Raises ValueError without requests or for negative days.
    """
    if not len(days) or len(days) != len(answered) or min(days) < 0:
        raise ValueError("Waiting times take one number of days, 0 or more, for each request.")
    time = np.asarray(days, dtype=float)
    is_answered = np.asarray(answered, dtype=bool)
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415 - slow to load

    curve = SurvfuncRight(time, is_answered.astype(int))
    all_days, place = np.unique(time, return_inverse=True)
    counted = np.bincount(place)
    hits = np.bincount(place, weights=is_answered).astype(int)
    at_risk = np.cumsum(counted[::-1])[::-1]
    last = np.searchsorted(curve.surv_times, all_days, side="right") - 1
    z = float(scipy.stats.norm.ppf((1 + level) / 2))
    steps = []
    for number, day in enumerate(all_days):
        share, error = 1.0, 0.0
        if last[number] >= 0:
            share = float(curve.surv_prob[last[number]])
            error = float(curve.surv_prob_se[last[number]])
        low, high = _limits(share, error, z)
        answers = int(hits[number])
        left = int(counted[number]) - answers
        steps.append(Step(float(day), int(at_risk[number]), answers, left, share, low, high))
    half = _within(steps, 0.5)
    n_open = int(len(time) - is_answered.sum())
    return Waiting(len(time), n_open, tuple(steps), half.day, half.low, half.high)


def compare_waiting(
    days: Sequence[float],
    answered: Sequence[bool],
    other_days: Sequence[float],
    other_answered: Sequence[bool],
) -> WaitingDifference:
    """Return the log-rank test (Mantel 1966) of two groups of requests.

    Raises ValueError when a group is empty or nobody was answered: then there is nothing to tell.
    """
    if not len(days) or not len(other_days) or not (any(answered) or any(other_answered)):
        raise ValueError("Two groups can be compared once something was answered.")
    found = scipy.stats.logrank(_censored(days, answered), _censored(other_days, other_answered))
    square = float(found.statistic) ** 2
    return WaitingDifference(
        square, float(scipy.stats.chi2.sf(square, 1)), len(days), len(other_days)
    )


def _limits(share: float, error: float, z: float) -> tuple[float | None, float | None]:
    """Return the limits of one point: S to the power of exp(±z · se / (S · log S))."""
    if not _TINY < share < 1:
        return None, None
    reach = math.exp(z * error / (share * -math.log(share)))
    return share**reach, share ** (1 / reach)


def _within(steps: Sequence[Step], share: float) -> Within:
    left = 1 - share + _TINY

    def first(on: Iterable[tuple[float, float | None]]) -> float | None:
        return next((day for day, at in on if at is not None and at <= left), None)

    return Within(
        first((step.day, step.waiting) for step in steps),
        first((step.day, step.low) for step in steps),
        first((step.day, step.high) for step in steps),
    )


def _censored(days: Sequence[float], answered: Sequence[bool]) -> scipy.stats.CensoredData:
    time, done = np.asarray(days, dtype=float), np.asarray(answered, dtype=bool)
    return scipy.stats.CensoredData(uncensored=time[done], right=time[~done])
