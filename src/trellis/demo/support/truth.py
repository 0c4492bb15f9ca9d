"""Which patterns stand in three years of support, for the pages to let a person find them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from random import Random

from trellis.demo.cast import BITTERROOT, EAST, OAK
from trellis.district.api import Org

SEED = 2026
OVERVISITED = 3.2
"""How many times as often as a usual school one school is visited, whatever its need."""

MOST = 1.0
"""Need beyond this, in units of the index, draws no more support."""


@dataclass(frozen=True)
class SupportTruth:
    """What is true of the support; schools by their key, departments by theirs, years by spring.

    `neglected` has much need and hears from hardly anybody, `overvisited` has little need and is
    visited all the time. `collides` comes in weeks when others come. `slips` breaks promises from
    the school year `slips_from` on. `unannounced` often comes without a word. `grows` is felt to
    help more each year. `follows_need` says by year how strongly support follows need: the log of
    hours a student for one more unit of the need index. `by_request` is the share of visits that
    a school asked for or that stand in an agreed plan.
    """

    neglected: str
    overvisited: str
    collides: str
    slips: str
    slips_from: int
    unannounced: str
    grows: str
    follows_need: Mapping[int, float] = field(default_factory=dict)
    by_request: Mapping[int, float] = field(default_factory=dict)
    seed: int = SEED

    def draw(self, school: str, *, size: float, need: float, year: int) -> float:
        """How much a school draws support in a year; a usual one draws 1.

        `size` is its students over the mean of the schools, `need` its index.
        """
        if school == self.neglected:
            return 0.0
        if school == self.overvisited:
            return OVERVISITED
        return size * exp(self.follows_need[year] * max(-MOST, min(MOST, need)))

    def dice(self, part: str) -> Random:
        """Chance for one part of the story; parts don't move each other."""
        return Random(f"{self.seed} {part}")  # noqa: S311 - an invented story, no secret


def make_truth(
    schools: Sequence[Org], need: Mapping[str, float], years: Sequence[int], *, seed: int = SEED
) -> SupportTruth:
    """Say what is true, from the schools with their need and the four school years, oldest first.

    The neglected school lies in the East Network, so that its supervisor can find it too.
    """
    open_to = [one for one in schools if one.key not in (OAK, BITTERROOT)]
    by_need = sorted(open_to, key=lambda one: (need.get(one.key, 0.0), one.key))
    east = [one for one in by_need if one.parent and one.parent.key == EAST] or by_need[-1:]
    neglected = east[-1]
    rest = [one for one in by_need if one.key != neglected.key]
    away = [one for one in rest if one.parent_id != neglected.parent_id] or rest
    return SupportTruth(
        neglected=neglected.key,
        overvisited=away[0].key,
        collides="special-education",
        slips="multilingual",
        slips_from=years[-2],
        unannounced="assessment",
        grows="professional-learning",
        follows_need=dict(zip(years, (-0.3, 0.1, 1.05, 1.1), strict=True)),
        by_request=dict(zip(years, (0.3, 0.42, 0.58, 0.62), strict=True)),
        seed=seed,
    )
