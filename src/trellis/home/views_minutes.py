"""What do the minutes of a conversation hold: as a page, a tagged PDF, Markdown and JSON?"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trellis.commitments.api import made_in, no_action_of
from trellis.conversation.api import (
    SEE_CONVERSATION,
    Conversation,
    State,
    going_on,
    minutes_of,
    more_minutes_of,
    on_paper,
)
from trellis.district.api import Person
from trellis.evidence.api import about, figures, frozen
from trellis.home.document import minutes_pdf
from trellis.home.minutes_markdown import compared_says, minutes_markdown
from trellis.home.minutes_plain import minutes_plain
from trellis.lib.api import count, day, sentence
from trellis.trail.api import saw_of_many
from trellis.web.api import PageRequest


@require_GET
def minutes(request: PageRequest, pk: int) -> HttpResponse:
    """Show the minutes of a closed conversation."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if found.state != State.CLOSED:
        return redirect("conversation", pk)
    told = _gathered(request.user, found)
    _noted("read minutes", request.user, told)
    return render(request, "home/minutes.html", told)


@require_GET
def as_pdf(request: PageRequest, pk: int) -> HttpResponse:
    """Give the minutes as a tagged PDF."""
    found = SEE_CONVERSATION.find(request.user, pk)
    if found.state != State.CLOSED:
        return redirect("conversation", pk)
    told = _gathered(request.user, found)
    _noted("took minutes as a PDF", request.user, told)
    response = HttpResponse(minutes_pdf(told), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="minutes-{pk}.pdf"'
    return response


@require_GET
def as_markdown(request: PageRequest, pk: int) -> HttpResponse:
    """Give the minutes as Markdown."""
    return _file(request, pk, ending="md", kind="text/markdown; charset=utf-8", name="Markdown")


@require_GET
def as_json(request: PageRequest, pk: int) -> HttpResponse:
    """Give the minutes as JSON; docs/reference/minutes.md says what each field holds."""
    return _file(request, pk, ending="json", kind="application/json", name="JSON")


def _file(request: PageRequest, pk: int, *, ending: str, kind: str, name: str) -> HttpResponse:
    found = SEE_CONVERSATION.find(request.user, pk)
    if found.state != State.CLOSED:
        return redirect("conversation", pk)
    told = _gathered(request.user, found)
    _noted(f"took minutes as {name}", request.user, told)
    plain = minutes_plain(told)
    if ending == "json":
        written = json.dumps(plain, ensure_ascii=False, indent=2)
    else:
        written = minutes_markdown(plain, told["answer"])
    response = HttpResponse(written, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="minutes-{pk}.{ending}"'
    return response


def _noted(act: str, person: Person, told: dict[str, Any]) -> None:
    people = [one.person for one in told["people"]]
    found = told["conversation"]
    saw_of_many(act, by=person, on=found, people=people, reason=told["why"])


def _gathered(person: Person, found: Conversation) -> dict[str, Any]:
    told = minutes_of(found, seen_by=person)
    told |= more_minutes_of(found, told["notes"])
    people = told["people"]
    commitments = made_in(found)
    parts = [part for one in commitments for part in one.parts.all()]
    sides = {"school": 0, "district": 0}
    for part in parts:
        sides[part.side] += 1
    shown = []
    for finding in told["findings"]:
        answered = frozen(finding)
        shown.append(
            {
                "finding": finding,
                "figures": figures(answered, key=f"m{finding.pk}"),
                "about": about(answered),
                "measure": answered.measure,
            }
        )
    answer = (
        f"{count(len(commitments), 'promise')} made: {count(sides['school'], 'part')} owned by the "
        f"school, {count(sides['district'], 'part')} by the central office."
    )
    none = no_action_of(found)
    if not commitments and none:
        answer = f"No action, because {none.because.rstrip('.')}."
    goes_on = going_on(found, seen_by=person)
    if not commitments and not none and goes_on["next_meeting"]:
        due = timezone.localtime(goes_on["next_meeting"].conversation.planned_for).date()
        said = day(due, year=due.year != timezone.localdate().year)
        answer = f"The run goes on: the next meeting is on {said}."
    met = [{"words": words, "predictions": n} for words, n in told["compared"]]
    return (
        told
        | goes_on
        | {
            "paper": on_paper(found),
            "compared_says": compared_says(met),
            "shown": shown,
            "commitments": commitments,
            "no_action": none,
            "answer": sentence(answer),
            "school_side": [one for one in people if one.side == "school"],
            "district_side": [one for one in people if one.side == "district"],
            "leads": [one for one in people if one.part == "facilitator"],
            "why": SEE_CONVERSATION.why(person, found),
        }
    )
