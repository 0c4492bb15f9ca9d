"""What does a request's page show, and what can each side do there?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import SEE_SCHOOL, scope_of
from trellis.district.api import Department, Person, central_staff, school_days
from trellis.lib.api import BadInput, NotThere, listed
from trellis.notices.api import read_about
from trellis.support.acts import answering, asking, closing, taking_up
from trellis.support.forms.reading import read_key
from trellis.support.forms.requests import read_department
from trellis.support.models import State, SupportRequest
from trellis.support.permissions.requests import (
    ANSWER,
    ASK_ALSO,
    HAND_OVER,
    OFFER_HELP,
    SEE_REQUEST,
    SPEAK_FOR_ASKER,
    TAKE_UP,
)
from trellis.support.queries.clocks import Standing, standing
from trellis.support.queries.help_wanted import promise_of
from trellis.support.queries.requests import request_seen_by, requests_of, schools_to_ask_for
from trellis.support.queries.thread import thread
from trellis.support.rules.requests import NEXT
from trellis.support.wording import answer_of, days_off
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_GET
def support(request: PageRequest) -> HttpResponse:
    """Lead a person to what she looks for: her school's requests, or the desk."""
    scope = scope_of(request.user)
    if scope.whole_district:
        return redirect("desk")
    school = SEE_SCHOOL.among(request.user).order_by("name").first()
    if school is None:
        raise NotThere
    return redirect("school-requests", school.key)


@require_GET
def school_requests(request: PageRequest, key: str) -> HttpResponse:
    """List what a school asked, the same for both sides."""
    school = SEE_SCHOOL.among(request.user).filter(key=key).first()
    if school is None:
        raise NotThere
    rows = requests_of(school, seen_by=request.user)
    told = {
        "school": school,
        "with_us": [one for one in rows if one.waits],
        "with_school": [one for one in rows if one.request.is_open and not one.waits],
        "ended": [one for one in reversed(rows) if not one.request.is_open],
        "late": sum(1 for one in rows if one.is_late),
        "may_ask": school in schools_to_ask_for(request.user),
        "why": SEE_SCHOOL.why(request.user, school),
    }
    return render(request, "support/school_requests.html", told)


@require_GET
def support_request(request: PageRequest, pk: int) -> HttpResponse:
    """Show one request whole."""
    found = request_seen_by(request.user, pk)
    saw("opened a request", by=request.user, on=found)
    read_about(found.get_absolute_url(), by=request.user)
    return render(request, "support/request.html", _about(request.user, found))


@require_POST
def taken_up(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, taking_up.take_up(pk, by=request.user).pk)


@require_POST
def helpers(request: PageRequest, pk: int) -> HttpResponse:
    """Join as a helper, or bring in a colleague."""
    number = request.POST.get("person", "")
    person = central_staff().filter(pk=number).first() if number.isdigit() else None
    return _back(request, taking_up.add_helper(pk, by=request.user, person=person).request_id)


@require_POST
def handed_over(request: PageRequest, pk: int) -> HttpResponse:
    HAND_OVER.find(request.user, pk)
    department = read_department(request.POST, list(Department.objects.all()))
    why = request.POST.get("why", "")
    taking_up.hand_over(pk, by=request.user, department=department, why=why)
    return _back(request, pk)


@require_POST
def also(request: PageRequest, pk: int) -> HttpResponse:
    ASK_ALSO.find(request.user, pk)
    department = read_department(request.POST, list(Department.objects.all()))
    why = request.POST.get("why", "")
    asking.ask_also(pk, by=request.user, department=department, why=why)
    return _back(request, pk)


@require_POST
def written(request: PageRequest, pk: int) -> HttpResponse:
    given = request.POST
    answering.write(pk, by=request.user, words=given.get("words", ""), key=read_key(given))
    return _back(request, pk)


