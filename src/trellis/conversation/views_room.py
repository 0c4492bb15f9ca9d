"""What happens in the room of a running conversation?"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import one_reading
from trellis.conversation import forms, queries_join
from trellis.conversation.acts import running, writing
from trellis.conversation.live.frames import told as told_event
from trellis.conversation.models import Note, State
from trellis.conversation.permissions import SEE_CONVERSATION, TAKE_PART
from trellis.conversation.room import room_of
from trellis.conversation.sketching import sketch_of
from trellis.evidence.api import figures, frozen
from trellis.lib.api import NotThere, whole
from trellis.web.api import PageRequest

PARTS = ("stage", "evidence", "notes", "people", "turns", "groups", "vote", "parked", "door")


@require_GET
def part(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Send one part of the room anew."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if name not in PARTS:
        raise NotThere
    if found.state != State.RUNNING:
        response = HttpResponse(status=200)
        response["HX-Redirect"] = found.get_absolute_url()
        return response
    return render(request, f"conversation/{name}.html", room_of(request, pk))


@require_POST
def begun(request: PageRequest, pk: int) -> HttpResponse:
    running.start(SEE_CONVERSATION.find(request.user, pk), by=request.user)
    return redirect("conversation", pk)


@require_POST
def step(request: PageRequest, pk: int) -> HttpResponse:
    to = whole(request.POST.get("to", ""))
    found = SEE_CONVERSATION.find(request.user, pk)
    running.move_step(
        found, by=request.user, to=-1 if to is None else to, anyway="anyway" in request.POST
    )
    return part_after(request, pk, "stage")


@require_POST
def time(request: PageRequest, pk: int) -> HttpResponse:
    found = SEE_CONVERSATION.find(request.user, pk)
    running.more_time(found, by=request.user, had=whole(request.POST.get("had", "")))
    return part_after(request, pk, "stage")


@require_POST
def closed(request: PageRequest, pk: int) -> HttpResponse:
    running.close(SEE_CONVERSATION.find(request.user, pk), by=request.user)
    if request.htmx:
        response = HttpResponse()
        response["HX-Redirect"] = f"/conversations/{pk}/minutes/"
        return response
    return redirect(f"/conversations/{pk}/minutes/")


@require_POST
def notes(request: PageRequest, pk: int) -> HttpResponse:
    """Write a note; a second try with the same key is the same note."""
    return _notes(request, pk, _written(request, pk).kind)


@require_POST
def notes_plain(request: PageRequest, pk: int) -> HttpResponse:
    """Write a note, for programs: the answer is its number alone, the stream brings it to all."""
    return JsonResponse({"note": _written(request, pk).pk}, status=201)


def _written(request: PageRequest, pk: int) -> Note:
    with one_reading():  # the act asks again, within its own question
        found = TAKE_PART.find(request.user, pk)
    given = request.POST
    mark = given.get("mark", "")
    shown = found.findings.filter(pk=whole(mark.partition("|")[0])).first()
    says = ""
    if shown is not None and found.shows_evidence:
        drawn = figures(frozen(shown), key="m", pointable=True, marks_begin=f"{shown.pk}|")
        says = dict(m for figure in drawn for m in figure.marks).get(mark, "")
    line, points = forms.read_drawn(given)
    return writing.write_note(
        found,
        by=request.user,
        kind=given.get("kind", ""),
        words=given.get("words", ""),
        key=forms.read_key(request),
        finding=shown if says else None,
        mark=mark,
        mark_says=says,
        answers=whole(given.get("answers", "")),
        number=forms.read_figure(given.get("number", "")),
        sketch=sketch_of(found, line, points),
    )


@require_POST
def note(request: PageRequest, pk: int, note: int) -> HttpResponse:
    """Mend one's own note, or take it back."""
    found = own_note(request, pk, note)
    if "take_back" in request.POST:
        writing.take_back(found, by=request.user)
    else:
        writing.edit_note(
            found,
            by=request.user,
            words=request.POST.get("words", ""),
            version=whole(request.POST.get("version", "")) or 0,
        )
    return _notes(request, pk, found.kind)


@require_POST
def compared(request: PageRequest, pk: int, note: int) -> HttpResponse:
    found = own_note(request, pk, note)
    writing.compare(found, by=request.user, compared=request.POST.get("compared", ""))
    return _notes(request, pk)


@login_not_required
@require_GET
def after(request: PageRequest, pk: int) -> HttpResponse:
    """Answer with the events after a number: for pages whose network holds streams back."""
    if request.user.is_authenticated:
        found = TAKE_PART.find(request.user, pk)
    else:
        guest = queries_join.guest_in(request.session, pk)
        if guest is None:
            return redirect_to_login(request.path)
        found = guest.conversation
    said = whole(request.GET.get("after", ""))
    events = found.events.filter(seq__gt=found.last_seq if said is None else said)[:300]
    return JsonResponse({"events": [told_event(event) for event in events]})


def own_note(request: PageRequest, pk: int, note: int) -> Note:
    conversation = TAKE_PART.find(request.user, pk)
    found = Note.objects.filter(conversation=conversation, pk=note, author=request.user).first()
    if found is None:
        raise NotThere
    return found


def part_after(request: PageRequest, pk: int, name: str, **more: Any) -> HttpResponse:
    """Answer an act with the part of the room that it changed; without script, with the room."""
    if request.htmx:
        return render(request, f"conversation/{name}.html", room_of(request, pk) | more)
    return redirect("conversation", pk)


def _notes(request: PageRequest, pk: int, kind: str = "") -> HttpResponse:
    return part_after(request, pk, "parked" if kind == "parked" else "notes")
