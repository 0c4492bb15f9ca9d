"""What comes to Oak Hollow this week and next, done by the product's own acts?"""

from __future__ import annotations

from datetime import date, timedelta

from trellis.demo.support.coaching import coach
from trellis.demo.support.days import Days, at
from trellis.demo.support.lately import ask_lately
from trellis.demo.support.oak import People, promise_at, take_over_recent
from trellis.district.api import Org, Person
from trellis.support.api import (
    Engagement,
    Hat,
    Kind,
    Mode,
    Plan,
    Started,
    agree,
    announce,
    keep_free,
)

FIRST_VISIT = 9 * 60 + 30
WALK, ABSENCE, TESTS, TALK = 2, 4, 6, 7
"""When the others come, in school days after the first visit."""


def tell_this_week(people: People, oak: Org, days: Days, *, by: Person) -> None:
    """Tell the weeks that are over by hand, then plan the ones that come."""
    take_over_recent(people, oak, days, by=by)
    ratio = ask_lately(people, oak, days)
    begins = first_day(days)
    renata, denise = people["Renata Alvarez"], people["Denise Okafor"]
    marcus, elena = people["Marcus Bell"], people["Elena Castillo"]
    free = days.after(begins, 1)
    keep_free(oak.pk, by=renata, day=free, why="Benchmark testing")
    math = _plan(
        oak, begins, FIRST_VISIT, 45, "Plan the ratio unit with the grade 7 math team",
        kind=Kind.PLC_FACILITATION, started=Started.SCHOOL_REQUEST, request=ratio,
        team="grade 7 math team", place="Room 212",
        commitments=promise_at(oak, "A common entry task"),
    )  # fmt: skip
    _agreed(announce(math, by=people["Tomasz Wieczorek"]), renata)
    crowded = days.after(begins, WALK)
    walk = _plan(
        oak, crowded, 8 * 60, 60, "Our monthly walk. You choose the rooms.",
        kind=Kind.JOINT_WALK, hat=Hat.SUPERVISE,
    )  # fmt: skip
    coming = _agreed(announce(walk, by=marcus), renata)
    sections = _plan(
        oak, crowded, 8 * 60 + 30, 90, "Co-plan two grade 6 sections",
        kind=Kind.PLC_FACILITATION, team="grade 6 team", started=Started.DISTRICT_OFFER,
    )  # fmt: skip
    # She saw the walk, and announced hers beside it: the calendar says so to both sides.
    announce(sections, by=denise, beside=[coming.pk])
    absence = _plan(
        oak, days.after(begins, ABSENCE), 13 * 60, 45, "Look at the absence list before winter",
        kind=Kind.PROBLEM_SOLVING, commitments=promise_at(oak, "Reach every family"),
    )  # fmt: skip
    announce(absence, by=elena)
    results = _plan(
        oak, days.after(begins, TESTS), 10 * 60, 30, "Which rooms for the winter tests?",
        kind=Kind.TECHNICAL_HELP, mode=Mode.VIDEO, started=Started.DISTRICT_OFFER,
    )  # fmt: skip
    announce(results, by=people["Sam Whitehorse"])
    talk = _plan(
        oak, days.after(begins, TALK), 15 * 60, 45, "Our monthly talk",
        kind=Kind.PRINCIPAL_COACHING, with_person=renata,
    )  # fmt: skip
    announce(talk, by=marcus)
    coach(people, oak, days)


def days_to_come(people: People, days: Days) -> list[tuple[Person, date]]:
    """On which days does somebody come to Oak Hollow?"""
    begins = first_day(days)
    coming = {
        "Tomasz Wieczorek": (0,),
        "Marcus Bell": (WALK, TALK),
        "Denise Okafor": (WALK,),
        "Elena Castillo": (ABSENCE,),
        "Sam Whitehorse": (TESTS,),
    }
    return [
        (people[name], days.after(begins, number) if number else begins)
        for name, numbers in coming.items()
        for number in numbers
    ]


def first_day(days: Days) -> date:
    """The first school day whose morning is still to come: today's, if it is early enough."""
    if days.today in days.every and days.now < at(days.today, FIRST_VISIT):
        return days.today
    return days.ahead(1)


def _plan(
    oak: Org,
    day: date,
    begins: int,
    minutes: int,
    purpose: str,
    *,
    kind: str,
    hat: str = Hat.SUPPORT,
    started: str = Started.AGREED_PLAN,
    **more: object,
) -> Plan:
    start = at(day, begins)
    end = start + timedelta(minutes=minutes)
    return Plan(oak, kind, hat, started, start, end, purpose, **more)  # type: ignore[arg-type]


def _agreed(visit: Engagement, by: Person) -> Engagement:
    return agree(visit.pk, by=by)
