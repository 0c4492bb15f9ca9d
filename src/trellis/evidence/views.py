"""What do the pages of evidence show?"""

from __future__ import annotations

import csv
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import scope_of
from trellis.evidence import acts, drawing, wording
from trellis.evidence.answering import Answer, answer
from trellis.evidence.choices import choices, complete
from trellis.evidence.models import Finding
from trellis.evidence.permissions import ASKING, SEE_FINDING, check_may_ask, may_pin
from trellis.evidence.queries import frozen
from trellis.evidence.sentence import blanks_of, read_ask, shown_for
from trellis.lib.api import NotThere
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_GET
def explore(request: PageRequest) -> HttpResponse:
    """Ask a question of the data as a sentence with blanks, and see its answer."""
    scope = scope_of(request.user)
    check_may_ask(scope)
    try:
        chosen = choices()
    except NotThere:
        return render(request, "evidence/nothing.html", {"why": ASKING})
    ask = complete(read_ask(request.GET.dict()), chosen)
    told = {
        "ask": ask,
        "blanks": blanks_of(ask, chosen),
        "may_pin": may_pin(scope),
        "mine": Finding.objects.filter(pinned_by=request.user)[:8],
        "why": ASKING,
        **shown_for(ask, key="ask"),
    }
    return render(request, "evidence/explore.html", told)


@require_GET
def as_csv(request: PageRequest) -> HttpResponse:
    """Download the table of a question: the page's own figures, never more."""
    check_may_ask(scope_of(request.user))
    found = answer(complete(read_ask(request.GET.dict()), choices()))
    return _csv(found)


@require_GET
def as_vega(request: PageRequest) -> HttpResponse:
    """Download the chart of a question as a Vega-Lite specification."""
    check_may_ask(scope_of(request.user))
    found = answer(complete(read_ask(request.GET.dict()), choices()))
    spec = JsonResponse(drawing.specification(found))
    spec["Content-Disposition"] = 'attachment; filename="trellis-chart.vl.json"'
    return spec


@require_POST
def pinned(request: PageRequest) -> HttpResponse:
    """Freeze the question that stands on the page."""
    if not may_pin(scope_of(request.user)):
        raise NotThere
    ask = complete(read_ask(request.POST.dict()), choices())
    made = acts.pin(ask, by=request.user, title=request.POST.get("title", ""))
    return redirect(made.get_absolute_url())


@require_GET
def finding(request: PageRequest, key: str) -> HttpResponse:
    """Show a frozen finding, exactly as it was shown when it was pinned."""
    found = SEE_FINDING.among(request.user).filter(key=key).first()
    if found is None:
        raise NotThere
    saw("opened a finding", by=request.user, on=found)
    told = {
        "finding": found,
        "figures": drawing.figures(frozen(found), key=str(found.key)[:8]),
        "about": wording.about(frozen(found)),
        "measure": frozen(found).measure,
        "why": SEE_FINDING.why(request.user, found),
    }
    return render(request, "evidence/finding.html", told)


def _csv(found: Answer) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="trellis-evidence.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    for row in drawing.as_rows(found):
        writer.writerow([_safe(cell) for cell in row])
    hidden = sum(1 for row in found.rows if row["hidden"])
    for line in (*wording.about(found), found.measure.says, f"{hidden} cells not shown"):
        writer.writerow([line])
    return response


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
