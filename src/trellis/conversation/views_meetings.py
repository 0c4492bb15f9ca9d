"""How does a page end a meeting of a run, plan the next one, and name who presents?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.conversation import forms
from trellis.conversation.acts.meetings import end_meeting, name_presenter, plan_next
from trellis.conversation.models import Conversation, State
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION
from trellis.conversation.queries_series import earlier_notes, run_of
from trellis.evidence.api import findings_seen_by
from trellis.lib.api import BadInput, NotNow, whole
from trellis.web.api import PageRequest


@require_POST
def next_one(request: PageRequest, pk: int) -> HttpResponse:
    """Plan the next meeting of a run; a meeting that still runs ends with it."""
    found = _led(request, pk)
    if not any(step.may_end for step in found.all_steps):
        raise NotNow("This way to talk is over in one meeting. Plan another conversation instead.")
    given = request.POST
    planned_for = forms.read_moment(given.get("day", ""), given.get("clock", ""))
    begins_at, key = whole(given.get("begins_at", "")), forms.read_key(request)
    if found.state == State.RUNNING:
        end_meeting(found, by=request.user, planned_for=planned_for, begins_at=begins_at, key=key)
        # Every page of the room goes to the minutes now; this one goes with them.
        return redirect(f"/conversations/{pk}/minutes/")
    chosen = forms.read_numbers(given, "findings")
    findings = list(findings_seen_by(request.user).filter(pk__in=chosen)) if chosen else []
    made = plan_next(
        found,
        by=request.user,
        planned_for=planned_for,
        begins_at=begins_at,
        findings=findings,
        key=key,
    )
    return redirect("conversation", made.pk)


@require_GET
def earlier(request: PageRequest, pk: int) -> HttpResponse:
    """Show what earlier meetings of this run wrote, as far as she may read them."""
    found = SEE_CONVERSATION.find(request.user, pk)
    told = {
        "run": run_of(found, seen_by=request.user),
        "earlier": earlier_notes(found, seen_by=request.user),
    }
    return render(request, "conversation/earlier.html", told)


@require_POST
def presenter(request: PageRequest, pk: int) -> HttpResponse:
    """Name who presents."""
    found = _led(request, pk)
    wanted = whole(request.POST.get("person", ""))
    asked = found.invitations.filter(person=wanted).select_related("person").first()
    if asked is None:
        raise BadInput("Choose somebody who was invited.")
    name_presenter(found, by=request.user, person=asked.person)
    return redirect("conversation", pk)


def _led(request: PageRequest, pk: int) -> Conversation:
    found = SEE_CONVERSATION.find(request.user, pk)
    FACILITATE.check(request.user, found)
    return found
