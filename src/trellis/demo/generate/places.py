"""Which schools are there, in which network, how large, and with how much need?

Oak Hollow and Bitterroot are always the first two middle schools, both in the East Network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.demo.generate.names import (
    BITTERROOT,
    DISTRICT_NUMBER,
    NETWORKS,
    OAK_HOLLOW,
    PLACES,
    STEMS,
)
from trellis.lib.api import BadInput

FEWEST_SCHOOLS, MOST_SCHOOLS = 5, 300
LEVELS = ("Elementary", "Middle", "High")
FIRST_CAMPUS = (301, 101, 1)
FIRST_GRADE = (0, 6, 9, 13)
"""Elementary schools have K to 5, middle schools 6 to 8, high schools 9 to 12."""

LEVEL_OF_GRADE = np.repeat([0, 1, 2], np.diff(FIRST_GRADE))


@dataclass(frozen=True)
class Places:
    """The schools, in columns; a school is known by its index. `feeds` is the next school."""

    names: list[str]
    campus: list[str]
    level: NDArray[np.int64]
    network: NDArray[np.int64]
    need: NDArray[np.float64]
    weight: NDArray[np.float64]
    feeds: NDArray[np.int64]
    networks: list[str]

    @property
    def sids(self) -> list[str]:
        """The SIS's ids."""
        return [f"SCH-{campus}" for campus in self.campus]

    @property
    def numbers(self) -> list[str]:
        """The state's numbers: district and campus."""
        return [f"{DISTRICT_NUMBER}{campus}" for campus in self.campus]

    def column(self, words: list[str], school: NDArray[np.int64]) -> pl.Series:
        """Return a word of each school for a column of indices."""
        return pl.Series(words).gather(school)

    def of_level(self, level: int) -> NDArray[np.int64]:
        """Return the indices of the schools of a level."""
        return np.flatnonzero(self.level == level)


def usual_number(students: int) -> int:
    """Return how many schools a district of that size has: 24 for 12,000, 200 for 200,000."""
    return int(np.clip(round(24 * (students / 12_000) ** 0.7536), FEWEST_SCHOOLS, MOST_SCHOOLS))


def make_places(schools: int, rng: np.random.Generator) -> Places:
    """Invent the schools. Raises BadInput when there would be too few or too many."""
    if not FEWEST_SCHOOLS <= schools <= MOST_SCHOOLS:
        raise BadInput(
            f"Found {schools} schools, expected {FEWEST_SCHOOLS} to {MOST_SCHOOLS}: two elementary "
            "schools, two middle schools and a high school at least."
        )
    middle = max(2, round(schools * 0.25))
    high = max(1, round(schools * 0.21))
    counts = [schools - middle - high, middle, high]
    networks = int(np.clip(middle // 2, 2, len(NETWORKS)))
    level = np.repeat(np.arange(3), counts)
    within = np.concatenate([np.arange(n) for n in counts])
    network = np.where(level == 1, within // 2 % networks, within % networks)
    feeds = _feeds(level, network)
    need = _with_those_below(_needs(level, network, rng), level, feeds, np.mean)
    weight = rng.lognormal(0.0, 0.22, schools)
    need[counts[0] : counts[0] + 2] = 0.62, 0.44
    weight = _with_those_below(weight, level, feeds, np.sum)
    campus = [f"{FIRST_CAMPUS[k] + i:03d}" for k, i in zip(level, within, strict=True)]
    return Places(
        names=_names(counts, rng),
        campus=campus,
        level=level,
        network=network,
        need=need,
        weight=weight,
        feeds=feeds,
        networks=[f"{name} Network" for name in NETWORKS[:networks]],
    )


def _feeds(level: NDArray[np.int64], network: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each school's next one: of the same network if there is one; none stays without."""
    feeds = np.full(len(level), -1)
    for here in (0, 1):
        above = np.flatnonzero(level == here + 1)
        for area in range(int(network.max()) + 1):
            lower = np.flatnonzero((level == here) & (network == area))
            near = above[network[above] == area]
            choice = near if len(near) else above
            feeds[lower] = choice[np.arange(len(lower)) % len(choice)]
        for school in above:
            if not (feeds == school).any():
                fullest = np.bincount(feeds[level == here]).argmax()
                feeds[np.flatnonzero(feeds == fullest)[-1]] = school
    return feeds


def _needs(
    level: NDArray[np.int64], network: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    area = rng.uniform(0.25, 0.7, network.max() + 1)
    need: NDArray[np.float64] = area[network] + rng.normal(0, 0.17, len(level))
    return need.clip(0.05, 0.95)


def _with_those_below(
    values: NDArray[np.float64],
    level: NDArray[np.int64],
    feeds: NDArray[np.int64],
    how: Callable[[NDArray[np.float64]], float],
) -> NDArray[np.float64]:
    """Let the upper schools have what those have from which their students come."""
    made = values.copy()
    for upper in (1, 2):
        for school in np.flatnonzero(level == upper):
            made[school] = how(made[feeds == school])
    return made


def _names(counts: list[int], rng: np.random.Generator) -> list[str]:
    pairs = [f"{stem} {place}" for stem in STEMS for place in PLACES]
    stems = [pairs[i] for i in rng.permutation(len(pairs))]
    names: list[str] = []
    for level, number in zip(LEVELS, counts, strict=True):
        own = [OAK_HOLLOW, BITTERROOT] if level == "Middle" else []
        own += [f"{stems.pop()} {level} School" for _ in range(number - len(own))]
        names += own
    return names
