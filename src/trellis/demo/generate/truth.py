"""What is true of the district, which its files can only show with noise?"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trellis.demo.generate.calendar import Year
from trellis.demo.generate.names import OAK_HOLLOW
from trellis.demo.generate.places import Places
from trellis.demo.generate.streams import Streams
from trellis.lib.api import NotThere

SUBJECTS = ("math", "reading")
TUTORING, VISITS = "tutoring_math", "home_visits"
DIP_GRADE, DIP_RIT = 7, -5.0
DIP_ABSENCE, STAYS_HIGH = 0.45, 0.3
"""By how much, on the log scale, grade 7 of Oak Hollow misses more: in the year of the dip, now."""


@dataclass(frozen=True)
class SchoolTruth:
    """A school: its growth above the usual in RIT by subject and year, and what programmes add."""

    name: str
    sourced_id: str
    identifier: str
    network: str
    need: float
    growth: dict[str, dict[str, float]]
    programmes: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Dip:
    """The grade that grew less in one year, by how many RIT points."""

    school: str
    grade: str
    year: int
    rit: float


@dataclass(frozen=True)
class Truth:
    """What is true; programmes that act on absence are told as parts of absence (-0.2: a fifth)."""

    seed: int
    students: int
    schools: tuple[SchoolTruth, ...]
    dip: Dip

    def school(self, name: str) -> SchoolTruth:
        """Find a school by its name."""
        for school in self.schools:
            if school.name == name:
                return school
        raise NotThere(f"No school “{name}”. There are: {', '.join(s.name for s in self.schools)}.")

    def write(self, path: Path) -> None:
        """Write it down as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True), encoding="utf-8")


@dataclass(frozen=True)
class Effects:
    """The same truth as arrays: `growth` by year, subject, school and grade; `absence` (log)."""

    growth: NDArray[np.float64]
    absence: NDArray[np.float64]


def make_truth(
    places: Places, years: tuple[Year, ...], students: int, streams: Streams
) -> tuple[Truth, Effects]:
    """Draw what is true of each school."""
    rng = streams.of("truth")
    schools = len(places.names)
    own = rng.normal(0, 1.1, (1, len(SUBJECTS), schools))
    base = np.round(own + rng.normal(0, 0.5, (len(years), len(SUBJECTS), schools)), 2)
    oak = places.names.index(OAK_HOLLOW)
    tutored = _years_of_programme(rng, len(years), schools, oak, 0.3, (1.2, 2.6))
    visited = _years_of_programme(rng, len(years), schools, oak, 0.2, (-0.3, -0.12))
    growth = np.repeat(base[..., None], 13, axis=3)
    growth[:, 0] += tutored[..., None]
    absence = np.repeat((rng.normal(0, 0.12, schools) + np.log1p(visited))[..., None], 13, axis=2)
    dipped = len(years) - 2
    growth[dipped, 0, oak, DIP_GRADE] += DIP_RIT
    absence[:, oak] = -0.15
    absence[dipped, oak, DIP_GRADE] += DIP_ABSENCE
    absence[dipped + 1, oak, DIP_GRADE] += STAYS_HIGH
    told = []
    for i, name in enumerate(places.names):
        programmes = {TUTORING: tutored[:, i], VISITS: visited[:, i]}
        told.append(
            SchoolTruth(
                name=name,
                sourced_id=places.sids[i],
                identifier=places.numbers[i],
                network=places.networks[places.network[i]],
                need=round(float(places.need[i]), 3),
                growth={s: _by_year(base[:, n, i], years) for n, s in enumerate(SUBJECTS)},
                programmes={
                    key: {y: v for y, v in _by_year(values, years).items() if v}
                    for key, values in programmes.items()
                    if values.any()
                },
            )
        )
    dip = Dip(OAK_HOLLOW, f"{DIP_GRADE:02d}", years[dipped].number, DIP_RIT)
    return Truth(streams.seed, students, tuple(told), dip), Effects(growth, absence)


def _years_of_programme(
    rng: np.random.Generator,
    years: int,
    schools: int,
    without: int,
    share: float,
    ends: tuple[float, float],
) -> NDArray[np.float64]:
    """Return what a programme does by year and school; it goes on once it has begun."""
    strength = np.round(rng.uniform(*ends, schools), 2)
    begins = np.where(rng.random(schools) < share, rng.integers(1, years, schools), years)
    begins[without] = years
    return np.where(np.arange(years)[:, None] >= begins, strength, 0.0)


def _by_year(values: NDArray[np.float64], years: tuple[Year, ...]) -> dict[str, float]:
    return {
        str(year.number): round(float(value), 2) for year, value in zip(years, values, strict=True)
    }
