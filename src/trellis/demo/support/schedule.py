"""Who goes to which school on which day, so that the truth shows in it?

Day by day each of the central office decides whether she goes somewhere, and where: by a school's
size and need, and by who is there this week already. What was asked for comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from trellis.demo.cast import OAK
from trellis.demo.support.asking import LEFT_ALONE
from trellis.demo.support.days import Days
from trellis.demo.support.outing import SLOTS, Asking, Outing, World
from trellis.demo.support.staff import Worker
from trellis.demo.support.truth import SupportTruth
from trellis.district.api import Org, Person

PLANNED_DAYS = 15
"""How many school days ahead visits are planned."""

GOES, CALLS = 0.22, 0.19
"""How often somebody visits a school on a day, beside what was asked for; how often she calls."""

AVOIDS = (0.25, 0.16, 0.08, 0.07)
"""By year: by how much somebody prefers a school where no other department is that week."""

JOINS = (0.03, 0.05, 0.1, 0.12)
"""By year: how often somebody joins a visit of another department instead of making her own."""

SEEKS_WEEK, SEEKS_DAY = 40.0, 60.0
"""How much the colliding department's own calendar leads it where others are."""

A_MONTH = timedelta(days=28)
SOON_AGAIN = 0.1
"""How much less a supervisor is drawn to a school that she has visited within a month."""

REQUIRED_A_YEAR = 2
SILENT_DAYS = 70
"""School days since which the neglected school has heard from nobody."""


