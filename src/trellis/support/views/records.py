"""How is a visit written down in under a minute, answered, put right, added by the school?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import SEE_SCHOOL, schools_of, scope_of
from trellis.district.api import Org, Person, central_staff, staff_of
from trellis.lib.api import BadInput, NotThere, TrellisError, clock, day
from trellis.support.acts import record_answers as answers
from trellis.support.acts import records as acts
from trellis.support.forms import engagements as forms
from trellis.support.forms import reading
from trellis.support.models import Engagement, Hat, Mode, Started
from trellis.support.permissions.engagements import COME, may_come, speaks_for
from trellis.support.queries.engagements import (
    Seen,
    ledger_of,
    logs_to_write,
    visit_seen,
    visits_of,
)
from trellis.support.views.announcing import kinds_by_class
from trellis.web.api import PageRequest


def log(request: PageRequest) -> HttpResponse:
    """Show the short form; a POST writes a visit down, announced or not."""
    if not may_come(scope_of(request.user)):
        raise NotThere
    if request.method != "POST":
        return _form(request, request.GET)
    if request.headers.get("Accept", "").startswith("application/json"):
        found = _written(request)
        return JsonResponse({"where": found.get_absolute_url()})
    try:
        found = _written(request)
    except TrellisError as error:
        return _form(request, request.POST, trouble=error)
    return redirect("visit", found.pk)


@require_GET
def lists(request: PageRequest) -> JsonResponse:
    """Give a browser what it needs to write a log without a connection, and a fresh token.

    Schools, kinds and her own visits of these days; no other person's name.
    """
    if not may_come(scope_of(request.user)):
        raise NotThere
    return JsonResponse(
        {
            "me": request.user.pk,
            "token": get_token(request),
            "schools": [[one.key, one.name] for one in schools_of(scope_of(request.user))],
            "kinds": kinds_by_class(announced=True),
            "visits": [[one.visit.pk, _line(one)] for one in _mine_now(request.user)],
        }
    )


@require_POST
def put_right(request: PageRequest, pk: int) -> HttpResponse:
    found = COME.find(request.user, pk)
    written = forms.read_log(request.POST, visit=found, by=request.user, staff={})
    acts.put_right(
        pk,
        written,
        by=request.user,
        was=request.POST.get("was", ""),
        key=reading.read_key(request.POST),
    )
    return redirect("visit", pk)


@require_POST
def answered(request: PageRequest, pk: int) -> HttpResponse:
    given = request.POST
    found = answers.say_if_fair(
        pk,
        by=request.user,
        state=given.get("state", ""),
        words=given.get("words", ""),
        started=given.get("started", ""),
    )
    back = given.get("back", "")
    if back in ("week", "today"):
        return redirect("my-week" if back == "week" else "today")
    return redirect("visit", found.pk)


@require_POST
def kind(request: PageRequest, pk: int) -> HttpResponse:
    given = request.POST
    made = answers.reclassify(
        pk, by=request.user, kind=given.get("kind", ""), why=given.get("why", "")
    )
    return redirect("visit", made.engagement_id)


@require_POST
def follow_up_ended(request: PageRequest, pk: int) -> HttpResponse:
    given = request.POST
    why = given.get("why", "")
    if given.get("how") == "dropped" and len(why.strip()) < 3:
        raise BadInput("Say why it is dropped; the others will read it.")
    found = answers.end_follow_up(
        pk, by=request.user, why_dropped=why if given.get("how") == "dropped" else ""
    )
    return redirect("visit", found.engagement_id)


@require_GET
def school_visits(request: PageRequest, key: str) -> HttpResponse:
    """List what was done at a school; who speaks for it may add what was forgotten."""
    return _ledger(request, _school(request, key), request.GET)


@require_POST
def added(request: PageRequest, key: str) -> HttpResponse:
    """Add, from the school's side, a visit that the district forgot."""
    school = _school(request, key)
    if not speaks_for(scope_of(request.user), school.pk):
        raise NotThere
    given = request.POST.copy()
    given["school"] = key
    people = {one.pk: one for one in central_staff()}
    chosen = given.get("visitor", "")
    try:
        if not chosen.isdigit() or int(chosen) not in people:
            raise BadInput("Say who came.")
        found = acts.add_from_school(
            forms.read_unannounced(given, schools={key: school}, staff={}),
            forms.read_log(given, visit=None, by=request.user, staff={}),
            visitor=people[int(chosen)],
            by=request.user,
            key=reading.read_key(given),
        )
    except TrellisError as error:
        return _ledger(request, school, given, trouble=error)
    return redirect("visit", found.pk)


