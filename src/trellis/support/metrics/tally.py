"""How is something counted for all departments together and for each of them?"""

from __future__ import annotations

from collections.abc import Iterable

from trellis.support.metrics.definition import ALL

Shares = dict[int, tuple[int, int]]
"""Hits and n, for ALL and for each department by its pk."""

Waits = dict[int, list[tuple[float, bool]]]
"""How long each request has waited, and whether that ended with an answer."""

Numbers = dict[int, list[float]]
Parts = dict[int, dict[str, float]]


class Tally:
    """Counts hits and all; what several departments did together counts once for each of them."""

    def __init__(self) -> None:
        self._counted: dict[int, list[int]] = {}

    def add(self, hit: bool, departments: Iterable[int] = ()) -> None:
        """Count one, for all together and for these departments."""
        for place in {ALL, *departments}:
            counted = self._counted.setdefault(place, [0, 0])
            counted[0] += hit
            counted[1] += 1

    @property
    def shares(self) -> Shares:
        """What was counted."""
        return {place: (hits, n) for place, (hits, n) in self._counted.items()}