class Schedule:
    """The days of the central office, as they fill.

    `taken` are the days on which somebody does what the story tells by hand.
    """

    def __init__(
        self, world: World, days: Days, truth: SupportTruth, taken: Iterable[tuple[Person, date]]
    ) -> None:
        self.world, self.days, self.truth = world, days, truth
        self.outings: list[Outing] = []
        self.free = self._days_kept_free(truth.dice("free days"))
        self._busy = {(person.pk, day, slot) for person, day in taken for slot in range(len(SLOTS))}
        self._week: defaultdict[date, Counter[tuple[int, str]]] = defaultdict(Counter)
        self._there: defaultdict[tuple[int, date], list[Outing]] = defaultdict(list)
        self._last: dict[tuple[int, int], date] = {}
        self._weights = {year: self._weights_of(year) for year in days.years}

    def fill(self, asked: Sequence[Asking]) -> list[Outing]:
        """Fill every day: what was asked for, what is required, and what people offer."""
        for asking in asked:
            if asking.comes:
                asking.visit = self._visit_for(asking)
        self._required(self.truth.dice("required visits"))
        self._hardly_any(self.truth.dice("the neglected school"))
        dice = self.truth.dice("visits")
        last = self.days.ahead(PLANNED_DAYS)
        begun = self.days.of_year(self.days.years[0])[0]
        # Whoever collides comes last each day, when it is known where the others are.
        order = sorted(self.world.workers, key=lambda one: one.unit == self.truth.collides)
        for day in self.days.every:
            if begun <= day <= last:
                for worker in order:
                    self._day_of(worker, day, dice)
        return sorted(self.outings, key=lambda one: (one.day, one.slot))

    def _day_of(self, worker: Worker, day: date, dice: Random) -> None:
        year = self.days.place_of_year(day)
        if dice.random() < GOES and not (dice.random() < JOINS[year] and self._joins(worker, day)):
            school = self._choose(worker, day, dice, far=False)
            if school is not None:
                self._place(Outing(worker, school, day, dice.randrange(len(SLOTS))))
        if day <= self.days.today and dice.random() < CALLS:
            school = self._choose(worker, day, dice, far=True)
            if school is not None:
                self._place(Outing(worker, school, day, dice.randrange(len(SLOTS)), far=True))

    def _choose(self, worker: Worker, day: date, dice: Random, *, far: bool) -> Org | None:
        year = self.days.years[self.days.place_of_year(day)]
        monday = day - timedelta(days=day.weekday())
        week = self._week[monday]
        others = {school for school, unit in week if unit != worker.unit}
        weights = [
            weight
            * self._reach(worker, school, day, far)
            * (1.0 if far else self._pull(worker, school, day, others))
            for school, weight in zip(self.world.schools, self._weights[year], strict=True)
        ]
        if not any(weights):
            return None
        return dice.choices(self.world.schools, weights)[0]

    def _reach(self, worker: Worker, school: Org, day: date, far: bool) -> float:
        """Whether she works with a school at all, and that day."""
        if worker.network is not None and school.parent_id != worker.network.pk:
            return 0.0
        if school.key == OAK and day > self.days.ago(LEFT_ALONE):
            return 0.0
        if far:
            return 1.0
        last = self._last.get((worker.person.pk, school.pk))
        again = worker.network is not None and last is not None and day - last < A_MONTH
        return (SOON_AGAIN if again else 1.0) * (day not in self.free[school.pk])

    def _pull(self, worker: Worker, school: Org, day: date, others: set[int]) -> float:
        """How much she is drawn to a school by who is there already, or kept away."""
        if school.pk not in others:
            return 1.0
        if worker.unit == self.truth.collides:
            return SEEKS_DAY if self._there[school.pk, day] else SEEKS_WEEK
        avoids = AVOIDS[self.days.place_of_year(day)]
        return max(avoids, 0.6) if school.key == self.truth.overvisited else avoids

    def _joins(self, worker: Worker, day: date) -> bool:
        """Join the first visit of another department that day that she can be at."""
        if worker.unit == self.truth.collides or worker.network is not None:
            return False
        for school in self.world.schools:
            for outing in self._there[school.pk, day]:
                slot = (worker.person.pk, day, outing.slot)
                others = outing.worker.department is not None and outing.worker.unit != worker.unit
                if others and not outing.required and not outing.joined and slot not in self._busy:
                    outing.joined.append(worker)
                    self._busy.add(slot)
                    return True
        return False

    def _visit_for(self, asking: Asking) -> Outing | None:
        outing = Outing(asking.lead, asking.school, asking.helped_on, 0, asking=asking)
        if asking.helped_on in self.free[asking.school.pk]:
            return None
        for slot in range(len(SLOTS)):
            outing.slot = slot
            if self._place(outing):
                return outing
        return None

    def _place(self, outing: Outing) -> bool:
        """Put a visit into the day unless somebody would have to be at two places."""
        slot = (outing.worker.person.pk, outing.day, outing.slot)
        if slot in self._busy:
            return False
        self._busy.add(slot)
        self.outings.append(outing)
        if not outing.far:
            self._last[outing.worker.person.pk, outing.school.pk] = outing.day
            monday = outing.day - timedelta(days=outing.day.weekday())
            self._week[monday][outing.school.pk, outing.worker.unit] += 1
            self._there[outing.school.pk, outing.day].append(outing)
        return True

    def _required(self, dice: Random) -> None:
        for worker in self.world.workers:
            for school in self.world.schools:
                if worker.network is None or school.parent_id != worker.network.pk:
                    continue
                for year in self.days.years:
                    known = self.days.of_year(year)
                    for day in dice.sample(known, min(REQUIRED_A_YEAR, len(known))):
                        if not self._is_left_alone(school, day):
                            slot = dice.randrange(2)
                            self._place(Outing(worker, school, day, slot, required=True))

    def _hardly_any(self, dice: Random) -> None:
        """The few visits that the neglected school had."""
        school = next(one for one in self.world.schools if one.key == self.truth.neglected)
        own = [one for one in self.world.workers if one.network is None]
        for year, visits in zip(self.days.years, (4, 3, 2, 0), strict=True):
            known = [day for day in self.days.of_year(year) if not self._is_left_alone(school, day)]
            for day in dice.sample(known, min(visits, len(known))):
                self._place(Outing(dice.choice(own), school, day, dice.randrange(len(SLOTS))))

    def _is_left_alone(self, school: Org, day: date) -> bool:
        silent = school.key == self.truth.neglected and day >= self.days.ago(SILENT_DAYS)
        told_by_hand = school.key == OAK and day > self.days.ago(LEFT_ALONE)
        return silent or told_by_hand or day in self.free[school.pk]

    def _weights_of(self, year: int) -> list[float]:
        """How much each school draws support in a year."""
        pupils, need = self.world.pupils, self.world.need[year]
        usual = sum(pupils.values()) / len(pupils)
        return [
            self.truth.draw(
                school.key,
                size=pupils[school.key] / usual,
                need=need.get(school.key, 0.0),
                year=year,
            )
            for school in self.world.schools
        ]

    def _days_kept_free(self, dice: Random) -> dict[int, set[date]]:
        """Two days each in fall, winter and spring, when a school tests."""
        kept: dict[int, set[date]] = {}
        for school in self.world.schools:
            kept[school.pk] = set()
            for year in self.days.years:
                known = self.days.of_year(year)
                for begin in (15, 85, 145):
                    first = begin + dice.randrange(10)
                    kept[school.pk].update(known[first : first + 2])
        return kept
