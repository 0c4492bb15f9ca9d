"""Who confirms what a file only proposed: that somebody holds a position?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import CONFIRM_POSITION
from trellis.district.api import confirm_position
from trellis.lib.api import NotThere
from trellis.trail.api import wrote
from trellis.web.api import PageRequest


@require_GET
def positions(request: PageRequest) -> HttpResponse:
    """List the positions that files proposed and that she may confirm."""
    open_ = CONFIRM_POSITION.among(request.user).filter(confirmed_at=None)
    if not CONFIRM_POSITION.among(request.user).exists():
        raise NotThere
    told = {
        "positions": open_.select_related("person", "org").order_by("org__name", "person__name")[
            :300
        ],
        "why": "you may say who holds which position",
    }
    return render(request, "intake/positions.html", told)


@require_POST
def confirm(request: PageRequest) -> HttpResponse:
    """Confirm the chosen positions; each is a line in the trail."""
    chosen = CONFIRM_POSITION.among(request.user).filter(pk__in=request.POST.getlist("position"))
    if not CONFIRM_POSITION.among(request.user).exists():
        raise NotThere
    for position in chosen.filter(confirmed_at=None):
        confirm_position(position, by=request.user)
        wrote("confirmed a position", by=request.user, on=position, about=position.person)
    return redirect("files-positions")
