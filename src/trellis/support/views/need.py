"""What does the page of the need index show, and who publishes it anew?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trellis.access.api import scope_of
from trellis.lib.api import NotThere
from trellis.support.acts.need import publish_need
from trellis.support.models import NeedEdition
from trellis.support.permissions.cards import may_publish_need, may_read_catalogue
from trellis.support.queries.need import newest_need
from trellis.support.rules.need import DEFINITION, PARTS
from trellis.web.api import PageRequest


def need(request: PageRequest) -> HttpResponse:
    """Show the index that holds, its definition and its editions; a POST publishes a new one."""
    scope = scope_of(request.user)
    if request.method == "POST":
        if not may_publish_need(scope):
            raise NotThere
        made = publish_need(by=request.user)
        messages.success(request, f"Published as version {made.version}.")
        return redirect("need")
    if not may_read_catalogue(scope):
        raise NotThere
    edition = newest_need()
    told = {
        "edition": edition,
        "rows": [
            (row, _signed(row.value), [row.basis.get(part) for part in PARTS])
            for row in (edition.schools.select_related("school") if edition else ())
        ],
        "parts": PARTS.values(),
        "definition": edition.definition if edition else DEFINITION,
        "editions": NeedEdition.objects.select_related("published_by", "publication"),
        "may_publish": may_publish_need(scope),
        "why": "you work with schools; these figures passed the gate for small groups",
    }
    return render(request, "support/need.html", told)


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}".replace("-", "−")
