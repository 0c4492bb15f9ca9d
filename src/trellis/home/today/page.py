"""Which blocks make somebody's own page, and in which order do they stand?

Somebody with one position has one block; with several she has all of them, below each other, the
ones nearest to a school first. What is the same in each (the next conversation, her own promises)
stands once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trellis.access.api import Scope, schools_of
from trellis.district.api import Org, Person, Role, positions_of
from trellis.home.today import (
    board,
    cabinet,
    coach,
    files,
    pl_director,
    specialist,
    supervisor,
    team,
)
from trellis.home.today import principal as of_principal
from trellis.home.today.common import Calendar, Own, calendar_of, own_of
from trellis.home.wording import spoken
from trellis.lib.api import count

_WITH_OWN = {"home/today/principal.html", "home/today/team.html"}
"""Blocks that show the next conversation and her own promises themselves."""


@dataclass(frozen=True)
class Page:
    """A person's own page: its blocks, and what is the same for everybody."""

    blocks: list[Any]
    own: Own
    calendar: Calendar
    positions: int

    @property
    def title(self) -> str:
        """What the page is called, where it is a school's."""
        return self.blocks[0].title if len(self.blocks) == 1 else ""

    @property
    def own_says(self) -> str:
        """What is late of her own, where no block has said it."""
        late = self.own.late if self.shows_own else 0
        words = count(late, "of your promises is", "of your promises are")
        return spoken((f"{words} late" if late else "",))

    @property
    def shows_own(self) -> bool:
        """Whether what is the same for everybody still has to be shown, after the blocks."""
        return not any(block.template in _WITH_OWN for block in self.blocks)


def page_of(person: Person, scope: Scope, *, order: str = "") -> Page:
    """Gather a person's own page."""
    schools = schools_of(scope)
    hers = [one for one in schools if one.pk in scope.school_ids]
    week = calendar_of(hers[0] if len(hers) == 1 else None)
    own = own_of(person)
    blocks: list[Any] = [
        *_at_schools(person, hers, week, own),
        *_in_the_central_office(person, scope, schools, week, own, order),
    ]
    if scope.aggregates_only:
        blocks = [board.observing()]
    loads = scope.has(Role.SIS_ADMIN, Role.ASSESSMENT_COORDINATOR)
    positions = 0 if loads else files.positions_to_confirm(person)
    return Page(blocks, own, week, positions)


def _at_schools(person: Person, hers: list[Org], week: Calendar, own: Own) -> list[Any]:
    held = {(position.role, position.org_id) for position in positions_of(person)}
    blocks: list[Any] = []
    for school in hers:
        roles = {role for role, place in held if place == school.pk}
        if Role.PRINCIPAL in roles:
            blocks.append(of_principal.at_school(school, person, week, own.talk))
        elif roles & {Role.TEAM_LEAD, Role.TEACHER}:
            blocks.append(team.in_team(school, person, week, own))
    coached = [school for school in hers if (Role.COACH, school.pk) in held]
    if any(role == Role.COACH for role, _place in held):
        blocks.append(coach.coaching(person, coached, week))
    return blocks


def _in_the_central_office(
    person: Person, scope: Scope, schools: list[Org], week: Calendar, own: Own, order: str
) -> list[Any]:
    blocks: list[Any] = []
    if scope.has(Role.SUPERVISOR):
        led = [one for one in schools if one.parent_id in scope.network_ids]
        blocks.append(supervisor.network(person, led, week))
    if scope.has(Role.SPECIALIST):
        blocks.append(specialist.at_desk(person, week, order))
    if scope.has(Role.CABINET):
        blocks.append(cabinet.leading(person))
    if scope.has(Role.PL_DIRECTOR):
        blocks.append(pl_director.learning(person))
    if scope.has(Role.SIS_ADMIN, Role.ASSESSMENT_COORDINATOR):
        blocks.append(files.files_in(person))
    return blocks
