"""The door of `access`."""

from trellis.access.permission import Permission, Reason
from trellis.access.permissions import CONFIRM_POSITION, SEE_DISTRICT, SEE_SCHOOL
from trellis.access.reading import one_reading
from trellis.access.scope import (
    CENTRAL_ROLES,
    NOBODY,
    Scope,
    at_school,
    holds,
    in_network,
    schools_of,
    scope_of,
)

__all__ = [
    "CENTRAL_ROLES",
    "CONFIRM_POSITION",
    "NOBODY",
    "SEE_DISTRICT",
    "SEE_SCHOOL",
    "Permission",
    "Reason",
    "Scope",
    "at_school",
    "holds",
    "in_network",
    "one_reading",
    "schools_of",
    "scope_of",
]
