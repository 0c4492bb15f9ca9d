"""What can be done with goals, and how does a promise come to serve one?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from trellis.commitments.models import Aim, Goal, GoalEnd
from trellis.commitments.permissions import CARRY_ON
from trellis.commitments.permissions_goals import CHANGE_GOAL, SEE_GOAL, SET_GOAL
from trellis.commitments.rules import check_day_comes, kept_reason, kept_words
from trellis.commitments.rules_goals import (
    check_can_serve,
    check_goal_stands,
    check_may_aim,
    check_number,
    check_place,
)
from trellis.district.api import Department, Org, Person, Role
from trellis.evidence.api import SEE_FINDING, Finding, Mark, mark_of
from trellis.lib.api import BadInput, NotThere
from trellis.trail.api import wrote


@dataclass(frozen=True)
class Number:
    """The number of a goal: the figure from which it starts, how far it should go."""

    baseline: Finding
    mark: str
    way: str
    target: float | None


@transaction.atomic
def set_goal(
    *,
    by: Person,
    org: Org,
    words: str,
    owner_role: str,
    team: str = "",
    department: Department | None = None,
    parent: Goal | None = None,
    number: Number | None = None,
    by_when: date | None = None,
    old: bool = False,
    key: uuid.UUID | None = None,
) -> Goal:
    """Set a goal for a place, owned by a position. The same key again changes nothing.

    Raises BadInput when the number is half said, or when the figure from which it starts is not
    shown in its finding.
    """
    place = SET_GOAL.find(by, org.pk)
    if key and (before := Goal.objects.filter(key=key).first()):
        return _set_by(by, before)
    check_place(place, team.strip())
    if owner_role not in Role.values or owner_role == Role.BOARD_OBSERVER:
        raise BadInput("Choose the position that owns this goal.")
    if by_when and not old:
        check_day_comes(by_when, of="this goal")
    mark = _mark(number, by)
    check_number(mark, number.target if number else None, by_when)
    made = Goal(
        key=key or uuid.uuid4(),
        words=kept_words(words, most=300, empty="Say in one line what you want to reach."),
        org=place,
        team=kept_words(team, most=120, empty=""),
        owner_role=owner_role,
        department=department,
        by_when=by_when,
        set_by=by,
    )
    if number and mark:
        made.baseline, made.mark, made.mark_says = number.baseline, mark.key, mark.says[:300]
        made.target, made.unit = number.target, mark.unit
        made.way = number.way if number.way in Goal.Way.values else Goal.Way.UP
    if parent is not None:
        made.parent = SEE_GOAL.find(by, parent.pk)
        check_can_serve(made, made.parent)
    made.save(force_insert=True)
    wrote("set a goal", by=by, on=made)
    return made


@transaction.atomic
def serve(goal_id: int, *, by: Person, parent: Goal | None) -> Goal:
    """Say which goal above this one serves, or that it serves none."""
    goal = CHANGE_GOAL.find(by, goal_id, to_change=True)
    if parent is not None:
        parent = SEE_GOAL.find(by, parent.pk)
    if goal.parent == parent:
        return goal
    check_goal_stands(goal)
    if parent is not None:
        check_can_serve(goal, parent)
    goal.parent = parent
    goal.save(update_fields=["parent"])
    wrote("said which goal a goal serves", by=by, on=goal)
    return goal


@transaction.atomic
def end_goal(goal_id: int, *, by: Person, how: str, why: str) -> GoalEnd:
    """Say how a goal ended, and why; said twice, the first words stay."""
    goal = CHANGE_GOAL.find(by, goal_id, to_change=True)
    before = GoalEnd.objects.filter(goal=goal).first()
    if before is not None:
        return before
    if how not in GoalEnd.How.values:
        raise BadInput("Say whether it was reached, was not, was dropped, or whether nobody knows.")
    made = GoalEnd.objects.create(goal=goal, how=how, why=kept_reason(why), by=by)
    wrote("ended a goal", by=by, on=goal)
    return made


@transaction.atomic
def aim(commitment_id: int, *, by: Person, goal: Goal) -> Aim:
    """Say that a promise serves a goal; said twice, it is said once."""
    commitment = CARRY_ON.find(by, commitment_id, to_change=True)
    seen = SEE_GOAL.find(by, goal.pk)
    before = Aim.objects.filter(commitment=commitment, goal=seen).first()
    if before is not None:
        return before
    check_goal_stands(seen)
    check_may_aim(commitment, seen)
    made = Aim.objects.create(commitment=commitment, goal=seen, by=by)
    wrote("said which goal a promise serves", by=by, on=commitment)
    return made


@transaction.atomic
def no_longer_aim(commitment_id: int, *, by: Person, goal_id: int) -> None:
    """Say that a promise does not serve a goal after all; the trail keeps that it was said."""
    commitment = CARRY_ON.find(by, commitment_id, to_change=True)
    gone, _ = Aim.objects.filter(commitment=commitment, goal=goal_id).delete()
    if gone:
        wrote("said that a promise does not serve a goal", by=by, on=commitment)


def _mark(number: Number | None, by: Person) -> Mark | None:
    if number is None:
        return None
    found = mark_of(SEE_FINDING.find(by, number.baseline.pk), number.mark)
    if found is None:
        raise BadInput("Choose a figure that the finding shows; what is not shown is no baseline.")
    return found


def _set_by(by: Person, before: Goal) -> Goal:
    if before.set_by_id != by.pk:
        raise NotThere
    return before
