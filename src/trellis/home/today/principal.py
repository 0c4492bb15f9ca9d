"""What does a principal find on Monday: who comes and why, what is owed, what to answer?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from trellis.commitments.api import Part, Side, owed_to, promised_by
from trellis.district.api import Org, Person
from trellis.home.today.common import Act, Calendar, Talk, ask_for_help, who_comes
from trellis.home.wording import owed_words, spoken, visits_today
from trellis.lib.api import count
from trellis.support.api import (
    Seen,
    Standing,
    asks_of,
    follow_ups_at,
    requests_of,
    schools_to_ask_for,
    to_acknowledge,
    to_answer,
)

MOST_RECORDS = 3


@dataclass(frozen=True)
class AtSchool:
    """A school's Monday, for somebody who speaks for it."""

    template: ClassVar[str] = "home/today/principal.html"
    label: ClassVar[str] = "at your school"

    school: Org
    monday: date
    span: str
    coming: list[tuple[Seen, bool]]
    later: list[Seen]
    more_later: int
    fair: list[Seen]
    more_fair: int
    asks: list[Any]
    owed_requests: list[Standing]
    owed_parts: list[Part]
    owed_steps: list[Any]
    answered: list[Standing]
    arrived: list[Part]
    promised: list[Part]
    our_steps: list[Any]
    may_ask: bool
    talk: Talk | None = field(default=None)

    @property
    def title(self) -> str:
        """The heading of a page that holds nothing else."""
        return f"Today at {self.school.short_name}"

    @property
    def owed(self) -> int:
        """How many things the district owes."""
        return len(self.owed_requests) + len(self.owed_parts) + len(self.owed_steps)

    @property
    def owed_late(self) -> int:
        """How many of them are late."""
        late = sum(1 for one in self.owed_requests if one.is_late)
        shown = [one.shown_state for one in (*self.owed_parts, *self.owed_steps)]
        return late + shown.count("late")

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [ask_for_help()] if self.may_ask else []

    @property
    def says(self) -> str:
        """The page in a sentence or three."""
        now = timezone.localdate()
        starts = [seen.visit.planned_start for seen, _ in self.coming]
        today = [start for start in starts if timezone.localtime(start).date() == now]
        if today:
            comes = visits_today(today)
        elif starts:
            comes = f"nobody comes today; {count(len(starts), 'visit')} {self.span}"
        else:
            comes = f"nobody comes {self.span}"
        words = len(self.fair) + self.more_fair
        return spoken(
            (
                comes,
                f"the district owes you {owed_words(self.owed, self.owed_late)}",
                f"{count(words, 'record waits', 'records wait')} for your word" if words else "",
            )
        )


def at_school(school: Org, person: Person, week: Calendar, talk: Talk | None) -> AtSchool:
    """Gather a school's Monday for somebody who speaks for it."""
    asked = [one for one in to_answer(person) if one.visit.school_id == school.pk]
    waiting = {one.visit.pk for one in asked}
    coming = [(one, one.visit.pk in waiting) for one in who_comes(school, person, week)]
    shown = {seen.visit.pk for seen, _ in coming}
    later = [one for one in asked if one.visit.pk not in shown]
    fair = [one for one in to_acknowledge(person) if one.visit.school_id == school.pk]
    requests = requests_of(school, seen_by=person)
    owed = list(owed_to(school, seen_by=person))
    return AtSchool(
        school=school,
        monday=week.monday,
        span=week.span,
        coming=coming,
        later=later[:MOST_RECORDS],
        more_later=max(0, len(later) - MOST_RECORDS),
        fair=fair[:MOST_RECORDS],
        more_fair=max(0, len(fair) - MOST_RECORDS),
        asks=list(asks_of(person)),
        owed_requests=sorted(
            (one for one in requests if one.waits), key=lambda one: one.clock.days_left
        ),
        owed_parts=sorted(_state(owed, "open"), key=lambda part: part.due_on),
        owed_steps=list(follow_ups_at(school, Side.DISTRICT, seen_by=person)),
        answered=[one for one in requests if one.request.is_open and not one.waits],
        arrived=_state(owed, "reported"),
        promised=[
            part
            for part in promised_by(school, seen_by=person)
            if part.state in ("open", "reported")
        ],
        our_steps=list(follow_ups_at(school, Side.SCHOOL, seen_by=person)),
        may_ask=school in schools_to_ask_for(person),
        talk=talk,
    )


def _state(parts: list[Part], state: str) -> list[Part]:
    return [part for part in parts if part.state == state]
