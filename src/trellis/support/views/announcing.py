"""How is a visit announced on a page, and what does it show when others come that day too?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from trellis.access.api import schools_of, scope_of
from trellis.district.api import Org, Role, central_staff, staff_of
from trellis.lib.api import NotThere, TrellisError
from trellis.support.acts import engagements as acts
from trellis.support.forms import engagements as forms
from trellis.support.forms import reading
from trellis.support.models import (
    BETWEEN_TWO,
    CLASS_OF,
    UNDER_AGREEMENT,
    Class,
    CoachRole,
    Hat,
    Kind,
    Mode,
    Started,
)
from trellis.support.permissions.engagements import (
    JOIN_VISIT,
    may_come,
)
from trellis.support.permissions.measures import names_schools
from trellis.support.queries.calendar import what_is_in_the_way
from trellis.support.queries.engagements import as_seen
from trellis.support.queries.people import open_requests_of, unit_of
from trellis.support.rules.calendar import Collision
from trellis.web.api import PageRequest


def announcing(request: PageRequest) -> HttpResponse:
    """Show the form that announces a visit; a POST announces it, or shows what is in the way."""
    scope = scope_of(request.user)
    if not may_come(scope):
        raise NotThere
    schools = {one.key: one for one in schools_of(scope)}
    given = request.POST if request.method == "POST" else request.GET
    school = schools.get(given.get("school", "")) or next(iter(schools.values()), None)
    if school is None:
        raise NotThere
    if request.method != "POST":
        return _form(request, school, schools, given)
    offered = _offered(school, request)
    try:
        plan = forms.read_plan(given, school=school, **offered)
        made = acts.announce(
            plan,
            by=request.user,
            beside=reading.read_numbers(given, "beside"),
            key=reading.read_key(given),
        )
    except TrellisError as error:
        return _form(request, school, schools, given, trouble=error)
    return redirect("visit", made.pk)


def _form(
    request: PageRequest,
    school: Org,
    schools: dict[str, Org],
    given: QueryDict,
    *,
    trouble: TrellisError | None = None,
) -> HttpResponse:
    offered = _offered(school, request)
    way = _way_of(request, school, given)
    told = {
        "school": school,
        "schools": schools.values(),
        "given": given,
        "staff": offered["staff"].values(),
        "central": [one for one in offered["central"].values() if one != request.user],
        "helpers": [*reading.read_numbers(given, "helpers"), 0, 0][:3],
        "requests": offered["requests"].values(),
        "kinds": kinds_by_class(announced=True),
        "between_two": [Kind(k).label for k in BETWEEN_TWO],
        "hats": Hat.choices,
        "modes": Mode.choices,
        "starts": [one for one in Started.choices if one[0] != Started.REQUIRED],
        "coach_roles": CoachRole.choices if scope_of(request.user).has(Role.COACH) else (),
        "chosen_roles": given.getlist("coach_roles"),
        "key": given.get("key") or uuid.uuid4(),
        "today": timezone.localdate().isoformat(),
        "trouble": trouble.sentence if trouble else "",
        "way": way,
        "compares": names_schools(scope_of(request.user)),
        "why": "you visit schools",
    }
    return render(request, "support/announce.html", told, status=trouble.status if trouble else 200)


def kinds_by_class(*, announced: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Offer the kinds by class; what is written under an agreement only is left out."""
    shown = [k for k in Kind if k not in UNDER_AGREEMENT]
    shapes = [s for s in Class if announced or s != Class.REQUIRED]
    return [
        (shape.label, [(k.value, k.label) for k in shown if CLASS_OF[k] == shape])
        for shape in shapes
    ]


def way_shown(request: PageRequest, found: Collision) -> dict[str, Any]:
    """Prepare what is in the way for a page: whom she may join, which days are free."""
    seen = as_seen(found.visits, seen_by=request.user)
    may = set(
        JOIN_VISIT.among(request.user)
        .filter(pk__in=[v.pk for v in found.visits])
        .values_list("pk", flat=True)
    )
    return {
        "day": found.day,
        "blackout": found.blackout,
        "free": found.free,
        "visits": [(one, one.visit.pk in may) for one in seen],
    }


def _offered(school: Org, request: PageRequest) -> dict[str, Any]:
    return {
        "staff": {one.pk: one for one in staff_of(school).order_by("name")},
        "central": {one.pk: one for one in central_staff().order_by("name")},
        "requests": {one.pk: one for one in open_requests_of(school, seen_by=request.user)},
    }


def _way_of(request: PageRequest, school: Org, given: QueryDict) -> dict[str, Any] | None:
    """What is in the way on the day that stands in the form, if one does."""
    if not given.get("day") or not given.get("clock"):
        return None
    try:
        start, _end = reading.read_span(given)
    except TrellisError:
        return None
    found = what_is_in_the_way(school, start, units=[unit_of(request.user)[1]])
    return way_shown(request, found) if found else None
