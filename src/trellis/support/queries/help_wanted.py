"""What does support know of a promise: requests made from it, visits that served it?"""

from __future__ import annotations

from dataclasses import dataclass

from trellis.commitments.api import Commitment
from trellis.commitments.api import State as PartState
from trellis.district.api import Person
from trellis.support.models import OPEN, TOOK_PLACE, HelpWanted, SupportRequest
from trellis.support.permissions.engagements import SEE_VISIT
from trellis.support.permissions.requests import ASK_FOR, SEE_REQUEST


@dataclass(frozen=True)
class Help:
    """The support end of a promise's thread."""

    requests: list[SupportRequest]
    visits: int
    may_ask: bool


def help_for(commitment: Commitment, *, seen_by: Person) -> Help:
    """Return what was asked and done for a promise; the caller has found it by permission."""
    asked = SEE_REQUEST.among(seen_by).filter(help_wanted__commitment=commitment)
    rows = list(asked.select_related("department", "lead").order_by("asked_at"))
    visits = SEE_VISIT.among(seen_by).filter(commitments=commitment, state__in=TOOK_PLACE)
    school = commitment.school
    is_open = any(one.state in OPEN for one in rows)
    wanted = commitment.state == PartState.OPEN and not is_open
    may_ask = school is not None and wanted and ASK_FOR.allows(seen_by, school)
    return Help(rows, visits.count(), may_ask)


def promise_of(request: SupportRequest) -> Commitment | None:
    """Return the promise from which a request was made; whoever sees one sees the other."""
    row = HelpWanted.objects.filter(request=request).select_related("commitment").first()
    return row.commitment if row else None
