"""What do the pages of conversations show?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from trellis.access.api import scope_of
from trellis.conversation import queries
from trellis.conversation.acts.running import come
from trellis.conversation.models import Part, State
from trellis.conversation.on_paper import ENTER_FROM_PAPER
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION, TAKE_PART, may_plan
from trellis.conversation.queries_room import parts_last_time
from trellis.conversation.queries_series import run_of
from trellis.conversation.room import room_of
from trellis.conversation.step_rules import has_presenter, presenter_of
from trellis.conversation.ways import ways_to_talk
from trellis.district.api import central_staff, staff_of
from trellis.lib.api import NotThere
from trellis.web.api import PageRequest


@require_GET
def conversations(request: PageRequest) -> HttpResponse:
    """List conversations: what is coming, what was."""
    scope = scope_of(request.user)
    if scope.aggregates_only:
        raise NotThere
    seen = queries.conversations_seen_by(request.user)
    told = {
        "coming": queries.coming_for(request.user).select_related("school"),
        "closed": seen.filter(state=State.CLOSED)[:40],
        "may_plan": may_plan(scope),
        "protocols": ways_to_talk().values(),
        "why": "you were invited, or they are closed and you work with the school",
    }
    return render(request, "conversation/list.html", told)


@require_GET
def conversation(request: PageRequest, pk: int) -> HttpResponse:
    """Show a conversation: the plan, the room, or the way to its minutes."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if found.state == State.CLOSED:
        return redirect(f"/conversations/{pk}/minutes/")
    why = SEE_CONVERSATION.why(request.user, found)
    if found.is_running and TAKE_PART.allows(request.user, found):
        come(found, by=request.user)
        return render(request, "conversation/room.html", room_of(request, pk) | {"why": why})
    invited = list(queries.invitations_of(found))
    leads = FACILITATE.allows(request.user, found)
    others = []
    if leads:
        there = {one.person_id for one in invited}
        staff = [*(staff_of(found.school) if found.school else []), *central_staff()]
        others = [p for p in dict.fromkeys(staff) if p.pk not in there]
    told = {
        "conversation": found,
        "invitations": invited,
        "findings": found.evidence,
        "leads": leads,
        "enters": ENTER_FROM_PAPER.allows(request.user, found),
        "others": others,
        "run": run_of(found, seen_by=request.user),
        "first_step": found.all_steps[found.first_step],
        "has_presenter": has_presenter(found),
        "presenter": presenter_of(found),
        "why": why,
        "parts": Part.choices,
        "last_time": parts_last_time(found) if leads else [],
    }
    return render(request, "conversation/planned.html", told)
