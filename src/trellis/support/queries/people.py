"""From which department does somebody come, and which people can a form offer?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from trellis.access.api import CENTRAL_ROLES
from trellis.district.api import Department, Org, Person, Role, positions_of, staff_of
from trellis.support.models import OPEN, SupportRequest
from trellis.support.permissions.engagements import LEADS
from trellis.support.permissions.requests import SEE_REQUEST

_COMING = CENTRAL_ROLES | {Role.COACH}


def unit_of(person: Person) -> tuple[Department | None, str]:
    """Say where somebody comes from: her department, or in words the place she answers for."""
    held = [p for p in positions_of(person) if p.role in _COMING]
    for position in held:
        if position.department is not None:
            return position.department, position.department.name
    for position in held:
        if position.org is not None:
            return None, position.org.name
    return None, ""


def who_speaks_for(school: Org) -> QuerySet[Person, Any]:
    """The people who answer for a school, by name."""
    return staff_of(school, roles=LEADS).order_by("name")


def open_requests_of(school: Org, *, seen_by: Person) -> QuerySet[SupportRequest, Any]:
    """The open requests of a school that she sees, oldest first."""
    return SEE_REQUEST.among(seen_by).filter(school=school, state__in=OPEN)
