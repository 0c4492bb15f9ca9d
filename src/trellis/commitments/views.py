"""What does each page and part about promises show?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.commitments import forms, forms_goals, queries, queries_goals, queries_loop
from trellis.commitments.acts import promising as acts
from trellis.commitments.models import Commitment, Part, State
from trellis.commitments.permissions import ANSWER_FOR, CARRY_ON, CONFIRM_PART, SEE_COMMITMENT
from trellis.commitments.permissions_goals import SEE_GOAL
from trellis.conversation.api import SEE_CONVERSATION, TAKE_PART, Conversation, people_of
from trellis.district.api import Person
from trellis.evidence.api import findings_about, findings_seen_by
from trellis.notices.api import read_about
from trellis.trail.api import saw_of_many
from trellis.web.api import PageRequest


@require_GET
def mine(request: PageRequest) -> HttpResponse:
    """List what a person owes and what ended of late."""
    parts = list(queries.parts_owned_by(request.user))
    told = {
        "parts": parts,
        "late": [part for part in parts if part.shown_state == "late"],
        "ended": queries.ended_by(request.user),
        "why": "you own a part of each of these",
    }
    return render(request, "commitments/mine.html", told)


@require_GET
def commitment(request: PageRequest, pk: int) -> HttpResponse:
    """Show one promise whole."""
    found = SEE_COMMITMENT.find(request.user, pk)
    told = _about(request.user, found)
    owners = [row["part"].owner for row in told["parts"]]
    read_about(found.get_absolute_url(), by=request.user)
    saw_of_many("read a promise", by=request.user, on=found, people=owners, reason=told["why"])
    return render(request, "commitments/commitment.html", told)


@require_POST
def done(request: PageRequest, pk: int) -> HttpResponse:
    part = acts.report_done(pk, by=request.user, said=request.POST.get("said", ""))
    return _back(request, part)


@require_POST
def confirmed(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, acts.confirm(pk, by=request.user))


@require_POST
def not_yet(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, acts.not_yet(pk, by=request.user, why=request.POST.get("why", "")))


@require_POST
def adapted(request: PageRequest, pk: int) -> HttpResponse:
    ANSWER_FOR.find(request.user, pk)
    part = acts.adapt(
        pk,
        by=request.user,
        deliverable=request.POST.get("deliverable", ""),
        due_on=forms.read_day(request.POST.get("due_on", ""), of="this part"),
        why=request.POST.get("why", ""),
    )
    return _back(request, part)


@require_POST
def dropped(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, acts.drop(pk, by=request.user, why=request.POST.get("why", "")))


@require_GET
def opening(request: PageRequest, pk: int) -> HttpResponse:
    """Show, as a part of a conversation's page, the promises with which it opens."""
    conversation = SEE_CONVERSATION.find(request.user, pk)
    found = queries.opening_of(conversation, seen_by=request.user)
    looks = queries_loop.looks_for(conversation, seen_by=request.user)
    late = sum(1 for one in found for part in one.parts.all() if part.shown_state == "late")
    told = {"commitments": found, "looks": looks, "late": late}
    return render(request, "commitments/opening.html", told)


def in_conversation(request: PageRequest, pk: int) -> HttpResponse:
    """Show the promises of a conversation with the form for one more; a POST makes one."""
    conversation = SEE_CONVERSATION.find(request.user, pk)
    if request.method == "POST":
        TAKE_PART.find(request.user, pk)
        people = {p.pk: (p, side) for p, side in people_of(conversation)}
        lead, *others = forms.read_owners(request.POST, people)
        look_again = request.POST.get("look_again_on", "")
        goal = forms_goals.chosen_goal(request.POST, "goal", by=request.user)
        acts.promise(
            by=request.user,
            words=request.POST.get("words", ""),
            sign_to_see=request.POST.get("sign_to_see", ""),
            lead=lead,
            co_owners=others,
            school=conversation.school,
            conversation=conversation,
            look_again_on=forms.read_day(look_again, of="looking again") if look_again else None,
            goals=[goal] if goal else [],
            key=forms.read_key(request.POST),
        )
    return _in_conversation(request, conversation)


@require_POST
def no_action(request: PageRequest, pk: int) -> HttpResponse:
    conversation = TAKE_PART.find(request.user, pk)
    acts.end_without_action(conversation, by=request.user, because=request.POST.get("because", ""))
    return _in_conversation(request, conversation)


def _in_conversation(request: PageRequest, conversation: Conversation) -> HttpResponse:
    people = people_of(conversation)
    told = {
        "conversation": conversation,
        "commitments": queries.made_in(conversation),
        "no_action": queries.no_action_of(conversation),
        "school_people": [person for person, side in people if side == "school"],
        "district_people": [person for person, side in people if side == "district"],
        "may_write": conversation.is_running
        and conversation.current.commitments
        and request.user in [person for person, _side in people],
        "rows": range(1, forms.ROWS + 1),
        "goals": queries_goals.goals_seen_by(request.user, school=conversation.school),
        "key": uuid.uuid4(),
    }
    return render(request, "commitments/in_conversation.html", told)


def _more_about(who: Person, found: Commitment) -> dict[str, Any]:
    """What a promise serves, when its evidence is looked at again, and its thread."""
    may_carry_on = CARRY_ON.allows(who, found)
    findings = findings_about(found.school, seen_by=who) if found.school else None
    seen = SEE_GOAL.among(who).filter(aims__commitment=found)
    return {
        "goals": seen.select_related("org", "department").order_by("pk"),
        "looks": queries_loop.looks_seen_by(who).filter(commitment=found),
        "knots": queries_loop.thread_of(found),
        "is_closed": queries_loop.is_closed(found),
        "may_carry_on": may_carry_on,
        "to_serve": queries_goals.goals_to_serve(found, seen_by=who) if may_carry_on else [],
        "findings": (findings or findings_seen_by(who))[:20] if may_carry_on else [],
        "key": uuid.uuid4(),
    }


def _about(who: Person, found: Commitment) -> dict[str, Any]:
    parts = list(
        found.parts.select_related("owner", "confirmed_by").prefetch_related("changes__by")
    )
    answers = set(ANSWER_FOR.among(who).filter(commitment=found).values_list("pk", flat=True))
    confirms = set(CONFIRM_PART.among(who).filter(commitment=found).values_list("pk", flat=True))
    return {
        "commitment": found,
        "parts": [
            {
                "part": part,
                "may_answer": part.pk in answers and part.state in (State.OPEN, State.REPORTED),
                "may_report": part.pk in answers and part.state == State.OPEN,
                "may_confirm": part.pk in confirms and part.state == State.REPORTED,
            }
            for part in parts
        ],
        "why": SEE_COMMITMENT.why(who, found),
        **_more_about(who, found),
    }


def _back(request: PageRequest, part: Part) -> HttpResponse:
    if request.htmx:
        found = SEE_COMMITMENT.find(request.user, part.commitment_id)
        return render(request, "commitments/commitment.html#parts", _about(request.user, found))
    return redirect("commitment", part.commitment_id)
