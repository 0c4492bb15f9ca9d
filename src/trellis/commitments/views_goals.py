"""What do the pages about goals show?"""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import schools_of, scope_of
from trellis.commitments import forms_goals as forms
from trellis.commitments import queries_goals as queries
from trellis.commitments.acts import aiming
from trellis.commitments.models import Goal, GoalEnd
from trellis.commitments.permissions import CARRY_ON
from trellis.commitments.permissions_goals import CHANGE_GOAL, SEE_GOAL
from trellis.commitments.queries_loop import loops
from trellis.district.api import Department, Role
from trellis.evidence.api import findings_seen_by, frozen, marks_of
from trellis.lib.api import BadInput, NotThere, whole
from trellis.trail.api import saw
from trellis.web.api import PageRequest

MOST_FINDINGS = 40
OWNERS = [(role.value, role.label) for role in Role if role != Role.BOARD_OBSERVER]


@require_GET
def goals(request: PageRequest) -> HttpResponse:
    """Show how goals hang together, from the district down or from a team up."""
    scope = scope_of(request.user)
    if scope.is_empty:
        raise NotThere
    schools = schools_of(scope)
    school = next((one for one in schools if one.key == request.GET.get("school")), None)
    told = {
        "cascade": queries.cascade(seen_by=request.user, school=school),
        "up": request.GET.get("way") == "up",
        "school": school,
        "schools": schools,
        "loops": loops(seen_by=request.user, school=school),
        "may_set": queries.places_for_goals(request.user).exists(),
        "why": "these are goals of the district, and of schools whose pages you may open",
    }
    return render(request, "commitments/goals.html", told)


def new(request: PageRequest) -> HttpResponse:
    """Show the form with which a goal is set; a POST sets it."""
    places = list(queries.places_for_goals(request.user))
    if not places:
        raise NotThere
    given = request.POST if request.method == "POST" else request.GET
    place = next((one for one in places if one.key == given.get("place")), places[0])
    trouble = ""
    if request.method == "POST":
        try:
            read = forms.read_goal(given, by=request.user)
            return redirect("goal", aiming.set_goal(by=request.user, org=place, **read).pk)
        except BadInput as error:
            trouble = error.sentence
    finding = forms.chosen_finding(given, by=request.user)
    above = Goal(org=place, team="any") if place.kind == "school" else Goal(org=place)
    told = {
        "may_set_for": places,
        "place": place,
        "given": given,
        "findings": findings_seen_by(request.user)[:MOST_FINDINGS],
        "finding": finding,
        "marks": marks_of(frozen(finding)) if finding else [],
        "parents": queries.goals_above(above, seen_by=request.user),
        "owners": OWNERS,
        "departments": Department.objects.all(),
        "ways": Goal.Way.choices,
        "trouble": trouble,
        "key": given.get("key") or uuid.uuid4(),
        "why": "you may set goals for this place",
    }
    return render(request, "commitments/goal_new.html", told, status=422 if trouble else 200)


@require_GET
def goal(request: PageRequest, pk: int) -> HttpResponse:
    """Show one goal: its number then and now, what it serves, what serves it."""
    found = SEE_GOAL.find(request.user, pk)
    saw("read a goal", by=request.user, on=found)
    may_change = CHANGE_GOAL.allows(request.user, found) and found.stands
    told = {
        "goal": found,
        "standing": queries.standing_of(found),
        "below": SEE_GOAL.among(request.user).filter(parent=found).select_related("org"),
        "promises": queries.promises_of(found, seen_by=request.user),
        "may_change": may_change,
        "above": queries.goals_above(found, seen_by=request.user) if may_change else [],
        "ends": GoalEnd.How.choices,
        "why": SEE_GOAL.why(request.user, found),
    }
    return render(request, "commitments/goal.html", told)


@require_POST
def serves(request: PageRequest, pk: int) -> HttpResponse:
    CHANGE_GOAL.find(request.user, pk)
    parent = forms.chosen_goal(request.POST, "parent", by=request.user)
    aiming.serve(pk, by=request.user, parent=parent)
    return redirect("goal", pk)


@require_POST
def ended(request: PageRequest, pk: int) -> HttpResponse:
    how, why = request.POST.get("how", ""), request.POST.get("why", "")
    aiming.end_goal(pk, by=request.user, how=how, why=why)
    return redirect("goal", pk)


@require_POST
def of_commitment(request: PageRequest, pk: int) -> HttpResponse:
    """Say that a promise serves a goal, or that it does not after all."""
    CARRY_ON.find(request.user, pk)
    not_this = whole(request.POST.get("not", ""))
    if not_this is not None:
        aiming.no_longer_aim(pk, by=request.user, goal_id=not_this)
        return redirect("commitment", pk)
    chosen = forms.chosen_goal(request.POST, "goal", by=request.user)
    if chosen is None:
        raise BadInput("Choose the goal that this promise serves.")
    aiming.aim(pk, by=request.user, goal=chosen)
    return redirect("commitment", pk)
