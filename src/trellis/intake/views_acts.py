"""What does a person decide about a delivery by pressing a button?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from trellis.intake import acts
from trellis.intake.models import Batch, Habit, State
from trellis.intake.permissions import LOAD_FILES
from trellis.intake.tasks import check_batch, publish_batch
from trellis.intake.views import ASKED
from trellis.web.api import PageRequest


@require_POST
def approved(request: PageRequest, pk: int) -> HttpResponse:
    found = LOAD_FILES.find(request.user, pk)
    acts.approve(found, by=request.user, why=request.POST.get("why", ""))
    publish_batch.enqueue(found.pk)
    return redirect("batch", pk)


@require_POST
def again(request: PageRequest, pk: int) -> HttpResponse:
    """Try again: publish what was approved, or check with the answers that are given."""
    found = LOAD_FILES.find(request.user, pk)
    if found.state == State.PUBLISHING:
        publish_batch.enqueue(found.pk)
        return redirect("batch", pk)
    answers: dict[str, Any] = {k: v for k, v in request.POST.items() if k in ASKED and v}
    for part in ("mappings", "encodings"):
        sign = f"{part[:-1]}:"
        said = {k.removeprefix(sign): v for k, v in request.POST.items() if k.startswith(sign)}
        chosen = {name: str(value) for name, value in said.items() if value}
        if chosen:
            answers[part] = found.answers.get(part, {}) | chosen
    _check_again(found, request, answers)
    return redirect("batch", pk)


@require_POST
def habits(request: PageRequest, pk: int) -> HttpResponse:
    """Say in which way the source of a delivery writes; the delivery is read again that way."""
    found = LOAD_FILES.find(request.user, pk)
    source = request.POST.get("source", "roster")
    said = [
        acts.say_habit(source=source, name=name, text=request.POST[name], by=request.user)
        for name in Habit.Name
        if name in request.POST
    ]
    if any(said):
        _check_again(found, request, {})
    return redirect("batch", pk)


@require_POST
def discarded(request: PageRequest, pk: int) -> HttpResponse:
    acts.discard(LOAD_FILES.find(request.user, pk), by=request.user)
    return redirect("files")


def _check_again(found: Batch, request: PageRequest, answers: dict[str, Any]) -> None:
    acts.answer(found, by=request.user, answers=answers)
    check_batch.enqueue(found.pk)
