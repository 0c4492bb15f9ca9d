"""Who reads role cards, and who publishes those of a department?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from trellis.access.api import CENTRAL_ROLES, Permission, Reason, Scope, holds
from trellis.district.api import Department, Person, Role, holding_today
from trellis.support.models import RoleCard

STAFF = frozenset(Role.values) - {Role.BOARD_OBSERVER}
"""Everybody who works with schools."""

_FOR_ALL = frozenset({Role.CABINET, Role.PL_DIRECTOR})


def departments_of(who: Person) -> QuerySet[Department, Any]:
    """The departments of the central office in which she works today."""
    held = who.positions.filter(holding_today(), role__in=CENTRAL_ROLES).exclude(department=None)
    return Department.objects.filter(pk__in=held.values("department"))


def works_in(who: Person, path: str) -> Q:
    """Select records whose department's pk, found at `path`, is one where she works."""
    return Q(**{f"{path}__in": list(departments_of(who).values_list("pk", flat=True))})


SEE_CARD: Permission[RoleCard] = Permission(
    "read this role card",
    on=RoleCard,
    reasons=(Reason("you work with schools", lambda who: holds(who, STAFF)),),
)

KEEP_CARDS: Permission[Department] = Permission(
    "publish role cards of this department",
    on=Department,
    reasons=(
        Reason("you work in the department", lambda who: works_in(who, "pk")),
        Reason(
            "you answer for all departments together",
            lambda who: holds(who, _FOR_ALL),
        ),
    ),
)

EDIT_CARD: Permission[RoleCard] = Permission(
    "publish this role card",
    on=RoleCard,
    reasons=(
        Reason("you work in the department", lambda who: works_in(who, "department")),
        Reason(
            "you answer for all departments together",
            lambda who: holds(who, _FOR_ALL),
        ),
    ),
)


def may_choose_front_desk(scope: Scope) -> bool:
    """Whether she may say which department reads what no card offers."""
    return scope.has(*_FOR_ALL)


def may_publish_need(scope: Scope) -> bool:
    """Whether she may publish the need index anew."""
    return scope.has(Role.CABINET, Role.ASSESSMENT_COORDINATOR)


def may_read_catalogue(scope: Scope) -> bool:
    """Whether she may browse what departments offer."""
    return scope.has(*STAFF)
