"""Which results of arithmetic can be drawn?

`statistics` and `charts` do not know each other: what a chart takes is written down here as the
least that it needs. Shares are 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class WaitingStep(Protocol):
    """One day of a waiting curve; shares are 0 to 1."""

    @property
    def day(self) -> float: ...
    @property
    def still_open(self) -> int: ...
    @property
    def waiting(self) -> float: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class WaitingCurve(Protocol):
    """A waiting curve with its median, None where the curve does not come down to a half."""

    @property
    def steps(self) -> Sequence[WaitingStep]: ...
    @property
    def median(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


class SpreadPoint(Protocol):
    """One point of a concentration curve; shares are 0 to 1."""

    @property
    def students(self) -> float: ...
    @property
    def support(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...


class Spread(Protocol):
    """A concentration index with its interval and its curve."""

    @property
    def index(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def curve(self) -> Sequence[SpreadPoint]: ...


class PastPoint(Protocol):
    """One month of a control chart."""

    @property
    def value(self) -> float: ...
    @property
    def lower(self) -> float: ...
    @property
    def upper(self) -> float: ...
    @property
    def beyond(self) -> bool: ...
    @property
    def eighth_on_one_side(self) -> bool: ...


class Past(Protocol):
    """A control chart."""

    @property
    def centre(self) -> float: ...
    @property
    def points(self) -> Sequence[PastPoint]: ...


class Usual(Protocol):
    """What is usual at one school's need, and how far the school is from it, with its interval."""

    @property
    def usual(self) -> float: ...
    @property
    def value(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