@require_POST
def helped(request: PageRequest, pk: int) -> HttpResponse:
    """Say that it is answered, or that somebody came."""
    acts = {"answered": answering.answered, "visited": answering.visited}
    ANSWER.find(request.user, pk)
    act = acts.get(request.POST.get("how", ""))
    if act is None:
        raise BadInput("Say whether it is answered, or whether somebody came.")
    return _back(request, act(pk, by=request.user, said=request.POST.get("words", "")).pk)


@require_POST
def closed(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, closing.close(pk, by=request.user, said=request.POST.get("why", "")).pk)


@require_POST
def not_yet(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, closing.not_yet(pk, by=request.user, why=request.POST.get("why", "")).pk)


@require_POST
def reopened(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, closing.reopen(pk, by=request.user, why=request.POST.get("why", "")).pk)


@require_POST
def withdrawn(request: PageRequest, pk: int) -> HttpResponse:
    return _back(request, asking.withdraw(pk, by=request.user, why=request.POST.get("why", "")).pk)


def _about(who: Person, found: SupportRequest) -> dict[str, Any]:
    stands = standing(found)
    helpers = list(found.helpers.select_related("person", "department"))
    return {
        "asked": found,
        "stands": stands,
        "answer": answer_of(stands, seen_by=who),
        "thread": thread(stands),
        "promise": promise_of(found),
        "helpers": helpers,
        "days_off": days_off(found),
        "goes_to": _goes_to(who, found, [helper.person for helper in helpers]),
        "wanted_in": _days_until_wanted(found),
        "departments": Department.objects.exclude(pk=found.department_id),
        "why": SEE_REQUEST.why(who, found),
        "why_more": "Everybody at the school and the whole central office read the same thread.",
        **_acts(who, stands, {helper.person_id for helper in helpers}),
    }


def _acts(who: Person, stands: Standing, helping: set[int]) -> dict[str, Any]:
    """What she can do here now: she may, and the state is one from which it goes on."""
    found, state = stands.request, stands.request.state
    speaks, answers = SPEAK_FOR_ASKER.allows(who, found), ANSWER.allows(who, found)
    hands_over = HAND_OVER.allows(who, found) and state in (State.ASKED, State.TAKEN_UP)
    leads = found.lead_id == who.pk
    return {
        "may_take_up": state == State.ASKED and TAKE_UP.allows(who, found),
        "may_help": found.is_open
        and not leads
        and who.pk not in helping
        and OFFER_HELP.allows(who, found),
        "may_answer": answers and state == State.TAKEN_UP,
        "colleagues": central_staff().exclude(pk__in={who.pk, *helping})
        if answers and found.is_open
        else [],
        "may_hand_over": hands_over,
        "may_ask_also": found.is_open and ASK_ALSO.allows(who, found),
        "may_close": speaks and State.CLOSED in NEXT[state],
        "may_say_not_yet": speaks and state in (State.ANSWERED, State.VISITED),
        "may_reopen": speaks and state == State.CLOSED,
        "may_withdraw": speaks and State.WITHDRAWN in NEXT[state],
        "leads": leads,
    }


def _goes_to(who: Person, found: SupportRequest, helpers: list[Person]) -> str:
    """Name who is told of her words."""
    people = [*([found.lead] if found.lead else []), *helpers, found.asked_by]
    names = [] if found.lead else [found.department.name]
    return listed(names + [one.name for one in people if one != who]) or "whoever opens this page"


def _days_until_wanted(found: SupportRequest) -> int | None:
    today = timezone.localdate()
    if found.wanted_by is None or found.wanted_by <= today or not found.is_open:
        return None
    tomorrow = today + timedelta(days=1)
    return len(school_days(tomorrow, found.wanted_by, school=found.school))


def _back(request: PageRequest, pk: int) -> HttpResponse:
    if not request.htmx:
        return redirect("support-request", pk)
    found = request_seen_by(request.user, pk)
    return render(request, "support/request.html#request", _about(request.user, found))
