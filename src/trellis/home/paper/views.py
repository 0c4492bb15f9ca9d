"""How is a packet taken, and what does the page for entering it afterwards show?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from trellis.conversation.api import (
    COMPARED,
    ENTER_FROM_PAPER,
    FACILITATE,
    SEE_CONVERSATION,
    Conversation,
    Invitation,
    State,
    invitations_of,
    pads_of,
)
from trellis.evidence.api import figures, frozen
from trellis.home.paper.acts import check_can_be_entered, enter_from_paper
from trellis.home.paper.packet import packet_pdf
from trellis.home.paper.reading import Place, Sheets
from trellis.lib.api import BadInput, NotNow
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_GET
def packet(request: PageRequest, pk: int) -> HttpResponse:
    """Give the packet to print; the figures only to whoever may lead the conversation."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if found.state != State.PLANNED:
        return redirect("conversation", pk)
    leads = FACILITATE.allows(request.user, found)
    act = "took the packet with its figures" if leads else "took the packet without figures"
    saw(act, by=request.user, on=found, reason=SEE_CONVERSATION.why(request.user, found))
    made = packet_pdf(found, list(invitations_of(found)), with_evidence=leads)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="packet-{pk}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
def from_paper(request: PageRequest, pk: int) -> HttpResponse:
    """Show the sheets to enter; a POST enters them all, or says which line is refused."""
    found = SEE_CONVERSATION.find(request.user, pk)
    ENTER_FROM_PAPER.check(request.user, found)
    key = _key(request)
    if request.method == "POST" and found.events.filter(key=key, kind="paper").exists():
        return redirect("minutes", pk)
    check_can_be_entered(found, by=request.user)
    invited = list(invitations_of(found))
    people = {one.person_id: (one.person, one.side) for one in invited}
    sheets = Sheets(found, request.POST, people, _places(found), pads_of(found))
    here = set(request.POST.getlist("came"))
    trouble = ""
    if request.method == "POST" and not sheets.more:
        came = tuple(one.person for one in invited if str(one.person_id) in here)
        try:
            enter_from_paper(found, by=request.user, paper=sheets.paper(key, came))
            return redirect("minutes", pk)
        except (BadInput, NotNow) as error:
            trouble = error.sentence
    told = {
        "conversation": found,
        "trouble": trouble,
        "key": key,
        "steps": list(sheets.steps),
        "promises": sheets.promises,
        "because": request.POST.get("because", ""),
        "held_on": request.POST.get("held_on", "") or _day_of(found),
        "people": [_chosen(one, here, request.method == "POST") for one in invited],
        "marks": [(one.key, one.words) for one in sheets.places.values()],
        "compared": COMPARED.items(),
        "why": ENTER_FROM_PAPER.why(request.user, found),
    }
    return render(request, "home/from_paper.html", told, status=422 if trouble else 200)


def _chosen(one: Invitation, here: set[str], typed: bool) -> dict[str, Any]:
    pk = str(one.person_id)
    return {"pk": pk, "name": one.person.name, "side": one.side, "came": pk in here or not typed}


def _places(found: Conversation) -> dict[str, Place]:
    return {
        key: Place(key, words, finding)
        for finding in found.evidence
        for figure in figures(
            frozen(finding), key="p", pointable=True, marks_begin=f"{finding.pk}|"
        )
        for key, words in figure.marks
    }


def _key(request: PageRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _day_of(found: Conversation) -> str:
    planned = timezone.localtime(found.planned_for).date()
    return min(planned, timezone.localdate()).isoformat()
