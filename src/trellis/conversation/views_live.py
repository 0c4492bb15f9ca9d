"""What do people do in the room beside writing: turns, sharing, headings, dots, parts?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from trellis.conversation import forms
from trellis.conversation.acts import grouping, parts, turns, voting, writing
from trellis.conversation.models import Heading, Note
from trellis.conversation.permissions import SEE_CONVERSATION, TAKE_PART
from trellis.conversation.views_room import own_note, part_after
from trellis.lib.api import BadInput, NotThere, whole
from trellis.web.api import PageRequest


@require_POST
def part_given(request: PageRequest, pk: int) -> HttpResponse:
    """Give somebody a part in the room."""
    found = SEE_CONVERSATION.find(request.user, pk)
    to = whole(request.POST.get("person", "")) or 0
    parts.give_part(found, by=request.user, to=to, part=request.POST.get("part", ""))
    return part_after(request, pk, "stage")


@require_POST
def turn(request: PageRequest, pk: int) -> HttpResponse:
    """End a turn, or pass one's own on."""
    found = TAKE_PART.find(request.user, pk)
    turns.end_turn(
        found,
        by=request.user,
        whose=whole(request.POST.get("whose", "")) or 0,
        passed="pass" in request.POST,
    )
    return part_after(request, pk, "turns")


@require_POST
def another_round(request: PageRequest, pk: int) -> HttpResponse:
    turns.go_round_again(SEE_CONVERSATION.find(request.user, pk), by=request.user)
    return part_after(request, pk, "turns")


@require_POST
def shared(request: PageRequest, pk: int, note: int) -> HttpResponse:
    writing.share_note(own_note(request, pk, note), by=request.user)
    return part_after(request, pk, "notes")


@require_POST
def all_shared(request: PageRequest, pk: int) -> HttpResponse:
    writing.share_all(SEE_CONVERSATION.find(request.user, pk), by=request.user)
    return part_after(request, pk, "notes")


@require_POST
def headings(request: PageRequest, pk: int) -> HttpResponse:
    """Make a heading; a second try with the same key is the same heading."""
    found = TAKE_PART.find(request.user, pk)
    words, key = request.POST.get("words", ""), forms.read_key(request)
    grouping.make_heading(found, by=request.user, words=words, key=key)
    return part_after(request, pk, "groups")


@require_POST
def heading(request: PageRequest, pk: int, heading: int) -> HttpResponse:
    """Mend a heading, or take an empty one away."""
    found = TAKE_PART.find(request.user, pk)
    standing = get_object_or_404(Heading, conversation=found, pk=heading)
    if "take_away" in request.POST:
        grouping.take_heading_away(standing, by=request.user)
    else:
        grouping.mend_heading(
            standing,
            by=request.user,
            words=request.POST.get("words", ""),
            version=whole(request.POST.get("version", "")) or 0,
        )
    return part_after(request, pk, "groups")


@require_POST
def put(request: PageRequest, pk: int, note: int) -> HttpResponse:
    """Put a note under a heading, or under none."""
    found = TAKE_PART.find(request.user, pk)
    shown = Note.objects.filter(conversation=found, pk=note, shared_at__isnull=False).first()
    if shown is None:
        raise NotThere
    grouping.put_under(
        shown,
        by=request.user,
        heading=whole(request.POST.get("heading", "")),
        was=whole(request.POST.get("was", "")),
    )
    return part_after(request, pk, "groups")


@require_POST
def dots(request: PageRequest, pk: int) -> HttpResponse:
    """Place one's dots: fields named `dots-h3` and `dots-n17` with how many."""
    found = TAKE_PART.find(request.user, pk)
    placed = {}
    for name in request.POST:
        if name.startswith("dots-") and request.POST[name]:
            number = whole(str(request.POST[name]))
            if number is None:
                raise BadInput("Write how many dots as a digit.")
            placed[name.removeprefix("dots-")] = number
    voting.place_dots(found, by=request.user, dots=placed)
    return part_after(request, pk, "vote")


@require_POST
def counted(request: PageRequest, pk: int) -> HttpResponse:
    voting.close_vote(SEE_CONVERSATION.find(request.user, pk), by=request.user)
    return part_after(request, pk, "vote")
