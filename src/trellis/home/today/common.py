"""Which parts of a person's own page are the same for everybody?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from trellis.commitments.api import Part, parts_owned_by
from trellis.conversation.api import Conversation, coming_for, people_of
from trellis.district.api import Org, Person, school_days
from trellis.lib.api import day
from trellis.support.api import Seen, coming_to

_LOOK_AHEAD = timedelta(days=30)
"""How far the next school day is looked for: longer breaks are those between years."""


@dataclass(frozen=True)
class Act:
    """Something to press at the head of a page. The first of a page is its main act."""

    words: str
    href: str
    icon: str = ""


@dataclass(frozen=True)
class Talk:
    """The next conversation of a person: who comes, how long it takes, and how many come after."""

    conversation: Conversation
    people: int
    central: int
    minutes: int
    more: int


@dataclass(frozen=True)
class Own:
    """What belongs on everybody's page: the next conversation, and what she promised herself."""

    talk: Talk | None
    parts: list[Part]

    @property
    def late(self) -> int:
        """How many of her own parts are late."""
        return sum(1 for part in self.parts if part.shown_state == "late")


@dataclass(frozen=True)
class Calendar:
    """Which school day is it, and until which Friday does the page look ahead?

    `monday` begins the week of the next school day: at the weekend and in a break a later one.
    """

    today: date
    school_day: int
    in_session: bool
    monday: date

    @property
    def friday(self) -> date:
        """The last day that the page speaks of."""
        return self.monday + timedelta(days=4)

    @property
    def says(self) -> str:
        """The school day in words."""
        return f"school day {self.school_day}" if self.in_session else "no school today"

    @property
    def span(self) -> str:
        """How far the page looks ahead, in words: "this week"."""
        weeks = (self.monday - _monday_of(self.today)).days // 7
        near = {0: "this week", 1: "next week"}
        return near.get(weeks) or f"until {day(self.friday)}"


def ask_for_help() -> Act:
    """Ask, in two minutes."""
    return Act("Ask for help", reverse("ask"), "ask")


def visiting_acts() -> list[Act]:
    """What somebody who visits schools does most."""
    return [
        Act("Write a visit down", reverse("log")),
        Act("Announce a visit", reverse("announce")),
    ]


def own_of(person: Person) -> Own:
    """Gather what is the same for everybody."""
    return Own(next_talk(person), list(parts_owned_by(person)))


def next_talk(person: Person) -> Talk | None:
    """The next conversation to which she is invited."""
    ahead = list(coming_for(person)[:9])
    if not ahead:
        return None
    people = people_of(ahead[0])
    return Talk(
        conversation=ahead[0],
        people=len(people),
        central=sum(1 for _person, side in people if side == "district"),
        minutes=sum(step.minutes for step in ahead[0].all_steps),
        more=len(ahead) - 1,
    )


def who_comes(school: Org, person: Person, week: Calendar) -> list[Seen]:
    """Who still comes to a school until the Friday of the page, in their order."""
    now = timezone.now()
    coming = coming_to([school], week.today, week.friday, seen_by=person)
    return [one for one in coming.get(school.pk, []) if one.visit.planned_end >= now]


def calendar_of(school: Org | None = None) -> Calendar:
    """Say where today stands in the school year, for one school or for the district."""
    today = timezone.localdate()
    begin = today.replace(month=7, day=1, year=today.year - (today.month < 7))
    days = school_days(begin, today + _LOOK_AHEAD, school=school)
    gone = sum(1 for one in days if one <= today)
    following = next((one for one in days if one >= today), today)
    return Calendar(today, gone, today in days, _monday_of(following))


def _monday_of(when: date) -> date:
    return when - timedelta(days=when.weekday())
