"""Who may ask questions of the data, and who may read a frozen finding?"""

from trellis.access.api import Permission, Reason, Scope, holds
from trellis.district.api import Role
from trellis.evidence.models import Finding
from trellis.lib.api import NotThere

EVERY_ROLE = frozenset(Role.values)

SEE_FINDING: Permission[Finding] = Permission(
    "see this finding",
    on=Finding,
    reasons=(
        Reason(
            "you hold a position in the district; a finding holds only what may leave the gate",
            lambda who: holds(who, EVERY_ROLE),
        ),
    ),
)

ASKING = "you hold a position in the district; these figures passed the gate for small groups"


def check_may_ask(scope: Scope) -> None:
    """Raise NotThere for somebody who holds no position today."""
    if scope.is_empty:
        raise NotThere


def may_pin(scope: Scope) -> bool:
    """Whether she may freeze a finding: everybody but a board observer."""
    return not scope.is_empty and not scope.aggregates_only
