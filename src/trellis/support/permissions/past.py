"""Who takes over records of an older system?"""

from __future__ import annotations

from trellis.access.api import Scope
from trellis.district.api import Role


def may_take_over(scope: Scope) -> bool:
    """Whether she brings records of an older system in: whoever answers for files."""
    return scope.has(Role.SIS_ADMIN, Role.ASSESSMENT_COORDINATOR)
