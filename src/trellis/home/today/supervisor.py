"""What does a principal supervisor find: today's stops, what collides, each school, each 1:1?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.home.lines import SchoolLine, lines_of
from trellis.home.today.common import Act, Calendar, visiting_acts
from trellis.home.wording import is_or_are, spoken
from trellis.lib.api import count
from trellis.support.api import (
    Crowded,
    Seen,
    asked_to_change,
    crowded_days,
    logs_to_write,
    visits_of,
)

PREP_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Stop:
    """A visit of today, with the key by which its log is sent once."""

    seen: Seen
    key: uuid.UUID
    may_log: bool


@dataclass(frozen=True)
class Beside:
    """One of her schools, and who of the others comes there in these days."""

    line: SchoolLine
    others: list[Seen]


@dataclass(frozen=True)
class Prep:
    """A meeting with a principal that comes, and how her school stands between the two sides."""

    seen: Seen
    line: SchoolLine


@dataclass(frozen=True)
class Network:
    """A supervisor's week in her schools."""

    template: ClassVar[str] = "home/today/supervisor.html"
    label: ClassVar[str] = "for your schools"
    title: ClassVar[str] = ""

    span: str
    stops: list[Stop]
    week: list[Seen]
    later: list[Seen]
    schools: list[Beside]
    crowded: list[Crowded]
    logs: list[Stop]
    asked_to_change: list[Seen]
    prep: list[Prep]

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return visiting_acts()

    @property
    def says(self) -> str:
        """The page in a sentence or three: which schools, what collides, what to write down."""
        schools = {seen.visit.school_id for seen in self.week}
        late = sum(one.line.late for one in self.schools)
        return spoken(
            (
                f"you visit {count(len(schools), 'school')} {self.span}"
                + (f", with {count(len(self.stops), 'stop')} today" if self.stops else "")
                if schools
                else f"you visit no school {self.span}",
                f"on {count(len(self.crowded), 'day')} departments come apart from each other"
                if self.crowded
                else "",
                f"{count(len(self.logs), 'visit')} to write down" if self.logs else "",
                f"your schools wait for {count(late, 'thing')} that {is_or_are(late)} late"
                if late
                else "",
            )
        )


def network(person: Person, schools: list[Org], week: Calendar) -> Network:
    """Gather a supervisor's week."""
    lines = lines_of(schools, seen_by=person, from_day=week.today, to_day=week.friday)
    coming = {line.school.pk: list(line.coming) for line in lines.schools}
    ahead = visits_of(
        person,
        from_day=week.today,
        to_day=max(week.today + PREP_AHEAD, week.friday),
    )
    mine = [one for one in ahead if one.visit.with_person_id != person.pk]
    stops = [one for one in mine if _day(one) == week.today]
    known = {one.visit.pk for one in stops}
    this_week = [one for one in mine if _day(one) <= week.friday]
    by_school = {line.school.pk: line for line in lines.schools}
    return Network(
        span=week.span,
        stops=[_stop(one) for one in stops],
        week=this_week,
        later=[one for one in this_week if _day(one) > week.today and one.visit.is_ahead],
        schools=[
            Beside(line, [one for one in line.coming if not one.in_it]) for line in lines.schools
        ],
        crowded=crowded_days(coming),
        logs=[_stop(one) for one in logs_to_write(person) if one.visit.pk not in known],
        asked_to_change=asked_to_change(person),
        prep=[
            Prep(one, by_school[one.visit.school_id])
            for one in mine
            if one.visit.with_person_id and one.visit.is_ahead and one.visit.school_id in by_school
        ],
    )


def _stop(seen: Seen) -> Stop:
    begun = seen.visit.planned_start <= timezone.now()
    return Stop(seen, uuid.uuid4(), seen.visit.is_ahead and begun)


def _day(seen: Seen) -> date:
    return timezone.localtime(seen.visit.planned_start).date()
