"""How does somebody come in by a code, and what does a guest from outside read?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.conversation.acts import joining
from trellis.conversation.models import Conversation
from trellis.conversation.permissions import SEE_CONVERSATION, TAKE_PART
from trellis.conversation.queries_join import GUEST, door_of, guest_in, may_ask_in
from trellis.conversation.queries_room import room_notes
from trellis.conversation.room import evidence_of, shown_notes, steps_of
from trellis.conversation.views_room import part_after
from trellis.lib.api import BadInput, NotThere, whole
from trellis.web.api import PageRequest, keep_awake

GUEST_PARTS = {
    "stage": "guest_stage",
    "evidence": "evidence",
    "notes": "notes",
    "turns": "turns",
    "groups": "groups",
    "vote": "vote",
    "parked": "parked",
    "people": "guest_people",
}


@login_not_required
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a POST goes to its door."""
    trouble = ""
    if request.method == "POST":
        door = door_of(request.POST.get("code", ""))
        if door is not None:
            return redirect("join-code", door.code)
        trouble = "No meeting has this code now. Read it once more from the screen in the room."
    told = {"trouble": trouble, "given": request.POST.get("code", "")}
    return render(request, "conversation/join.html", told, status=422 if trouble else 200)


@login_not_required
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """Stand at the door: go in, ask to be let in, sign in, or come as a guest."""
    door = door_of(code)
    if door is None:
        return redirect("join")
    found = door.conversation
    if request.user.is_authenticated:
        return _at_the_door(request, found)  # type: ignore[arg-type]
    if guest_in(request.session, found.pk):
        return redirect("guest-room", found.pk)
    if request.method == "POST":
        return redirect_to_login(request.path)
    told = {"door": door, "conversation": found if found.is_running else None}
    return render(request, "conversation/at_the_door.html", told)


def _at_the_door(request: PageRequest, found: Conversation) -> HttpResponse:
    if TAKE_PART.allows(request.user, found):
        answer = redirect("conversation", found.pk)
        if request.htmx:
            answer = HttpResponse()  # type: ignore[assignment]
            answer["HX-Redirect"] = found.get_absolute_url()
        return answer
    if not may_ask_in(request.user, found):
        raise NotThere
    if request.method == "POST":
        joining.ask_in(found, by=request.user)
    asked = found.asked_in.filter(person=request.user).exists()
    told = {"conversation": found, "asked": asked, "may_ask": True, "why": "you hold its code"}
    return render(request, "conversation/at_the_door.html", told)


@login_not_required
@require_POST
def join_as_guest(request: HttpRequest, code: str) -> HttpResponse:
    """Come in from outside, under a name; the session is the only key."""
    door = door_of(code)
    if door is None:
        return redirect("join")
    if request.user.is_authenticated:
        return redirect("join-code", door.code)
    try:
        guest = joining.come_as_guest(door.code, name=request.POST.get("name", ""))
    except BadInput as error:
        told = {"door": door, "conversation": door.conversation, "trouble": error.sentence}
        return render(request, "conversation/at_the_door.html", told, status=422)
    request.session.cycle_key()
    request.session[GUEST] = guest.pk
    keep_awake(request.session)
    return redirect("guest-room", guest.conversation_id)


@login_not_required
@require_GET
def guest_room(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a guest the meeting while it runs; afterwards, that it is over."""
    guest = guest_in(request.session, pk)
    if guest is None:
        if GUEST not in request.session:
            return _nobody(request)
        del request.session[GUEST]
        return render(request, "conversation/guest_over.html")
    told = _guest_room(guest.conversation) | {"guest": guest}
    return _unstored(render(request, "conversation/guest.html", told))


@login_not_required
@require_GET
def guest_part(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send a guest one part of the room anew."""
    guest = guest_in(request.session, pk)
    if guest is None:
        if GUEST not in request.session:
            return _nobody(request)
        response = HttpResponse()
        response["HX-Redirect"] = request.path.partition("part/")[0]
        return response
    if name not in GUEST_PARTS:
        raise NotThere
    told = _guest_room(guest.conversation) | {"guest": guest}
    return _unstored(render(request, f"conversation/{GUEST_PARTS[name]}.html", told))


def _nobody(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        raise NotThere
    return redirect_to_login(request.path)


def _unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _guest_room(found: Conversation) -> dict[str, Any]:
    step, told = found.current, room_notes(found, seen_by=None)
    people = found.invitations.filter(came_at__isnull=False).select_related("person")
    return told | {
        "conversation": found,
        "step": step,
        "steps": steps_of(found),
        "ends": found.step_ends_at,
        "evidence": evidence_of(found, pointable=False) if found.shows_evidence else [],
        "shown_notes": shown_notes(step, told["notes"]),
        "people": people,
        "guests": found.guests.filter(ended_at=None),
        "after": found.last_seq,
    }


@require_POST
def door(request: PageRequest, pk: int) -> HttpResponse:
    """Open the door of a conversation, and say whether guests are welcome."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if "guests" in request.POST:
        welcome = request.POST["guests"] == "yes"
        joining.welcome_guests(found, by=request.user, welcome=welcome)
    else:
        joining.open_door(found, by=request.user)
    return part_after(request, pk, "door", door_open=True)


@require_POST
def let_in(request: PageRequest, pk: int) -> HttpResponse:
    """Let somebody in who asks."""
    found = SEE_CONVERSATION.find(request.user, pk)
    person = whole(request.POST.get("person", "")) or 0
    joining.let_in(found, by=request.user, person=person)
    return part_after(request, pk, "door", door_open=True)


@require_POST
def shown_out(request: PageRequest, pk: int) -> HttpResponse:
    """End the visit of a guest."""
    found = SEE_CONVERSATION.find(request.user, pk)
    joining.show_out(found, by=request.user, guest=whole(request.POST.get("guest", "")) or 0)
    return part_after(request, pk, "door", door_open=True)
