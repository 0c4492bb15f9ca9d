"""Which goal may stand under which, what may be its number, and how does it stand now?"""

from __future__ import annotations

from datetime import date

from trellis.commitments.models import Commitment, Goal, Look
from trellis.district.api import Org, OrgKind
from trellis.evidence.api import Mark
from trellis.lib.api import BadInput, NotNow

_ABOVE = {"team": ("school", "district"), "school": ("district",), "district": ()}


def check_can_serve(goal: Goal, parent: Goal) -> None:
    """Raise BadInput unless the parent stands above: the district, or the team's own school."""
    if parent.level not in _ABOVE[goal.level]:
        raise BadInput(
            "A team’s goal serves one of its school or of the district, a school’s goal one of "
            f"the district. This one is a {goal.level}’s, and the other a {parent.level}’s."
        )
    if parent.level == "school" and parent.org_id != goal.org_id:
        raise BadInput(f"That goal is one of {parent.org.name}, which is another school.")
    check_goal_stands(parent)


def check_may_aim(commitment: Commitment, goal: Goal) -> None:
    """Raise BadInput when a promise of one school would serve a goal of another."""
    if goal.org.kind != OrgKind.DISTRICT and goal.org_id != commitment.school_id:
        raise BadInput(f"That goal is one of {goal.org.name}; this promise belongs elsewhere.")


def check_goal_stands(goal: Goal) -> None:
    """Raise NotNow when a goal has ended."""
    if not goal.stands:
        raise NotNow(f"This goal has ended: {goal.end.get_how_display()}.")


def check_place(org: Org, team: str) -> None:
    """Raise BadInput for a goal of a network, or of a team that no school has."""
    if org.kind == OrgKind.NETWORK or (team and org.kind != OrgKind.SCHOOL):
        raise BadInput("A goal belongs to the district, to a school, or to a team of a school.")


def check_number(mark: Mark | None, target: float | None, by_when: date | None) -> None:
    """Raise BadInput when a number is only half said."""
    if mark is None and target is not None:
        raise BadInput("A target needs the figure from which it starts; choose one of a finding.")
    if mark is not None and (target is None or by_when is None):
        raise BadInput("Say how far the figure should move, and by when.")
    if mark is not None and mark.unit == "percent" and target and not 0 < target < 100:
        raise BadInput("A share lies between 0 and 100 percent.")


def verdict(goal: Goal, now: Mark | None) -> str:
    """Say how a goal with a number stands: "reached", "not yet" or "we can’t tell"."""
    if now is None or goal.target is None:
        return "we can’t tell"
    reached, short = (
        (now.low >= goal.target, now.high < goal.target)
        if goal.way == Goal.Way.UP
        else (now.high <= goal.target, now.low > goal.target)
    )
    return "reached" if reached else "not yet" if short else "we can’t tell"


def check_can_look(look: Look) -> None:
    """Raise NotNow when somebody has said already what it changed."""
    if look.verdict:
        raise NotNow("What this changed is said already. Choose another day to look again.")


def check_has_looked(look: Look) -> None:
    """Raise NotNow before anybody has looked again."""
    if look.now_id is None:
        raise NotNow("Look at the evidence again first; then say what it changed.")
