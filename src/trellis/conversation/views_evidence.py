"""What does the room look at: which finding stands in front, a new question, then and now?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from trellis.conversation.acts.showing import ask_in_meeting, put_in_front
from trellis.conversation.models import Conversation
from trellis.conversation.permissions import SEE_CONVERSATION, SHOW_EVIDENCE, TAKE_PART
from trellis.conversation.views_room import part_after
from trellis.evidence.api import (
    Finding,
    blanks_of,
    changed_since,
    choices,
    complete,
    frozen,
    read_ask,
    shown_for,
)
from trellis.lib.api import NotThere, whole
from trellis.web.api import PageRequest


@require_POST
def in_front(request: PageRequest, pk: int) -> HttpResponse:
    """Ask the room to look at another of its findings."""
    found = SEE_CONVERSATION.find(request.user, pk)
    put_in_front(found, by=request.user, finding=whole(request.POST.get("finding", "")) or 0)
    return part_after(request, pk, "evidence")


@require_GET
def ask(request: PageRequest, pk: int) -> HttpResponse:
    """Show the sentence with blanks in the room, with what it would show."""
    found = SEE_CONVERSATION.find(request.user, pk)
    SHOW_EVIDENCE.check(request.user, found)
    if not found.shows_evidence:
        raise NotThere
    chosen = choices()
    given = request.GET.dict() or _begin_with(found)
    asked = complete(read_ask(given), chosen)
    told: dict[str, Any] = {
        "conversation": found,
        "ask": asked,
        "blanks": blanks_of(asked, chosen),
        **shown_for(asked, key="new"),
    }
    return render(request, "conversation/ask.html", told)


@require_POST
def asked(request: PageRequest, pk: int) -> HttpResponse:
    """Pin the answer to the question in the room, with its time."""
    question = complete(read_ask(request.POST.dict()), choices())
    found = SEE_CONVERSATION.find(request.user, pk)
    ask_in_meeting(found, by=request.user, ask=question, title=request.POST.get("title", ""))
    return part_after(request, pk, "evidence")


@require_GET
def then(request: PageRequest, pk: int, finding: int) -> HttpResponse:
    """Show what changed in the data since a finding of the room was frozen."""
    found = TAKE_PART.find(request.user, pk)
    shown = Finding.objects.filter(conversations=found, pk=finding).first()
    if shown is None or not found.shows_evidence:
        raise NotThere
    told: dict[str, Any] = {"conversation": found, "finding": shown}
    since = changed_since(shown)
    if since is not None:
        told |= {
            "since": since,
            "between": since.between,
            "moved": since.moved,
            "counts_otherwise": since.counts_otherwise,
            "may_show": SHOW_EVIDENCE.allows(request.user, found),
        }
    return render(request, "conversation/then.html", told)


def _begin_with(found: Conversation) -> dict[str, str]:
    """Begin from the question that stands in front: most new ones differ in one blank."""
    shown = found.shown
    if not shown:
        return {}
    asked = frozen(shown[0].finding).ask.to_json()
    return {name: str(value) for name, value in asked.items()}
