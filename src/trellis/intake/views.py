"""What do the pages about files show?"""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from pathlib import Path, PurePath
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trellis.intake import acts
from trellis.intake.batches.digits import said
from trellis.intake.batches.known import habits, habits_said, mappings
from trellis.intake.batches.publishing import is_stale
from trellis.intake.layouts.oneroster import NEEDED
from trellis.intake.models import Batch, Habit, State, Waiting
from trellis.intake.permissions import LOAD_FILES, check_keeper
from trellis.intake.reading.text import words_as
from trellis.intake.tasks import check_batch
from trellis.intake.wording import table_words, taken_for
from trellis.lib.api import BadInput, day, safe_cell
from trellis.trail.api import saw
from trellis.web.api import PageRequest

WHY = "you look after the district’s files"
STOPPED_AFTER = 120
"""Seconds without a sign of life after which a page offers to try again."""

ASKED = ("mapping", "school_year", "window", "subject", "id_type")
_SHOWN = 40


def files(request: PageRequest) -> HttpResponse:
    """List deliveries; a POST takes a new one in."""
    check_keeper(request.user)
    if request.method == "POST":
        begun = timezone.now()
        made = _taken(request)
        if made.received_at < begun:
            messages.info(
                request,
                f"{made.by.name} delivered these files on {day(made.received_at)}. This is that "
                "delivery.",
            )
        if made.received_at >= begun or made.state == State.FAILED:
            acts.answer(made, by=request.user, answers={})
            check_batch.enqueue(made.pk)
        return redirect("batch", made.pk)
    told = {
        "batches": Batch.objects.select_related("by", "publication")[:50],
        "waiting": Waiting.objects.select_related("batch"),
        "mappings": sorted(mappings().values(), key=lambda one: one.title),
        "why": WHY,
    }
    return render(request, "intake/files.html", told)


@require_GET
def batch(request: PageRequest, pk: int) -> HttpResponse:
    """Show one delivery: what was found, what would change, what to decide."""
    found = LOAD_FILES.find(request.user, pk)
    saw("opened a delivery", by=request.user, on=found)
    return render(request, "intake/batch.html", _about(found))


@require_GET
def state(request: PageRequest, pk: int) -> HttpResponse:
    """Show how far the work is; when it is over, the page is loaded anew."""
    found = LOAD_FILES.find(request.user, pk)
    response = render(request, "intake/batch.html#state", _about(found))
    if not found.is_working:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def problems(request: PageRequest, pk: int) -> HttpResponse:
    """Download every problem that was told."""
    found = LOAD_FILES.find(request.user, pk)
    saw("downloaded the problems of a delivery", by=request.user, on=found)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="batch-{pk}-problems.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    names = ("file", "line", "column", "position", "found", "expected", "severity", "sentence")
    writer.writerow([*names, "more like it"])
    for fault in found.faults.all():
        cells = [getattr(fault, name) for name in names]
        writer.writerow([safe_cell(cell) for cell in (*cells, fault.more_like_it)])
    more = found.review.get("more_faults", 0)
    if more:
        writer.writerow([f"{more} more problems were counted and are not listed."])
    return response


def _taken(request: PageRequest) -> Batch:
    uploads = request.FILES.getlist("files")
    if not uploads:
        raise BadInput("Choose at least one file: a OneRoster zip, or CSV or XLSX files.")
    folder = Path(tempfile.mkdtemp(prefix="trellis-upload-"))
    try:
        paths = []
        for upload in uploads:
            path = folder / (PurePath(upload.name or "").name or "file")
            with path.open("wb") as out:
                for chunk in upload.chunks():
                    out.write(chunk)
            paths.append(path)
        answers = {key: request.POST[key] for key in ASKED if request.POST.get(key)}
        return acts.receive(paths, by=request.user, answers=answers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_STEPS = (
    ("Upload", (State.RECEIVED,)),
    ("Check", (State.CHECKING, State.FAILED)),
    ("Review", (State.CHECKED,)),
    ("Publish", (State.PUBLISHING, State.PUBLISHED)),
)


def _about(found: Batch) -> dict[str, Any]:
    review = found.review
    files = list(found.files.all())
    unmapped = [file for file in files if file.kind in ("unmapped", "unread")]
    rows = sum(file.rows for file in files if file not in unmapped)
    aside = sum(file.set_aside for file in files if file not in unmapped)
    at = next((n for n, (_, states) in enumerate(_STEPS) if found.state in states), 0)
    last_sign = found.progress.get("at") or found.received_at.timestamp()
    guards = review.get("guards", [])
    return {
        "batch": found,
        "files": files,
        "read": [(file, taken_for(file.kind, file.counts)) for file in files],
        "unmapped": unmapped,
        "rows": rows,
        "ready": rows - aside,
        "aside": aside,
        "faults": found.faults.all()[:_SHOWN],
        "fault_count": found.faults.count() + review.get("more_faults", 0),
        "steps": [(name, "gone" if n < at else "", n == at) for n, (name, _) in enumerate(_STEPS)],
        "roster": review.get("roster"),
        "changes": [(table_words(n), c) for n, c in review.get("changes", {}).items()],
        "guards": guards,
        "refused": [guard["sentence"] for guard in guards if guard["refuses"]],
        "stale": found.state == State.CHECKED and is_stale(found),
        "notes": review.get("notes", []),
        "waiting": review.get("waiting", []),
        "mappings": sorted(mappings().values(), key=lambda one: one.title),
        "letters": _letters(found, files),
        "digits": _digits(found, files),
        "habits": _habits(files),
        "stopped": found.is_working and time.time() - last_sign > STOPPED_AFTER,
        "why": WHY,
    }


def _letters(found: Batch, files: list[Any]) -> list[dict[str, Any]]:
    """Return files that are no UTF-8, and how their words would read as Windows-1252."""
    if found.state not in (State.CHECKED, State.FAILED):
        return []
    named = set(found.review.get("not_utf8", []))
    return [
        {"file": file, "words": words_as(found.folder / file.path, "windows-1252")}
        for file in files
        if file.name in named or file.counts.get("refused") == "NotUtf8"
    ]


def _digits(found: Batch, files: list[Any]) -> list[dict[str, Any]]:
    """Return what is proposed about leading zeros, with the source that it would be said of."""
    if found.state != State.CHECKED:
        return []
    proposed = []
    for file in files:
        zeros = file.counts.get("digits")
        if zeros:
            source = _source(file.kind)
            digits = {**habits(source).digits, zeros["type"]: zeros["there"]}
            text = ",".join(f"{kind}={number}" for kind, number in sorted(digits.items()))
            proposed.append(
                zeros | {"sentence": said(file.name, zeros), "source": source, "text": text}
            )
    return proposed


def _source(kind: str) -> str:
    return kind.removeprefix("results:") if kind.startswith("results:") else kind.split(":")[0]


def _habits(files: list[Any]) -> dict[str, str] | None:
    """Return what was said about the roster's ways, when there is a roster."""
    stems = {PurePath(file.name).stem.casefold() for file in files}
    if not stems & {name.casefold() for name in NEEDED}:
        return None
    told = habits_said()
    return {str(name): told.get(f"roster {name}", "") for name in Habit.Name}
