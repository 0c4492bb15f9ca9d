"""Who reads the support map and the measures of support?

Both speak of departments and schools, never of a person. Whoever works at a school sees the map
of that school; names of other schools are for the central office, which answers for all of them.
"""

from __future__ import annotations

from trellis.access.api import Scope
from trellis.support.permissions.cards import STAFF


def may_read_map(scope: Scope) -> bool:
    """Whether she may open the map, for the schools that she may see."""
    return scope.has(*STAFF)


def may_read_measures(scope: Scope) -> bool:
    """Whether she may read how well the central office supports schools."""
    return scope.has(*STAFF)


def names_schools(scope: Scope) -> bool:
    """Whether lists of schools may name every one to her."""
    return scope.whole_district
