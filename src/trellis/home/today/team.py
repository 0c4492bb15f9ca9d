"""What does a team lead or a teacher find: the next conversation, who comes, what is promised?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from trellis.commitments.api import Part
from trellis.district.api import Org, Person
from trellis.home.today.common import Act, Calendar, Own, Talk, ask_for_help, who_comes
from trellis.home.wording import spoken, visits_today
from trellis.lib.api import clock, count
from trellis.support.api import (
    Cycle,
    Seen,
    asks_of,
    cycles_of,
    schools_to_ask_for,
    to_acknowledge,
    to_answer,
)


@dataclass(frozen=True)
class InTeam:
    """A school's day for somebody who teaches there."""

    template: ClassVar[str] = "home/today/team.html"
    label: ClassVar[str] = "in your team"

    school: Org
    talk: Talk | None
    parts: list[Part]
    monday: date
    span: str
    coming: list[tuple[Seen, bool]]
    fair: list[Seen]
    asks: list[Any]
    cycles: list[Cycle]
    may_ask: bool

    @property
    def title(self) -> str:
        """The heading of a page that holds nothing else."""
        return f"Today at {self.school.short_name}"

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [ask_for_help()] if self.may_ask else []

    @property
    def says(self) -> str:
        """The page in a sentence or three."""
        now = timezone.localdate()
        clauses = [_talk_words(self.talk)]
        starts = [seen.visit.planned_start for seen, _ in self.coming]
        today = [start for start in starts if timezone.localtime(start).date() == now]
        if today:
            clauses.append(f"{visits_today(today)} at the school")
        late = sum(1 for part in self.parts if part.shown_state == "late")
        if self.parts:
            own = f"you promised {count(len(self.parts), 'thing')}"
            clauses.append(own + (f"; {count(late, 'is', 'are')} late" if late else ""))
        signing = sum(1 for one in self.cycles if one.waits_for_me)
        if signing:
            clauses.append(f"{count(signing, 'agreement waits', 'agreements wait')} for your name")
        return spoken(clauses)


def in_team(school: Org, person: Person, week: Calendar, own: Own) -> InTeam:
    """Gather a teacher's or a team lead's day."""
    waiting = {one.visit.pk for one in to_answer(person)}
    return InTeam(
        school=school,
        talk=own.talk,
        parts=own.parts,
        monday=week.monday,
        span=week.span,
        coming=[(one, one.visit.pk in waiting) for one in who_comes(school, person, week)],
        fair=[one for one in to_acknowledge(person) if one.visit.school_id == school.pk],
        asks=list(asks_of(person)),
        cycles=cycles_of(person),
        may_ask=school in schools_to_ask_for(person),
    )


def _talk_words(talk: Talk | None) -> str:
    if talk is None:
        return "no conversation is planned with you"
    if talk.conversation.is_running:
        left = talk.conversation.step_ends_at
        minutes = round((left - timezone.now()).total_seconds() / 60) if left else 0
        now = "your conversation is under way"
        return f"{now}; {count(minutes, 'minute')} of this step left" if minutes > 0 else now
    at = timezone.localtime(talk.conversation.planned_for)
    today = timezone.localdate()
    if at.date() == today:
        return f"you meet today at {clock(at)}, for {talk.minutes} minutes"
    return f"you meet next on {at:%A, %B} {at.day}, for {talk.minutes} minutes"
