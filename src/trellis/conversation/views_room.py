"""What happens in the room of a running conversation?"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET, require_POST

from trellis.conversation import forms, queries, queries_join, queries_room
from trellis.conversation.acts import running, writing
from trellis.conversation.live.frames import told as told_event
from trellis.conversation.models import Conversation, Note, Part, State
from trellis.conversation.permissions import (
    FACILITATE,
    KEEP_TIME,
    SEE_CONVERSATION,
    TAKE_PART,
)
from trellis.conversation.rules import COMPARED, is_kept_back, may_be_written
from trellis.evidence.api import about, figures, frozen
from trellis.lib.api import NotThere, whole
from trellis.web.api import PageRequest

PARTS = ("stage", "notes", "people", "turns", "groups", "vote", "parked", "door")
ASKS = {
    "prediction": ("What do you expect to see, and what makes you think so?", "I’m done"),
    "observation": ("What do you see, and where?", "Share"),
    "inference": ("What could explain it?", "Share"),
    "question": ("What would we need to know?", "Share"),
    "theme": ("What do you take from this?", "Share"),
}


def room_of(request: PageRequest, pk: int) -> dict[str, Any]:
    """Gather the room of a running conversation; the evidence only when its step has come."""
    found = TAKE_PART.find(request.user, pk)
    step = found.current
    more = queries_room.room_notes(found, seen_by=request.user)
    notes = more["notes"]
    leads = FACILITATE.allows(request.user, found)
    people = list(queries.invitations_of(found))
    quiet = queries_room.quiet_kinds(found)
    wrote = queries.who_wrote(found, *quiet)
    ends = found.step_ends_at
    join_at = request.build_absolute_uri("/join/") if leads else None
    return (
        more
        | queries_join.at_the_door(found, join_at=join_at)
        | {
            "conversation": found,
            "step": step,
            "quiet": quiet,
            "keeps_time": leads or KEEP_TIME.allows(request.user, found),
            "parts": Part.choices,
            "last_time": queries_room.parts_last_time(found) if leads else [],
            "kept_back": queries_room.kept_back(found) if leads else 0,
            "park_key": uuid.uuid4(),
            "heading_key": uuid.uuid4(),
            "steps": steps_of(found),
            "next": found.all_steps[found.step + 1] if found.step + 1 < len(found.steps) else None,
            "next_at": found.step + 1,
            "back_at": found.step - 1,
            "ends": ends,
            "left": max(0, int((ends - timezone.now()).total_seconds())) if ends else 0,
            "leads": leads,
            "people": people,
            "wrote": wrote,
            # Drawn only for the part that shows it: notes are asked for far more often.
            "evidence": SimpleLazyObject(lambda: evidence_of(found))
            if found.shows_evidence
            else [],
            "will_see": [] if found.shows_evidence else [f.title for f in found.evidence],
            "shown_notes": shown_notes(step, notes),
            "compared": queries.compared_in(found) if found.shows_evidence else [],
            "compared_words": COMPARED.items(),
            "writes": [
                {
                    "kind": kind,
                    "asks": ASKS[kind][0],
                    "button": "Keep it" if is_kept_back(found, kind) else ASKS[kind][1],
                    "key": uuid.uuid4(),
                }
                for kind in step.writes
                if may_be_written(found, kind) and kind != "parked"
            ],
            "observations": [one for one in notes.get("observation", []) if one.note.shared_at],
            "after": found.last_seq,
        }
    )


def steps_of(found: Conversation) -> list[dict[str, Any]]:
    """Say which steps are gone, and which is now."""
    return [
        {"at": n, "step": one, "gone": n < found.step, "here": n == found.step}
        for n, one in enumerate(found.all_steps)
    ]


def evidence_of(found: Conversation, *, pointable: bool = True) -> list[dict[str, Any]]:
    """Return the evidence as it was frozen."""
    shown = []
    for finding in found.evidence:
        answered = frozen(finding)
        drawn = figures(
            answered, key=f"f{finding.pk}", pointable=pointable, marks_begin=f"{finding.pk}|"
        )
        marks = [mark for figure in drawn for mark in figure.marks]
        shown.append(
            {"finding": finding, "figures": drawn, "marks": marks, "about": about(answered)}
        )
    return shown


def shown_notes(step: Any, notes: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Choose which notes stand beside the evidence in this step, newest first."""
    titles = {
        "prediction": "Predictions",
        "observation": "Observations",
        "inference": "Explanations",
        "question": "Questions",
        "theme": "Thoughts",
    }
    kinds = [kind for kind in step.writes if kind != "parked"]
    kinds = kinds or (["prediction"] if step.compare else [])
    if step.compare and "prediction" not in kinds:
        kinds.insert(0, "prediction")
    if "inference" in kinds:
        kinds = ["observation", *[k for k in kinds if k != "inference"]]
    if step.commitments:
        kinds = ["observation", "question", "theme"]
    chosen = [(kind, titles[kind], list(reversed(notes.get(kind, [])))) for kind in kinds]
    return [one for one in chosen if one[2] or one[0] in step.writes]


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
    running.move_step(found, by=request.user, to=-1 if to is None else to)
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
    found = SEE_CONVERSATION.find(request.user, pk)
    given = request.POST
    mark = given.get("mark", "")
    shown = found.findings.filter(pk=whole(mark.partition("|")[0])).first()
    says = ""
    if shown is not None and found.shows_evidence:
        drawn = figures(frozen(shown), key="m", pointable=True, marks_begin=f"{shown.pk}|")
        says = dict(m for figure in drawn for m in figure.marks).get(mark, "")
    writing.write_note(
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
    )
    return _notes(request, pk, given.get("kind", ""))


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
