"""What do pages show when the evidence of a promise is looked at again?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.commitments import forms, forms_goals, queries_loop
from trellis.commitments.acts import looking
from trellis.commitments.models import Look
from trellis.commitments.permissions import CARRY_ON
from trellis.commitments.permissions_goals import SAY_WHAT_CHANGED, SEE_LOOK
from trellis.district.api import Person
from trellis.evidence.api import Finding, about, figures, frozen, published_between, then_and_now
from trellis.lib.api import BadInput
from trellis.notices.api import read_about
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_POST
def of_commitment(request: PageRequest, pk: int) -> HttpResponse:
    """Choose a finding and the day on which it is looked at again."""
    CARRY_ON.find(request.user, pk)
    finding = forms_goals.chosen_finding(request.POST, by=request.user)
    if finding is None:
        raise BadInput("Choose the finding that you will look at again.")
    looking.agree_to_look(
        pk,
        by=request.user,
        finding=finding,
        on=forms.read_day(request.POST.get("on", ""), of="looking again"),
        key=forms.read_key(request.POST),
    )
    return redirect("commitment", pk)


@require_GET
def look(request: PageRequest, pk: int) -> HttpResponse:
    """Show the evidence then and, once somebody looked, now."""
    found = SEE_LOOK.find(request.user, pk)
    saw("read evidence then and now", by=request.user, on=found)
    read_about(found.get_absolute_url(), by=request.user)
    return render(request, "commitments/look.html", _about(request.user, found))


@require_POST
def now(request: PageRequest, pk: int) -> HttpResponse:
    """Pin a fresh answer beside the old one."""
    found = looking.look(pk, by=request.user)
    if request.htmx:
        told = _about(request.user, found)
        return render(request, "commitments/look.html#pair", told)
    return redirect("look", pk)


@require_POST
def said(request: PageRequest, pk: int) -> HttpResponse:
    given = request.POST
    looking.say_what_changed(
        pk,
        by=request.user,
        verdict=given.get("verdict", ""),
        said=given.get("said", ""),
        practice=given.get("practice", ""),
    )
    return redirect("look", pk)


def _about(who: Person, found: Look) -> dict[str, Any]:
    row = queries_loop.looks_seen_by(who).get(pk=found.pk)
    told: dict[str, Any] = {
        "look": row,
        "then": _shown(row.then, f"then{row.pk}"),
        "verdicts": Look.Verdict.choices,
        "may_say": row.now is not None and not row.verdict and SAY_WHAT_CHANGED.allows(who, row),
        "why": SEE_LOOK.why(who, row),
    }
    if row.now is not None:
        between = list(published_between(row.then, row.now))
        told |= {
            "now": _shown(row.now, f"now{row.pk}"),
            "between": between,
            "moved": then_and_now(frozen(row.then), frozen(row.now)) if between else [],
            "counts_otherwise": row.then.measure_version != row.now.measure_version,
        }
    return told


def _shown(finding: Finding, key: str) -> dict[str, Any]:
    answered = frozen(finding)
    return {"finding": finding, "figures": figures(answered, key=key), "about": about(answered)}
