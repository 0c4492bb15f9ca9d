"""What does the report hold? Everybody who opens it is given the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from trellis.access.api import Scope
from trellis.commitments.api import Kept, kept_by_side
from trellis.conversation.api import closed_between
from trellis.district.api import Role, the_district
from trellis.home.report.outcomes import Outcome, outcomes
from trellis.home.report.questions import Told, told_questions
from trellis.lib.api import YEAR_TURNS_IN, NotThere, count, school_year_of, sentence
from trellis.support.api import Given, support_given

SIDES = {"school": "Schools", "district": "The central office"}


@dataclass(frozen=True)
class Report:
    """The report of a school year up to a day."""

    district: str
    year: int
    since: date
    until: date
    talks: int
    questions: Told
    kept: list[Kept]
    given: Given
    outcomes: list[Outcome]

    @property
    def says(self) -> str:
        """The report in two sentences."""
        due, kept = (sum(getattr(one, name) for one in self.kept) for name in ("due", "kept"))
        talked = f"{sentence(count(self.talks, 'conversation'))} ended this school year"
        met = count(kept, "was", "were") if kept else "none was"
        return f"{talked}. Of {count(due, 'part')} of promises that came due, {met} kept."

    @property
    def sides(self) -> list[tuple[str, Kept]]:
        """How each side kept its promises."""
        return [(SIDES[one.side], one) for one in self.kept]


def may_read_report(scope: Scope) -> bool:
    """Whether she may make the report: who answers to the board, and the board."""
    return scope.has(Role.CABINET, Role.BOARD_OBSERVER)


def gathered() -> Report:
    """Gather the report of the school year of today."""
    district = the_district()
    if district is None:
        raise NotThere("There is no district yet to report on.")
    today = timezone.localdate()
    year = school_year_of(today)
    since = date(year - 1, YEAR_TURNS_IN, 1)
    talks = list(closed_between(since, today))
    return Report(
        district=district.name,
        year=year,
        since=since,
        until=today,
        talks=len(talks),
        questions=told_questions(talks),
        kept=kept_by_side(since, today),
        given=support_given(since, today),
        outcomes=outcomes(),
    )
