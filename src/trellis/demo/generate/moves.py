"""Who is in which school and grade, in which year, from which day to which?

Everything is drawn to the end of the last year; what a delivery knows of it is cut out afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trellis.demo.generate.calendar import Year
from trellis.demo.generate.places import FIRST_GRADE, LEVEL_OF_GRADE, Places
from trellis.demo.generate.streams import Streams

LEAVE_IN_YEAR, CHANGE_IN_YEAR, JOIN_IN_YEAR = 0.012, 0.012, 0.012
LEAVE_IN_SUMMER, GO_ELSEWHERE = 0.04, 0.06
GRADES = 13

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Stays:
    """Stays of one year in columns; `first` and `last` are indices of school days, inclusive.

    `home` marks a student's first stay of the year.
    """

    student: Ints
    school: Ints
    grade: Ints
    first: Ints
    last: Ints
    home: NDArray[np.bool_]

    def only(self, mask: NDArray[np.bool_]) -> Stays:
        """Return some of the stays."""
        return Stays(
            self.student[mask],
            self.school[mask],
            self.grade[mask],
            self.first[mask],
            self.last[mask],
            self.home[mask],
        )

    def on(self, day: Ints) -> NDArray[np.bool_]:
        """Mark the stays that cover the day of each of them."""
        return (self.first <= day) & (day <= self.last)

    def within(self, first_grade: int, last_grade: int) -> Stays:
        """Return the stays in some grades."""
        return self.only((self.grade >= first_grade) & (self.grade <= last_grade))


@dataclass(frozen=True)
class Moves:
    """The stays of each year, and each student's first school, first grade and first year."""

    years: tuple[Stays, ...]
    first_school: Ints
    first_grade: Ints
    first_year: Ints

    @property
    def students(self) -> int:
        """How many students there ever were."""
        return len(self.first_school)


def make_moves(places: Places, years: tuple[Year, ...], students: int, streams: Streams) -> Moves:
    """Let students come, go up, move and leave; each year begins with as many students."""
    grade = np.arange(students) % GRADES
    school = _any_school(places, grade, streams.of("schools"))
    who = np.arange(students)
    known, made, entries = 0, [], []
    for number, year in enumerate(years):
        rng = streams.of("moves", number)
        if number:
            who, school, grade = _summer(places, who, school, grade, students, known, rng)
        fresh = who >= known
        entries.append((school[fresh], grade[fresh], number))
        known = max(known, int(who.max()) + 1)
        joined = max(1, round(students * JOIN_IN_YEAR))
        join_grade = rng.integers(0, GRADES, joined)
        join_school = _any_school(places, join_grade, rng)
        entries.append((join_school, join_grade, number))
        join_who = np.arange(known, known + joined)
        known += joined
        stays, who, school, grade = _year(
            places,
            year,
            np.concatenate([who, join_who]),
            np.concatenate([school, join_school]),
            np.concatenate([grade, join_grade]),
            joined,
            rng,
        )
        made.append(stays)
    return Moves(
        tuple(made),
        np.concatenate([one[0] for one in entries]),
        np.concatenate([one[1] for one in entries]),
        np.concatenate([np.full(len(one[0]), one[2]) for one in entries]),
    )


def _year(
    places: Places,
    year: Year,
    who: Ints,
    school: Ints,
    grade: Ints,
    joined: int,
    rng: np.random.Generator,
) -> tuple[Stays, Ints, Ints, Ints]:
    """Return the stays of a year, and who is still there at its end, where."""
    number = len(who)
    first, last = np.zeros(number, np.int64), np.full(number, year.last)
    first[-joined:] = rng.integers(8, year.last - 20, joined)
    chance = rng.random(number)
    chance[-joined:] = 1
    day = rng.integers(10, year.last - 12, number)
    leaves = chance < LEAVE_IN_YEAR
    other = _any_school(places, grade, rng)
    changes = (chance > 1 - CHANGE_IN_YEAR) & (chance < 1) & (other != school)
    last = np.where(leaves | changes, day, last)
    stays = Stays(
        student=np.concatenate([who, who[changes]]),
        school=np.concatenate([school, other[changes]]),
        grade=np.concatenate([grade, grade[changes]]),
        first=np.concatenate([first, day[changes] + 1]),
        last=np.concatenate([last, np.full(int(changes.sum()), year.last)]),
        home=np.arange(number + int(changes.sum())) < number,
    )
    school = np.where(changes, other, school)
    return stays, who[~leaves], school[~leaves], grade[~leaves]


def _summer(
    places: Places,
    who: Ints,
    school: Ints,
    grade: Ints,
    students: int,
    known: int,
    rng: np.random.Generator,
) -> tuple[Ints, Ints, Ints]:
    """Move up, leave, and fill the seats: first kindergarten, then the other grades."""
    stays = (grade < GRADES - 1) & (rng.random(len(who)) >= LEAVE_IN_SUMMER)
    who, school, grade = who[stays], school[stays], grade[stays] + 1
    other = _any_school(places, grade, rng)
    goes_up = np.isin(grade, FIRST_GRADE[1:])
    elsewhere = goes_up & (rng.random(len(who)) < GO_ELSEWHERE)
    school = np.where(goes_up, places.feeds[school], school)
    school = np.where(elsewhere, other, school)
    seats = students - len(who)
    kindergarten = min(seats, students // GRADES)
    others = rng.integers(1, GRADES, seats - kindergarten)
    new_grade = np.concatenate([np.zeros(kindergarten, np.int64), others])
    new_school = _any_school(places, new_grade, rng)
    return (
        np.concatenate([who, np.arange(known, known + seats)]),
        np.concatenate([school, new_school]),
        np.concatenate([grade, new_grade]),
    )


def _any_school(places: Places, grade: Ints, rng: np.random.Generator) -> Ints:
    """Choose a school of the right level, larger schools more often."""
    school = np.zeros(len(grade), np.int64)
    level = LEVEL_OF_GRADE[grade]
    chance = rng.random(len(grade))
    for one in range(3):
        there = places.of_level(one)
        share = np.cumsum(places.weight[there])
        here = level == one
        school[here] = there[np.searchsorted(share / share[-1], chance[here], side="right")]
    return school
