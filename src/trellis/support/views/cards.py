"""What do the catalogue and a role card show, and how is a card published?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from trellis.access.api import CENTRAL_ROLES, scope_of
from trellis.district.api import Department, Role
from trellis.lib.api import BadInput, NotThere
from trellis.support.acts import cards as acts
from trellis.support.acts.asking import ORDINARY, front_desk
from trellis.support.forms import cards as forms
from trellis.support.forms.reading import read_number
from trellis.support.forms.requests import read_department
from trellis.support.models import OFFERED, CardVersion, RoleCard
from trellis.support.permissions.cards import (
    EDIT_CARD,
    SEE_CARD,
    may_choose_front_desk,
    may_read_catalogue,
)
from trellis.support.queries.cards import by_card, card, departments_kept_by, search
from trellis.support.queries.requests import schools_to_ask_for
from trellis.web.api import PageRequest

_ROLES = [(role.value, role.label) for role in Role if role in CENTRAL_ROLES | {Role.COACH}]


@require_GET
def catalogue(request: PageRequest) -> HttpResponse:
    """Browse and search what schools may ask for."""
    scope = scope_of(request.user)
    if not may_read_catalogue(scope):
        raise NotThere
    words = request.GET.get("q", "").strip()[:100]
    found = search(words, seen_by=request.user)
    told = {
        "q": words,
        "found": by_card(found.services),
        "count": len(found.services),
        "nearest": found.nearest,
        "front_desk": front_desk(),
        "may_ask": bool(schools_to_ask_for(request.user)),
        "keeps": departments_kept_by(request.user),
        "may_choose": may_choose_front_desk(scope),
        "why": "you work with schools",
    }
    part = "#found" if request.htmx else ""
    return render(request, f"support/catalogue.html{part}", told)


@require_GET
def role_card(request: PageRequest, key: str) -> HttpResponse:
    """Show one role card, as it holds now or as an earlier version said it."""
    found = _card(request, key)
    versions = list(found.versions.select_related("published_by"))
    number = request.GET.get("version", "")
    version = next(
        (v for v in versions if str(v.number) == number), versions[0] if versions else None
    )
    told = {
        "card": found,
        "version": version,
        "versions": versions,
        "lines": forms.shown_lines(vars(version) if version else {}),
        "services": version.services.all() if version else [],
        "may_ask": bool(schools_to_ask_for(request.user)),
        "may_edit": EDIT_CARD.allows(request.user, found),
        "why": SEE_CARD.why(request.user, found),
    }
    return render(request, "support/card.html", told)


def edit(request: PageRequest, key: str) -> HttpResponse:
    """Show the form of a card; a POST publishes it."""
    found = _card(request, key)
    EDIT_CARD.check(request.user, found)
    holding = found.versions.filter(replaced_at=None).first()
    trouble = ""
    if request.method == "POST":
        try:
            lines, offers = forms.read_card(request.POST)
            version = acts.publish_card(found.pk, by=request.user, lines=lines, offers=offers)
            messages.success(request, f"Published as version {version.number}.")
            return redirect("card", found.key)
        except BadInput as error:
            trouble = error.sentence
    return _form(request, holding, trouble, {"card": found})


def new(request: PageRequest) -> HttpResponse:
    """Show the form of a card that is not there yet; a POST publishes it."""
    keeps = departments_kept_by(request.user)
    if not keeps:
        raise NotThere
    trouble = ""
    if request.method == "POST":
        try:
            lines, offers = forms.read_card(request.POST)
            made = acts.make_card(
                by=request.user,
                department=read_department(request.POST, keeps),
                title=request.POST.get("title", ""),
                role=request.POST.get("role", ""),
                lines=lines,
                offers=offers,
            )
            return redirect("card", made.key)
        except BadInput as error:
            trouble = error.sentence
    return _form(request, None, trouble, {"departments": keeps, "roles": _ROLES})


def desk_choice(request: PageRequest) -> HttpResponse:
    """Choose which department reads what no card offers, and what is promised then."""
    if not may_choose_front_desk(scope_of(request.user)):
        raise NotThere
    departments, trouble, desk = list(Department.objects.all()), "", front_desk()
    if request.method == "POST":
        try:
            acts.choose_front_desk(
                by=request.user,
                department=read_department(request.POST, departments),
                reply_in_days=read_number(request.POST, "reply", of="school days"),
                visit_in_days=read_number(request.POST, "visit", of="school days"),
            )
            return redirect("catalogue")
        except BadInput as error:
            trouble = error.sentence
    reply, visit = (desk.reply_in_days, desk.visit_in_days) if desk else ORDINARY
    told = {
        "departments": departments,
        "desk": desk,
        "reply": request.POST.get("reply", reply),
        "visit": request.POST.get("visit", visit),
        "trouble": trouble,
        "why": "you answer for all departments together",
    }
    return render(request, "support/front_desk.html", told, status=422 if trouble else 200)


def _form(
    request: PageRequest, version: CardVersion | None, trouble: str, more: dict[str, Any]
) -> HttpResponse:
    sent = request.method == "POST"
    said = forms.lines_given(request.POST) if sent else vars(version) if version else {}
    told = {
        "lines": forms.shown_lines(said),
        "rows": forms.rows_given(request.POST) if sent else forms.rows_of(version),
        "kinds": OFFERED,
        "given": request.POST,
        "version": version,
        "trouble": trouble,
        "why": "you publish this department’s cards",
        **more,
    }
    return render(request, "support/card_form.html", told, status=422 if trouble else 200)


def _card(request: PageRequest, key: str) -> RoleCard:
    found = card(key, seen_by=request.user)
    if found is None:
        raise NotThere
    return found
