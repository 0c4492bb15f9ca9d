"""How do goals hang together, from the district down and from a team up, and what is loose?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from trellis.commitments.models import Aim, Commitment, Goal, State
from trellis.commitments.permissions import SEE_COMMITMENT
from trellis.commitments.permissions_goals import SEE_GOAL, SET_GOAL
from trellis.commitments.rules_goals import verdict
from trellis.district.api import Org, OrgKind, Person
from trellis.evidence.api import Mark, mark_now
from trellis.lib.api import count


@dataclass
class Node:
    """One goal, the promises that serve it, and the goals below it."""

    goal: Goal
    promises: list[Commitment] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)

    def everything(self) -> Iterator[Commitment]:
        """Every promise that serves it or a goal below it."""
        yield from self.promises
        for node in self.below:
            yield from node.everything()

    @property
    def says(self) -> str:
        """How many promises serve it, here and below."""
        found = {one.pk: one for one in self.everything()}.values()
        if not found:
            return "no promise serves it yet"
        kept = sum(1 for one in found if one.is_kept)
        done = count(kept, "kept", "kept") if kept else "none kept"
        return f"{count(len(found), 'promise')}, {done}"


@dataclass(frozen=True)
class Cascade:
    """Goals that stand, as a tree, and what hangs loose: told plainly, never as a verdict."""

    tops: list[Node]
    ways_up: list[list[Node]]
    serve_none: list[Node]
    without_promise: list[Node]
    loose_promises: list[Commitment]


@dataclass(frozen=True)
class Standing:
    """How a goal with a number stands by the newest publication."""

    now: Mark | None
    says: str


def goals_seen_by(person: Person, *, school: Org | None = None) -> QuerySet[Goal, Any]:
    """Goals that stand and that she may see; of one school, with the district's."""
    rows = SEE_GOAL.among(person).filter(end=None)
    if school is not None:
        rows = rows.filter(Q(org=school) | Q(org__kind=OrgKind.DISTRICT))
    return rows.select_related("org", "department", "parent__org").order_by("set_at", "pk")


def cascade(*, seen_by: Person, school: Org | None = None) -> Cascade:
    """Hang together what she may see; of one school, when one is given."""
    visible = SEE_COMMITMENT.among(seen_by)
    if school is not None:
        visible = visible.filter(school=school)
    with_parts = visible.prefetch_related("parts__changes").select_related("school")
    nodes = {goal.pk: Node(goal) for goal in goals_seen_by(seen_by, school=school)}
    promises = {one.pk: one for one in with_parts.exclude(aims=None)}
    aims = Aim.objects.filter(goal__in=nodes, commitment__in=promises)
    for goal_pk, commitment_pk in aims.values_list("goal", "commitment"):
        nodes[goal_pk].promises.append(promises[commitment_pk])
    for node in nodes.values():
        if node.goal.parent_id in nodes:
            nodes[node.goal.parent_id].below.append(node)
    alone = [n for n in nodes.values() if n.goal.level != "district" and n.goal.parent_id is None]
    tops = [n for n in nodes.values() if n.goal.parent_id not in nodes]
    return Cascade(
        tops=tops,
        ways_up=[_way_up(n, nodes) for n in _lowest(nodes.values())],
        serve_none=alone,
        without_promise=[n for n in nodes.values() if not any(n.everything())],
        loose_promises=[one for one in with_parts.filter(aims=None) if one.state == State.OPEN],
    )


def goals_to_serve(commitment: Commitment, *, seen_by: Person) -> QuerySet[Goal, Any]:
    """Goals that a promise could serve and does not serve yet."""
    rows = goals_seen_by(seen_by).exclude(aims__commitment=commitment)
    return rows.filter(Q(org__kind=OrgKind.DISTRICT) | Q(org=commitment.school_id))


def goals_above(goal: Goal, *, seen_by: Person) -> QuerySet[Goal, Any]:
    """Goals that a goal could serve."""
    above = Q(org__kind=OrgKind.DISTRICT)
    if goal.level == "district":
        return goals_seen_by(seen_by).none()
    if goal.level == "team":
        above |= Q(org=goal.org, team="")
    return goals_seen_by(seen_by).filter(above).exclude(pk=goal.pk)


def places_for_goals(person: Person) -> QuerySet[Org, Any]:
    """Places for which she may set a goal."""
    return SET_GOAL.among(person).filter(closed_on=None).order_by("name")


def promises_of(goal: Goal, *, seen_by: Person) -> QuerySet[Commitment, Any]:
    """The promises that serve a goal."""
    rows = SEE_COMMITMENT.among(seen_by).filter(aims__goal=goal).select_related("school")
    return rows.prefetch_related("parts__owner", "parts__changes", "looks")


def standing_of(goal: Goal) -> Standing | None:
    """Return the newest figure of a goal's students and what it says; None without a number."""
    if goal.baseline is None:
        return None
    now = mark_now(goal.baseline, goal.mark)
    return Standing(now, verdict(goal, now))


def _lowest(nodes: Iterable[Node]) -> list[Node]:
    """Goals of schools and teams under which no other stands, the teams' first."""
    found = [n for n in nodes if n.goal.level != "district" and not n.below]
    return sorted(found, key=lambda n: (n.goal.org.name, n.goal.level != "team", n.goal.pk))


def _way_up(node: Node, nodes: dict[int, Node]) -> list[Node]:
    way = [node]
    while way[-1].goal.parent_id in nodes:
        way.append(nodes[way[-1].goal.parent_id])
    return way
