"""What do the page parts about predictions show?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from trellis.access.api import schools_of, scope_of
from trellis.conversation.acts.predicting import say_which_figure
from trellis.conversation.calibration import calibration
from trellis.conversation.models import Note
from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.rules import may_be_written
from trellis.conversation.rules_predictions import figures_to_predict
from trellis.lib.api import NotThere
from trellis.web.api import PageRequest


def which_figure(request: PageRequest, pk: int) -> HttpResponse:
    """Ask, beside one's own predicted number, which figure it is about; a POST keeps it."""
    if request.method == "POST":
        note = say_which_figure(pk, by=request.user, mark=request.POST.get("mark", ""))
        if not request.htmx:
            return redirect("conversation", note.conversation_id)
    note = _own(request, pk)
    asks = may_be_written(note.conversation, "prediction") and note.number is not None
    told = {"note": note, "figures": figures_to_predict(note.conversation) if asks else []}
    return render(request, "conversation/which_figure.html", told)


@require_GET
def calibrated(request: PageRequest) -> HttpResponse:
    """Show how near the predictions of a group came to what was shown."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    schools = schools_of(scope)
    key = request.GET.get("school", "")
    school = next((one for one in schools if one.key == key), None)
    if key and school is None:
        raise NotThere
    if school is None and len(schools) == 1:
        school = schools[0]
    told = {"school": school, "found": calibration(seen_by=request.user, school=school)}
    return render(request, "conversation/calibration.html", told)


def _own(request: PageRequest, pk: int) -> Note:
    rows = Note.objects.filter(author=request.user, kind="prediction", withdrawn_at=None)
    note = rows.filter(conversation__in=TAKE_PART.among(request.user).values("pk"), pk=pk).first()
    if note is None:
        raise NotThere
    return note
