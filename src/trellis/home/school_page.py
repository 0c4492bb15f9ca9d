"""What stands on a school's page, the same for both sides, word for word?

Only the sentence why she sees it and what she may press differ from person to person; a test reads
the page as a principal and as the cabinet, and compares. What a principal alone may read, or the
departments, is one page further.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from trellis.access.api import Scope
from trellis.commitments.api import Part, Side, owed_to, promised_by
from trellis.conversation.api import Conversation, State, ahead_at, conversations_at
from trellis.district.api import Org, Person, Role, positions_at
from trellis.home import evidence
from trellis.home.today.common import Act, ask_for_help, calendar_of
from trellis.home.wording import owed_words, spoken
from trellis.lib.api import count, day, listed
from trellis.support.api import (
    Ledger,
    Standing,
    StillToDo,
    Week,
    may_come,
    requests_of,
    schools_to_ask_for,
    shared_ledger,
    shared_week,
    still_to_do_at,
)

MOST_HELD = 5
MOST_NAMES = 40
_BY_ROLE = (Role.PRINCIPAL, Role.TEAM_LEAD, Role.COACH, Role.TEACHER)


@dataclass(frozen=True)
class SchoolPage:
    """A school's page: the week, what was asked, owed and promised, the ledger, talk, figures."""

    school: Org
    week: Week
    open_requests: list[Standing]
    ended_requests: list[Standing]
    owed: list[Part]
    promised: list[Part]
    district_steps: StillToDo
    school_steps: StillToDo
    ledger: Ledger
    ahead: list[tuple[Conversation, bool]]
    held: list[Conversation]
    evidence: list[dict[str, Any]]
    staff: list[tuple[str, str]]

    @property
    def says(self) -> str:
        """The page in three sentences: who comes, what is owed, what the school promised."""
        visits = [seen for seen in self.week.visits if seen.visit.is_ahead]
        days = {timezone.localtime(seen.visit.planned_start).date() for seen in visits}
        comes = f"{count(len(visits), 'visit')} {self._which_week}" if visits else ""
        if len(visits) > 1 and len(days) == 1:
            comes += f", all on {min(days):%A}"
        waits = [one for one in self.open_requests if one.waits]
        open_parts = _in_state(self.owed, "open")
        owed = len(waits) + len(open_parts) + self.district_steps.open
        late = sum(one.is_late for one in waits) + _late(open_parts) + self.district_steps.late
        ours = _in_state(self.promised, "open")
        promised = len(ours) + self.school_steps.open
        return spoken(
            (
                comes or f"nobody comes {self._which_week}",
                f"the district owes {owed_words(owed, late)}",
                f"the school promised {owed_words(promised, _late(ours) + self.school_steps.late)}",
            )
        )

    @property
    def _which_week(self) -> str:
        begins, today = self.week.begins, timezone.localdate()
        if begins <= today:
            return "this week"
        return "next week" if (begins - today).days <= 7 else f"in the week of {day(begins)}"


def school_page(school: Org, *, seen_by: Person) -> SchoolPage:
    """Gather a school's page for somebody who may see the school."""
    today = timezone.localdate()
    requests = requests_of(school, seen_by=seen_by)
    steps = still_to_do_at(school)
    talks = conversations_at(school, seen_by=seen_by)
    return SchoolPage(
        school=school,
        week=_week(school, seen_by),
        open_requests=[one for one in requests if one.request.is_open],
        ended_requests=[one for one in reversed(requests) if not one.request.is_open],
        owed=list(owed_to(school, seen_by=seen_by)),
        promised=list(promised_by(school, seen_by=seen_by)),
        district_steps=steps[Side.DISTRICT],
        school_steps=steps[Side.SCHOOL],
        ledger=shared_ledger(school, seen_by=seen_by, since=_august(today)),
        ahead=ahead_at(school, seen_by=seen_by),
        held=list(talks.filter(state=State.CLOSED)[:MOST_HELD]),
        evidence=evidence.of_school(school.key),
        staff=_staff(school),
    )


def acts_at(school: Org, person: Person, scope: Scope) -> list[Act]:
    """What she may press on a school's page: the one thing beside the facts that is her own."""
    found = []
    if school in schools_to_ask_for(person):
        asking = ask_for_help()
        found.append(Act(asking.words, f"{asking.href}?school={school.key}", asking.icon))
    if may_come(scope):
        found.append(Act("Announce a visit", f"{reverse('announce')}?school={school.key}"))
    plan = f"{reverse('conversation-plan')}?school={school.key}"
    found.append(Act("Plan a conversation", plan))
    return found


def _week(school: Org, person: Person) -> Week:
    """This week; where it holds nothing more, as in a break, the week of the next school day."""
    calendar = calendar_of(school)
    week = shared_week(school, calendar.today, seen_by=person)
    if week.begins < calendar.monday and not any(one.visit.is_ahead for one in week.visits):
        return shared_week(school, calendar.monday, seen_by=person)
    return week


def _august(today: date) -> date:
    """The first of August before today, from which a school year's support is counted."""
    return date(today.year - (today.month < 8), 8, 1)


def _in_state(parts: list[Part], state: str) -> list[Part]:
    return [part for part in parts if part.state == state]


def _late(parts: list[Part]) -> int:
    return sum(1 for part in parts if part.shown_state == "late")


def _staff(school: Org) -> list[tuple[str, str]]:
    """The people of a school by what they do, as their confirmed positions say."""
    held: dict[str, list[str]] = {role: [] for role in _BY_ROLE}
    for position in positions_at(school):
        if position.role in held:
            held[position.role].append(position.person.name)
    found = []
    for role, names in held.items():
        if names:
            more = len(names) - MOST_NAMES
            rest = [f"{more} more"] if more > 0 else []
            found.append((str(Role(role).label), listed([*names[:MOST_NAMES], *rest])))
    return found
