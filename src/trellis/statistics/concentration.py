"""Does support go where need is?

The concentration index is 0 when support is spread evenly over need, positive when schools with
more need get more, negative when they get less; students weigh, not schools.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trellis.statistics.bootstrap import expanded_interval, resamples
from trellis.statistics.intervals import Numbers

_TENTHS = tuple(i / 10 for i in range(11))


@dataclass(frozen=True)
class CurvePoint:
    """The share of all support that the `students` share (0 to 1) with the least need gets."""

    students: float
    support: float
    low: float
    high: float


@dataclass(frozen=True)
class Concentration:
    """The index (-1 to 1) of `n` schools with its interval, and the curve at every tenth."""

    index: float
    low: float
    high: float
    n: int
    curve: tuple[CurvePoint, ...]


def concentration(
    support: Sequence[float],
    need: Sequence[float],
    students: Sequence[float],
    *,
    rng: np.random.Generator,
    draws: int = 1000,
    level: float = 0.95,
) -> Concentration:
    """Return the concentration index of support (per student) over need, weighted by students.

    Index: 2 / mean · cov(support, rank by need), rank and covariance weighted, schools of equal
    need sharing one rank (Kakwani, Wagstaff and van Doorslaer 1997, Journal of Econometrics 77,
    87-103). Curve: cumulated support over cumulated students, from the least need up; the index
    is twice the area between the diagonal and the curve. Interval and band: bootstrap over schools
    (see `bootstrap`); the band is for each point by itself. Raises ValueError for fewer than two
    schools, for negative support, when nobody was given any, and for schools without students.
    """
    given, by, weight = (np.asarray(x, dtype=float) for x in (support, need, students))
    if len(given) < 2 or not len(given) == len(by) == len(weight):
        raise ValueError("Spread over need takes support, need and students of two schools.")
    if weight.min() <= 0 or given.min() < 0 or not given.sum():
        raise ValueError("Spread over need takes some support, none negative, and students.")
    order = np.argsort(by, kind="stable")
    given, weight = given[order], weight[order]
    starts = np.flatnonzero(np.diff(by[order], prepend=-np.inf))
    n = len(given)
    drawn = resamples(n, draws, rng)
    weights = np.vstack([weight, drawn * weight])
    people = np.add.reduceat(weights, starts, axis=1)
    hours = np.add.reduceat(weights * given, starts, axis=1)
    useful = hours.sum(axis=1) > 0
    people, hours = people[useful], hours[useful]
    people /= people.sum(axis=1, keepdims=True)
    hours /= hours.sum(axis=1, keepdims=True)
    indices = 2 * (hours * (np.cumsum(people, axis=1) - people / 2)).sum(axis=1) - 1
    low, high = expanded_interval(indices[1:], n, level)
    curves = _curves(people, hours)
    lows, highs = expanded_interval(curves[1:], n, level)
    points = zip(_TENTHS, curves[0], lows, highs, strict=True)
    curve = tuple(CurvePoint(at, float(y), float(a), float(b)) for at, y, a, b in points)
    return Concentration(float(indices[0]), float(low), float(high), n, curve)


def _curves(people: Numbers, hours: Numbers) -> Numbers:
    """Return each draw's curve at every tenth of students, straight within one level of need."""
    nought = np.zeros((len(people), 1))
    xs = np.hstack([nought, np.cumsum(people, axis=1)])
    ys = np.hstack([nought, np.cumsum(hours, axis=1)])
    both = zip(xs, ys, strict=True)
    return np.array([np.interp(_TENTHS, x / x[-1], y / y[-1]) for x, y in both])
