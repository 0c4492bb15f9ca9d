"""How is a conversation planned on a page?"""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from trellis.access.api import schools_of, scope_of
from trellis.conversation import forms
from trellis.conversation.acts.planning import call_off, invite, plan
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION, may_plan
from trellis.conversation.ways import ways_to_talk
from trellis.district.api import Person, central_staff, staff_of, working_title
from trellis.evidence.api import findings_about, findings_seen_by
from trellis.lib.api import BadInput, NotThere, whole
from trellis.web.api import PageRequest


def planning(request: PageRequest) -> HttpResponse:
    """Show the form for a new conversation; a POST plans it."""
    scope = scope_of(request.user)
    if not may_plan(scope):
        raise NotThere
    schools = list(schools_of(scope))
    given = request.POST if request.method == "POST" else request.GET
    school = next((one for one in schools if one.key == given.get("school")), None)
    if school is None and schools:
        school = schools[0]
    staff = list(staff_of(school)) if school else []
    central = [one for one in central_staff() if one not in staff]
    people = {one.pk: one for one in (*staff, *central)}
    trouble = ""
    if request.method == "POST":
        try:
            chosen = [people[n] for n in forms.read_numbers(given, "people") if n in people]
            findings = findings_seen_by(request.user).filter(
                pk__in=forms.read_numbers(given, "findings")
            )
            leads = whole(given.get("facilitator", ""))
            presents = whole(given.get("presenter", ""))
            made = plan(
                by=request.user,
                question=given.get("question", ""),
                protocol_key=given.get("protocol", ""),
                planned_for=forms.read_moment(given.get("day", ""), given.get("clock", "")),
                school=school,
                people=chosen,
                facilitator=people.get(leads) if leads else None,
                parts=forms.read_parts(given, people),
                findings=list(findings),
                place=given.get("place", ""),
                key=forms.read_key(request),
                presenter=people.get(presents) if presents else None,
            )
            return redirect("conversation", made.pk)
        except BadInput as error:
            trouble = error.sentence
    told = {
        "schools": schools,
        "school": school,
        "staff": _named(staff, request.user),
        "central": _named(central, request.user),
        "findings": _findings(request.user, school),
        "protocols": ways_to_talk().values(),
        "given": given,
        "chosen_people": set(forms.read_numbers(given, "people")) if trouble else set(),
        "chosen_findings": set(forms.read_numbers(given, "findings")),
        "today": timezone.localdate().isoformat(),
        "trouble": trouble,
        "key": uuid.uuid4(),
        "why": "you work with schools",
    }
    return render(request, "conversation/plan.html", told, status=422 if trouble else 200)


def _named(people: list[Person], me: Person) -> list[tuple[Person, str]]:
    return [(one, working_title(one)) for one in people if one != me]


def _findings(person: Person, school: object) -> list[object]:
    about = list(findings_about(school, seen_by=person)[:20]) if school else []  # type: ignore[arg-type]
    return about or list(findings_seen_by(person)[:20])


@require_POST
def called_off(request: PageRequest, pk: int) -> HttpResponse:
    found = SEE_CONVERSATION.find(request.user, pk)
    FACILITATE.check(request.user, found)
    call_off(found, by=request.user)
    return redirect("conversations")


@require_POST
def invited(request: PageRequest, pk: int) -> HttpResponse:
    """Ask one more person who works at the school or in the central office."""
    found = SEE_CONVERSATION.find(request.user, pk)
    FACILITATE.check(request.user, found)
    staff = [*(staff_of(found.school) if found.school else []), *central_staff()]
    wanted = request.POST.get("person", "")
    person = next((one for one in staff if str(one.pk) == wanted), None)
    if person is None:
        raise BadInput("Choose somebody of the school or of the central office.")
    invite(found, by=request.user, person=person)
    return redirect("conversation", pk)
