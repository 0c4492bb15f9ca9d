"""What happens in the room of a running conversation?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.conversation import forms, queries
from trellis.conversation.acts import running, writing
from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.live.frames import told as told_event
from trellis.conversation.models import Conversation, Note, State
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION, TAKE_PART
from trellis.conversation.queries_series import going_on
from trellis.conversation.rules import COMPARED, may_be_written
from trellis.conversation.step_rules import (
    has_presenter,
    kept_from_writing,
    presenter_of,
)
from trellis.evidence.api import about, figures, frozen
from trellis.lib.api import NotThere, whole
from trellis.web.api import PageRequest

PARTS = ("stage", "notes", "people")
ASKS = {kind: (said.asks, said.button) for kind, said in KINDS_OF_NOTES.items()}


def room_of(request: PageRequest, pk: int) -> dict[str, Any]:
    """Gather the room of a running conversation; the evidence only when its step has come."""
    found = TAKE_PART.find(request.user, pk)
    step = found.current
    notes = queries.notes_of(found, seen_by=request.user)
    leads = FACILITATE.allows(request.user, found)
    kept = kept_from_writing(found, request.user) if step.writes else ""
    people = list(queries.invitations_of(found))
    wrote = queries.who_wrote(found, "prediction") if "prediction" in step.writes else set()
    ends = found.step_ends_at
    return {
        "conversation": found,
        "step": step,
        "steps": [
            {"at": n, "step": one, "gone": n < found.step, "here": n == found.step}
            for n, one in enumerate(found.all_steps)
        ],
        "next": found.all_steps[found.step + 1] if found.step + 1 < len(found.steps) else None,
        "next_at": found.step + 1,
        "back_at": found.step - 1,
        "ends": ends,
        "left": max(0, int((ends - timezone.now()).total_seconds())) if ends else 0,
        "leads": leads,
        "people": people,
        "wrote": wrote,
        "evidence": _evidence(found) if found.shows_evidence else [],
        "will_see": [] if found.shows_evidence else [f.title for f in found.evidence],
        "notes": notes,
        "shown_notes": _shown(step, notes, found),
        "compared": queries.compared_in(found) if found.shows_evidence else [],
        "compared_words": COMPARED.items(),
        "writes": [
            {"kind": kind, "asks": ASKS[kind][0], "button": ASKS[kind][1], "key": uuid.uuid4()}
            for kind in step.writes
            if may_be_written(found, kind) and not kept
        ],
        "kept": kept,
        "presenter": presenter_of(found) if has_presenter(found) else None,
        "has_presenter": has_presenter(found),
        "spans_meetings": any(one.may_end for one in found.all_steps),
        **going_on(found, seen_by=request.user),
        "observations": notes.get("observation", []),
        "after": found.last_seq,
    }


def _evidence(found: Conversation) -> list[dict[str, Any]]:
    shown = []
    for finding in found.evidence:
        answered = frozen(finding)
        drawn = figures(
            answered, key=f"f{finding.pk}", pointable=True, marks_begin=f"{finding.pk}|"
        )
        marks = [mark for figure in drawn for mark in figure.marks]
        shown.append(
            {"finding": finding, "figures": drawn, "marks": marks, "about": about(answered)}
        )
    return shown


def _shown(step: Any, notes: dict[str, Any], found: Conversation) -> list[tuple[str, str, Any]]:
    """Choose which notes stand beside the evidence in this step, newest first."""
    titles = {kind: said.title for kind, said in KINDS_OF_NOTES.items()}
    kinds = list(step.writes) or (["prediction"] if step.compare else [])
    if step.compare and "prediction" not in kinds:
        kinds.insert(0, "prediction")
    if "inference" in kinds:
        kinds = ["observation", *[k for k in kinds if k != "inference"]]
    if step.commitments:
        kinds = [kind for kind in titles if kind not in ("prediction", "inference")]
    kinds += [kind for kind in step.recalls if kind not in kinds]
    once = dict.fromkeys(kinds)
    chosen = [(kind, titles[kind], list(reversed(notes.get(kind, [])))) for kind in once]
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
    running.move_step(
        found, by=request.user, to=-1 if to is None else to, anyway="anyway" in request.POST
    )
    return _stage(request, pk)


@require_POST
def time(request: PageRequest, pk: int) -> HttpResponse:
    found = SEE_CONVERSATION.find(request.user, pk)
    running.more_time(found, by=request.user, had=whole(request.POST.get("had", "")))
    return _stage(request, pk)


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
    return _notes(request, pk)


@require_POST
def note(request: PageRequest, pk: int, note: int) -> HttpResponse:
    """Mend one's own note, or take it back."""
    found = _note(request, pk, note)
    if "take_back" in request.POST:
        writing.take_back(found, by=request.user)
    else:
        writing.edit_note(
            found,
            by=request.user,
            words=request.POST.get("words", ""),
            version=whole(request.POST.get("version", "")) or 0,
        )
    return _notes(request, pk)


@require_POST
def compared(request: PageRequest, pk: int, note: int) -> HttpResponse:
    found = _note(request, pk, note)
    writing.compare(found, by=request.user, compared=request.POST.get("compared", ""))
    return _notes(request, pk)


@require_GET
def after(request: PageRequest, pk: int) -> HttpResponse:
    """Answer with the events after a number: for pages whose network holds streams back."""
    found = TAKE_PART.find(request.user, pk)
    said = whole(request.GET.get("after", ""))
    events = found.events.filter(seq__gt=found.last_seq if said is None else said)[:300]
    return JsonResponse({"events": [told_event(event) for event in events]})


def _note(request: PageRequest, pk: int, note: int) -> Note:
    conversation = TAKE_PART.find(request.user, pk)
    found = Note.objects.filter(conversation=conversation, pk=note, author=request.user).first()
    if found is None:
        raise NotThere
    return found


def _stage(request: PageRequest, pk: int) -> HttpResponse:
    if request.htmx:
        return render(request, "conversation/stage.html", room_of(request, pk))
    return redirect("conversation", pk)


def _notes(request: PageRequest, pk: int) -> HttpResponse:
    if request.htmx:
        return render(request, "conversation/notes.html", room_of(request, pk))
    return redirect("conversation", pk)
