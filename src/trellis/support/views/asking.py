"""How does a school ask for help on a page, in under two minutes?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from trellis.district.api import Department
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts import asking
from trellis.support.acts.asking import ORDINARY, Way, front_desk
from trellis.support.forms import requests as forms
from trellis.support.queries.cards import by_card, services
from trellis.support.queries.requests import schools_to_ask_for
from trellis.web.api import PageRequest


def ask(request: PageRequest) -> HttpResponse:
    """Show the form with which a school asks; a POST sends it."""
    schools = schools_to_ask_for(request.user)
    if not schools:
        raise NotThere
    offered = list(services(seen_by=request.user))
    departments = list(Department.objects.all())
    given: dict[str, Any] = {"schools": schools, "services": offered, "departments": departments}
    if request.method != "POST":
        return _form(request, forms.begin(request.GET, **given), given)
    asked = forms.read_ask(request.POST, **given)
    if asked.wrong or asked.school is None:
        return _form(request, asked, given)
    try:
        made = asking.ask(
            by=request.user,
            school=asked.school,
            title=asked.title,
            words=asked.words,
            way=asked.way,
            wanted_by=asked.wanted_by,
            key=asked.key,
        )
    except (BadInput, NotNow) as error:
        asked.wrong["way"] = error.sentence
        return _form(request, asked, given)
    messages.success(request, f"Sent to {made.department.name}.")
    return redirect("support-request", made.pk)


@require_GET
def promised(request: PageRequest) -> HttpResponse:
    """Say, as a part of the form, where a choice goes and what is promised."""
    if not schools_to_ask_for(request.user):
        raise NotThere
    offered, departments = list(services(seen_by=request.user)), list(Department.objects.all())
    way = forms.way_of(request.GET.get("way", ""), offered, departments) or Way()
    return render(request, "support/asking.html#promise", {"promise": _promise(way)})


def _form(request: PageRequest, asked: forms.Asked, given: dict[str, Any]) -> HttpResponse:
    told = {
        "asked": asked,
        "schools": given["schools"],
        "catalogue": by_card(given["services"]),
        "departments": given["departments"],
        "promise": _promise(asked.way),
        "why": "you may ask for help for your school",
    }
    return render(request, "support/asking.html", told, status=422 if asked.wrong else 200)


def _promise(way: Way) -> dict[str, Any]:
    """Where a request of this way would go, and what would be promised."""
    if way.service is not None:
        return {
            "department": way.service.department,
            "reply": way.service.reply_in_days,
            "visit": way.service.visit_in_days,
            "card": way.service.version.card,
        }
    desk = front_desk()
    reply, visit = (desk.reply_in_days, desk.visit_in_days) if desk else ORDINARY
    department = way.department or (desk.department if desk else None)
    return {"department": department, "reply": reply, "visit": visit, "triages": not way.department}
