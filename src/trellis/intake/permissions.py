"""Who looks after files?"""

from django.db.models import Q

from trellis.access.api import Permission, Reason, holds
from trellis.district.api import Person, Role, roles_of
from trellis.intake.models import Batch
from trellis.lib.api import NotThere

KEEPERS = frozenset({Role.SIS_ADMIN, Role.ASSESSMENT_COORDINATOR})


def _keeps(who: Person) -> Q:
    return holds(who, KEEPERS)


LOAD_FILES: Permission[Batch] = Permission(
    "load and publish files",
    on=Batch,
    reasons=(Reason("you look after the district’s files", _keeps),),
)


def check_keeper(who: Person) -> None:
    """Raise NotThere for somebody who does not look after files."""
    if not (roles_of(who) & KEEPERS):
        raise NotThere
