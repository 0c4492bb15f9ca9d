"""How does a request get its next state: the one place that changes it, with who and when?"""

from __future__ import annotations

from django.utils import timezone

from trellis.district.api import Person, positions_of
from trellis.support.models import State, SupportRequest, Transition
from trellis.support.rules.requests import check_can_become


def become(request: SupportRequest, state: str, *, by: Person, why: str = "") -> Transition:
    """Give a request its next state and write the row that says so.

    Called inside an act that has locked the request; raises NotNow when the state is not next.
    """
    check_can_become(request, state)
    made = Transition.objects.create(
        request=request, was=request.state, became=state, by=by, why=why, at=timezone.now()
    )
    request.state = state
    request.save(update_fields=["state", "lead", "department", "first_help_at"])
    return made


def back_to_whoever_leads(request: SupportRequest, *, by: Person, why: str) -> Transition:
    """Open a request again: for its lead, or for the department's desk when she has left."""
    if request.lead is not None and positions_of(request.lead).exists():
        return become(request, State.TAKEN_UP, by=by, why=why)
    request.lead = None
    if request.state == State.CLOSED:
        return become(request, State.ASKED, by=by, why=why)
    become(request, State.TAKEN_UP, by=by, why=why)
    return become(request, State.ASKED, by=by)
