"""How are the two questions asked, and what is shown of the answers?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import CENTRAL_ROLES, scope_of
from trellis.lib.api import NotThere, TrellisError
from trellis.notices.api import read_about
from trellis.support.acts import feedback as acts
from trellis.support.forms.reading import read_small
from trellis.support.permissions.feedback import ANSWER
from trellis.support.queries.engagements import visit_seen
from trellis.support.queries.feedback import feedback_rate, told_by_department
from trellis.support.rules.feedback import QUESTIONS, STEPS
from trellis.web.api import PageRequest


@require_GET
def results(request: PageRequest) -> HttpResponse:
    """Show what people said of each department's visits, from five answers on."""
    if not scope_of(request.user).has(*CENTRAL_ROLES):
        raise NotThere
    answered, asked = feedback_rate()
    told = {
        "told": told_by_department(seen_by=request.user),
        "answered": answered,
        "asked": asked,
        "why": "you work in the central office, and it speaks of departments, not of people",
    }
    return render(request, "support/feedback.html", told)


def asking(request: PageRequest, pk: int) -> HttpResponse:
    """Ask the two questions about one visit; a POST counts the answers."""
    ask = ANSWER.find(request.user, pk)
    read_about(ask.get_absolute_url(), by=request.user)
    trouble: TrellisError | None = None
    if request.method == "POST":
        given = request.POST
        helped, well_used = read_small(given, "helped"), read_small(given, "well_used")
        try:
            acts.answer(pk, by=request.user, helped=helped, well_used=well_used)
            return redirect("feedback-ask", pk)
        except TrellisError as error:
            trouble = error
    told = {
        "ask": ask,
        "seen": visit_seen(ask.engagement_id, seen_by=request.user),
        "questions": QUESTIONS.items(),
        "answers": list(enumerate(STEPS, start=1)),
        "trouble": trouble.sentence if trouble else "",
        "why": "you were asked; nobody sees what you answer",
    }
    return render(request, "support/ask.html", told, status=trouble.status if trouble else 200)


@require_POST
def not_there(request: PageRequest, pk: int) -> HttpResponse:
    acts.was_not_there(pk, by=request.user)
    return redirect("my-week")