def _written(request: PageRequest) -> Engagement:
    given, by = request.POST, request.user
    key = reading.read_key(given)
    chosen = given.get("visit", "")
    if chosen.isdigit():
        visit = COME.find(by, int(chosen))
        staff = _staff(visit.school)
        written = forms.read_log(given, visit=visit, by=by, staff=staff)
        return acts.log_visit(visit.pk, written, by=by, key=key)
    schools = {one.key: one for one in schools_of(scope_of(by))}
    school = schools.get(given.get("school", ""))
    staff = _staff(school) if school else {}
    seen = forms.read_unannounced(given, schools=schools, staff=staff)
    written = forms.read_log(given, visit=None, by=by, staff=staff)
    return acts.log_unannounced(seen, written, by=by, key=key)


def _form(
    request: PageRequest, given: QueryDict, *, trouble: TrellisError | None = None
) -> HttpResponse:
    mine = _mine_now(request.user, also=given.get("visit", ""))
    schools = schools_of(scope_of(request.user))
    chosen = next((one for one in mine if str(one.visit.pk) == given.get("visit", "")), None)
    school = (
        chosen.visit.school
        if chosen
        else next((one for one in schools if one.key == given.get("school", "")), None)
    )
    told = {
        "given": given,
        "mine": [(one, _line(one)) for one in mine],
        "chosen": chosen,
        "schools": schools,
        "school": school,
        "staff": list(_staff(school).values()) if school else [],
        "kinds": kinds_by_class(announced=True),
        "hats": Hat.choices,
        "modes": Mode.choices,
        "starts": [one for one in Started.choices if one[0] != Started.REQUIRED],
        "minutes": (15, 30, 45, 60, 90),
        "present": forms.PRESENT,
        "key": given.get("key") or uuid.uuid4(),
        "trouble": trouble.sentence if trouble else "",
        "why": "you visit schools",
    }
    return render(request, "support/log.html", told, status=trouble.status if trouble else 200)


def _mine_now(person: Person, *, also: str = "") -> list[Seen]:
    """Her visits that wait to be written down, those of today, and the one she came here for."""
    today = timezone.localdate()
    found = {one.visit.pk: one for one in logs_to_write(person)}
    for one in visits_of(person, from_day=today, to_day=today):
        if one.visit.is_ahead and one.visit.with_person_id != person.pk:
            found.setdefault(one.visit.pk, one)
    if also.isdigit() and int(also) not in found:
        chosen = visit_seen(COME.find(person, int(also)).pk, seen_by=person)
        if chosen.visit.is_ahead:
            found[chosen.visit.pk] = chosen
    return list(found.values())


def _line(seen: Seen) -> str:
    at = timezone.localtime(seen.visit.planned_start)
    said = f"{day(at.date())}, {clock(at)}, {seen.visit.school.short_name}"
    return f"{said}: {seen.purpose}"[:120]


def _staff(school: Org) -> dict[int, Person]:
    return {one.pk: one for one in staff_of(school).order_by("name")}


def _school(request: PageRequest, key: str) -> Org:
    found: Org | None = SEE_SCHOOL.among(request.user).filter(key=key).first()
    if found is None:
        raise NotThere
    return found


def _ledger(
    request: PageRequest, school: Org, given: QueryDict, *, trouble: TrellisError | None = None
) -> HttpResponse:
    rows = ledger_of(school, seen_by=request.user)
    told: dict[str, Any] = {
        "school": school,
        "rows": rows[:200],
        "more": max(0, len(rows) - 200),
        "may_add": speaks_for(scope_of(request.user), school.pk),
        "central": central_staff().order_by("name"),
        "kinds": kinds_by_class(announced=False),
        "starts": [one for one in Started.choices if one[0] != Started.REQUIRED],
        "given": given,
        "key": given.get("key") or uuid.uuid4(),
        "today": timezone.localdate().isoformat(),
        "trouble": trouble.sentence if trouble else "",
        "why": SEE_SCHOOL.why(request.user, school),
    }
    status = trouble.status if trouble else 200
    return render(request, "support/school_visits.html", told, status=status)
