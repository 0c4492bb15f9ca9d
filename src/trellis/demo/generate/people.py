"""Who are the students: their ids, names, groups, and how they come to school and learn?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trellis.demo.generate.calendar import Year
from trellis.demo.generate.moves import Ints, Moves
from trellis.demo.generate.names import (
    FAMILY_ASIAN,
    FAMILY_HISPANIC,
    FAMILY_OTHER,
    GIVEN_FEMALE,
    GIVEN_MALE,
)
from trellis.demo.generate.places import Places
from trellis.demo.generate.streams import Streams

RACES = ("hispanic", "white", "black", "asian", "two_or_more", "american_indian", "pacific")
HISPANIC, ASIAN = 0, 3
LITTLE_NEED = np.array([0.18, 0.55, 0.06, 0.11, 0.07, 0.02, 0.01])
MUCH_NEED = np.array([0.55, 0.12, 0.20, 0.05, 0.05, 0.02, 0.01])
POORER = np.array([0.13, -0.1, 0.13, -0.12, 0.0, 0.13, 0.1])
"""By how much the share with free or reduced-price lunch differs, in the order of RACES."""

STRANGERS = 0.003
"""The share of students whose ids the vendors know wrong."""

NEVER = 99
_LOCAL_IDS, _STATE_IDS = 900_000, 999_999_937

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Students:
    """Every student there ever was, in columns; a student is known by her index.

    `el_ends` is the index of the school year before which she left the programme. `ability` holds
    math and reading in standard deviations; `absence` is the log of the share of days missed.
    """

    local_ids: pl.Series
    state_ids: pl.Series
    strange: Marks
    female: Marks
    race: Ints
    given: pl.Series
    family: pl.Series
    born: NDArray[np.datetime64]
    frl: Marks
    swd: Marks
    el: Marks
    el_ends: Ints
    ability: Floats
    absence: Floats

    @cached_property
    def vendor_ids(self) -> tuple[pl.Series, pl.Series]:
        """The local and the state ids as vendors know them, wrong for strangers."""
        strange = pl.Series(self.strange)
        return (
            ("99" + self.local_ids.str.slice(2)).zip_with(strange, self.local_ids),
            ("8" + self.state_ids.str.slice(1)).zip_with(strange, self.state_ids),
        )

    def is_el(self, student: Ints, year: int) -> Marks:
        """Say who of them is an English learner in a year."""
        marks: Marks = self.el[student] & (year < self.el_ends[student])
        return marks


def student_sids(student: pl.Series | Ints) -> pl.Series:
    """Return the SIS's ids of students."""
    return "STU-" + pl.Series(student).cast(pl.String).str.zfill(6)


def make_students(
    places: Places, moves: Moves, years: tuple[Year, ...], streams: Streams
) -> Students:
    """Draw everybody's traits; need of the first school raises some shares."""
    rng = streams.of("students")
    n, need = moves.students, places.need[moves.first_school]
    grade = moves.first_grade
    shares = np.cumsum(LITTLE_NEED + need[:, None] * (MUCH_NEED - LITTLE_NEED), axis=1)
    race = np.minimum((rng.random(n)[:, None] > shares).sum(axis=1), len(RACES) - 1)
    frl = rng.random(n) < np.clip(0.05 + 0.8 * need + POORER[race], 0.02, 0.95)
    swd = rng.random(n) < 0.11 + 0.06 * need
    speaks = np.select([race == HISPANIC, race == ASIAN], [0.52, 0.34], 0.05)
    el = rng.random(n) < speaks * np.exp(-0.05 * grade) * (0.55 + 0.7 * need)
    female = rng.random(n) < 0.49
    return Students(
        local_ids=_local(np.arange(n)),
        state_ids=_state(np.arange(n)),
        strange=rng.random(n) < STRANGERS,
        female=female,
        race=race,
        given=_given(female, rng),
        family=_family(race, rng),
        born=_born(moves, years, rng),
        frl=frl,
        swd=swd,
        el=el,
        el_ends=_el_ends(moves, el, rng),
        ability=_ability(need, frl, swd, el, rng),
        absence=_absence(need, frl, swd, rng),
    )


def _local(index: Ints) -> pl.Series:
    number = pl.Series(100_000 + index * 7_001 % _LOCAL_IDS, dtype=pl.Int64)
    return number.cast(pl.String).str.zfill(8)


def _state(index: Ints) -> pl.Series:
    return pl.Series(3_000_000_000 + (index + 11) * 48_271 % _STATE_IDS).cast(pl.String)


def _given(female: Marks, rng: np.random.Generator) -> pl.Series:
    hers = pl.Series(GIVEN_FEMALE).gather(rng.integers(0, len(GIVEN_FEMALE), len(female)))
    his = pl.Series(GIVEN_MALE).gather(rng.integers(0, len(GIVEN_MALE), len(female)))
    return hers.zip_with(pl.Series(female), his)


def _family(race: Ints, rng: np.random.Generator) -> pl.Series:
    lists = (FAMILY_HISPANIC, FAMILY_ASIAN, FAMILY_OTHER)
    names = pl.Series([name for one in lists for name in one])
    starts = np.cumsum([0, *(len(one) for one in lists)])
    which = np.select([race == HISPANIC, race == ASIAN], [0, 1], 2)
    length = np.array([len(one) for one in lists])[which]
    return names.gather(starts[which] + (rng.random(len(race)) * length).astype(np.int64))


def _born(
    moves: Moves, years: tuple[Year, ...], rng: np.random.Generator
) -> NDArray[np.datetime64]:
    """Return birthdays: five years old on the first of September of kindergarten."""
    fall = np.array([year.number - 1 for year in years])[moves.first_year]
    new_year = (fall - 5 - moves.first_grade - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    before = (rng.integers(0, 365, moves.students) - 243).astype("timedelta64[D]")
    born: NDArray[np.datetime64] = np.subtract(new_year, before)
    return born


def _el_ends(moves: Moves, el: Marks, rng: np.random.Generator) -> Ints:
    """Leave the programme after some years, hardly ever before grade 3."""
    waits = np.maximum(0, 3 - moves.first_grade) + rng.geometric(0.13, moves.students)
    ends: Ints = np.where(el, moves.first_year + waits, 0)
    return np.where(ends > 20, NEVER, ends)


def _ability(need: Floats, frl: Marks, swd: Marks, el: Marks, rng: np.random.Generator) -> Floats:
    level = 0.35 - 0.5 * need - 0.35 * frl - 0.75 * swd
    shared, own = rng.normal(0, 0.72, len(need)), rng.normal(0, 0.42, (2, len(need)))
    ability: Floats = level + shared + own
    ability[0] -= 0.4 * el
    ability[1] -= 0.65 * el
    return ability


def _absence(need: Floats, frl: Marks, swd: Marks, rng: np.random.Generator) -> Floats:
    usual = np.log(0.043) + 0.35 * (need - 0.5) + 0.22 * frl + 0.18 * swd
    absence: Floats = usual + rng.normal(0, 0.6, len(need))
    return absence
