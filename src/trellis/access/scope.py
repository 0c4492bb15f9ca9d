"""Which places does a person's work reach today?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet

from trellis.access.reading import held_by, read_once
from trellis.district.api import SCHOOL_ROLES, Org, OrgKind, Person, Position, Role, holding_today

CENTRAL_ROLES = frozenset(
    {
        Role.CABINET,
        Role.SUPERVISOR,
        Role.SPECIALIST,
        Role.ASSESSMENT_COORDINATOR,
        Role.PL_DIRECTOR,
        Role.SIS_ADMIN,
    }
)
"""Roles of the central office: collective responsibility means that they see every school."""

NOBODY = Q(pk__in=())
EVERYTHING = ~NOBODY

LEADS = frozenset({Role.PRINCIPAL, Role.TEAM_LEAD})


@dataclass(frozen=True)
class Scope:
    """What a person's positions of today reach.

    `whole_district` is true for the central office; `aggregates_only` for somebody who holds
    nothing but a board seat; `school_ids` are the schools where she works, by `Org.pk`.
    """

    roles: frozenset[str]
    school_ids: frozenset[int]
    network_ids: frozenset[int]
    whole_district: bool
    aggregates_only: bool

    @property
    def is_empty(self) -> bool:
        """Whether she holds no position today: then nothing is there for her."""
        return not self.roles

    def has(self, *roles: str) -> bool:
        """Whether she holds one of these roles today."""
        return bool(self.roles.intersection(roles))


def scope_of(person: Person, *, on: date | None = None) -> Scope:
    """Read a person's scope from the positions that she holds today."""
    if not person.is_authenticated:
        return Scope(frozenset(), frozenset(), frozenset(), False, False)
    held = read_once(person) if on is None else None
    if held is None:
        held = held_by(person, on=on)
    roles = frozenset(one.role for one in held)
    return Scope(
        roles=roles,
        school_ids=frozenset(one.org for one in held if one.org and one.kind == OrgKind.SCHOOL),
        network_ids=frozenset(one.org for one in held if one.org and one.kind == OrgKind.NETWORK),
        whole_district=bool(roles & CENTRAL_ROLES),
        aggregates_only=roles == {Role.BOARD_OBSERVER},
    )


def at_school(who: Person, path: str, *, roles: frozenset[str] = SCHOOL_ROLES) -> Q:
    """Select records whose school's pk, found at `path`, is one where she holds such a role."""
    return Q(**{f"{path}__in": _orgs_where(who, roles)})


def in_network(who: Person, school: str = "") -> Q:
    """Select records whose school lies in a network that she supervises.

    `school` is the path to the school ("conversation__school__"), empty for the school itself.
    """
    return Q(**{f"{school}parent__in": _orgs_where(who, frozenset({Role.SUPERVISOR}))})


def holds(who: Person, roles: frozenset[str]) -> Q:
    """Select every record when she holds one of these roles today, else none."""
    held = read_once(who)
    if held is not None:
        return EVERYTHING if any(one.role in roles for one in held) else NOBODY
    return Q(Exists(_held(who, roles)))


def _orgs_where(who: Person, roles: frozenset[str]) -> QuerySet[Position, Any] | list[int]:
    held = read_once(who)
    if held is not None:
        return [one.org for one in held if one.org is not None and one.role in roles]
    return _held(who, roles).exclude(org=None).values("org")


def _held(who: Person, roles: frozenset[str]) -> QuerySet[Position, Any]:
    # Part of the question itself: a permission with five reasons asks the record once.
    return Position.objects.filter(holding_today(), person=who.pk, role__in=roles).order_by()


def schools_of(scope: Scope) -> list[Org]:
    """List the schools whose page she may open, by name."""
    schools = Org.objects.filter(kind=OrgKind.SCHOOL, closed_on=None).select_related("parent")
    if scope.whole_district:
        return list(schools)
    return list(schools.filter(Q(pk__in=scope.school_ids) | Q(parent__in=scope.network_ids)))
