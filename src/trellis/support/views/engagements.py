"""What does a visit's page show, and how is a visit answered, moved, joined?"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.notices.api import read_about
from trellis.support.acts import answers
from trellis.support.acts import engagements as acts
from trellis.support.acts.records import edition
from trellis.support.forms import reading
from trellis.support.models import (
    Class,
    Openness,
    Started,
)
from trellis.support.permissions.engagements import (
    COME,
    END_FOLLOW_UP,
    JOIN_VISIT,
    RECLASSIFY,
    SAY_IF_FAIR,
    SEE_VISIT,
    SPEAK_FOR_SCHOOL,
)
from trellis.support.queries.calendar import what_is_in_the_way
from trellis.support.queries.engagements import travel_minutes, visit_seen
from trellis.support.views.announcing import kinds_by_class, way_shown
from trellis.trail.api import saw
from trellis.web.api import PageRequest


@require_GET
def visit(request: PageRequest, pk: int) -> HttpResponse:
    """Show one visit: when, who, why; what the school said; what was done; what follows."""
    return _page(request, pk)


@require_POST
def agreed(request: PageRequest, pk: int) -> HttpResponse:
    return _after(request, answers.agree(pk, by=request.user).pk)


@require_POST
def change(request: PageRequest, pk: int) -> HttpResponse:
    SPEAK_FOR_SCHOOL.find(request.user, pk)
    given, start, end = request.POST, None, None
    if given.get("day", "").strip():
        start, end = reading.read_span(given)
    words = given.get("words", "")
    found = answers.ask_to_change(pk, by=request.user, words=words, start=start, end=end)
    return _after(request, found.pk)


@require_POST
def declined(request: PageRequest, pk: int) -> HttpResponse:
    return _after(request, answers.decline(pk, by=request.user, why=request.POST.get("why", "")).pk)


@require_POST
def moved(request: PageRequest, pk: int) -> HttpResponse:
    """Announce a visit anew; when another department comes on that day, show it first."""
    found = COME.find(request.user, pk)
    given = request.POST
    start, end = reading.read_span(given)
    units = [one.unit for one in found.visitors.all()]
    way = what_is_in_the_way(found.school, start, units=units, leaving_out=pk)
    unseen = {one.pk for one in way.visits} - set(reading.read_numbers(given, "beside"))
    if unseen or (way.blackout and not given.get("why_that_day", "").strip()):
        shown = {"way": way_shown(request, way), "given": given, "moving": True}
        return _page(request, pk, status=409, **shown)
    acts.move(
        pk,
        by=request.user,
        start=start,
        end=end,
        words=given.get("words", ""),
        purpose=given.get("purpose", ""),
        beside=reading.read_numbers(given, "beside"),
        why_that_day=given.get("why_that_day", ""),
    )
    return _after(request, pk)


@require_POST
def their_time(request: PageRequest, pk: int) -> HttpResponse:
    return _after(request, answers.take_their_time(pk, by=request.user).pk)


@require_POST
def called_off(request: PageRequest, pk: int) -> HttpResponse:
    return _after(request, acts.call_off(pk, by=request.user, why=request.POST.get("why", "")).pk)


@require_POST
def joined(request: PageRequest, pk: int) -> HttpResponse:
    found = acts.join(pk, by=request.user, brings=request.POST.get("brings", ""))
    return _after(request, found.pk)


def _page(request: PageRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    who = request.user
    seen = visit_seen(pk, seen_by=who)
    found = seen.visit
    if seen.has_words:
        saw("opened a visit’s page", by=who, on=found)
    read_about(found.get_absolute_url(), by=who)
    comes = COME.allows(who, found)
    speaks = SPEAK_FOR_SCHOOL.allows(who, found)
    asked = found.steps.filter(became="changed").order_by("-at", "-pk").first()
    records = list(found.records.select_related("written_by", "evidence")) if seen.reads else []
    told = {
        "seen": seen,
        "visit": found,
        "steps": _steps(seen),
        "records": records,
        "edition": edition(records[0]) if records else "",
        "follow_ups": list(found.follow_ups.select_related("owner")) if seen.reads else [],
        "may_end": set(
            END_FOLLOW_UP.among(who).filter(engagement=found).values_list("pk", flat=True)
        ),
        "rather": found.reclassifications.select_related("by").first() if seen.reads else None,
        "may_answer": speaks and found.is_ahead,
        "may_decline": found.shape != Class.REQUIRED,
        "may_log": comes and found.is_ahead,
        "log_now": comes and found.is_ahead and found.planned_start <= timezone.now(),
        "kept_back": found.took_place and seen.has_words and not seen.reads,
        "may_change": comes and (found.is_ahead or found.state == "declined"),
        "their_time": asked if found.state == "changed" and asked and asked.start else None,
        "may_say": SAY_IF_FAIR.allows(who, found) and found.took_place,
        "may_put_right": comes and found.took_place and bool(records),
        "may_join": found.is_ahead and JOIN_VISIT.allows(who, found),
        "may_reclassify": found.took_place and RECLASSIFY.allows(who, found),
        "travel": travel_minutes(found, seen_by=who),
        "kinds": kinds_by_class(announced=False),
        "starts": [one for one in Started.choices if one[0] != Started.REQUIRED],
        "hidden": found.openness == Openness.TWO,
        "key": uuid.uuid4(),
        "why": SEE_VISIT.why(who, found),
        **more,
    }
    return render(request, "support/visit.html", told, status=status)


def _steps(seen: Any) -> list[Any]:
    """What happened to a visit; its words only for whoever reads the visit."""
    rows = list(seen.visit.steps.select_related("by", "record"))
    if not (seen.reads or seen.in_it) and seen.visit.openness == Openness.TWO:
        return []
    return rows


def _after(request: PageRequest, pk: int) -> HttpResponse:
    back = request.POST.get("back", "")
    if back in ("week", "today"):
        return redirect("my-week" if back == "week" else "today")
    return redirect("visit", pk)
