"""What do a school's week and one's own week show, and what do calendar programs get?"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from trellis.access.api import SEE_SCHOOL, schools_of, scope_of
from trellis.district.api import Org
from trellis.lib.api import NotThere
from trellis.support.acts import calendar as acts
from trellis.support.forms import reading
from trellis.support.ical import calendar_of
from trellis.support.permissions.calendar import KEEP_FREE, LIFT
from trellis.support.permissions.engagements import may_come
from trellis.support.queries import engagements as visits
from trellis.support.queries.calendar import (
    blackouts_of,
    feed_of,
    feeds_of,
    may_keep_free,
    visits_between,
    week_of,
)
from trellis.support.queries.feedback import asks_of
from trellis.web.api import PageRequest

_AHEAD = timedelta(days=180)
_BEHIND = timedelta(days=30)


@require_GET
def school_week(request: PageRequest, key: str) -> HttpResponse:
    """Show a school's week; as a part for the school's page, and as a page."""
    school = _school(request, key)
    week = week_of(school, _day(request), seen_by=request.user)
    told = {
        "school": school,
        "week": week,
        "kept_free": blackouts_of(
            school, from_day=timezone.localdate(), to_day=timezone.localdate() + _AHEAD
        ),
        "may_keep_free": may_keep_free(school, seen_by=request.user),
        "may_come": may_come(scope_of(request.user)),
        "today": timezone.localdate().isoformat(),
        "why": SEE_SCHOOL.why(request.user, school),
    }
    name = "support/school_week.html"
    return render(request, f"{name}#week" if request.htmx else name, told)


@require_POST
def kept_free(request: PageRequest, key: str) -> HttpResponse:
    school = KEEP_FREE.find(request.user, _school(request, key).pk)
    given = request.POST
    day = reading.read_day(given, "day", of="the day")
    acts.keep_free(school.pk, by=request.user, day=day, why=given.get("why", ""))
    return redirect(f"{reverse('school-week', args=[key])}?day={day}")


@require_POST
def opened_again(request: PageRequest, pk: int) -> HttpResponse:
    school = LIFT.find(request.user, pk).school
    acts.open_again(pk, by=request.user)
    return redirect("school-week", school.key)


@require_GET
def my_week(request: PageRequest) -> HttpResponse:
    """Show a person's own week: what waits for her word, her days, what she still does."""
    person, scope = request.user, scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    monday = _monday(_day(request))
    seen = visits.visits_of(person, from_day=monday, to_day=monday + timedelta(days=4))
    told = {
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": [
            (
                day,
                [one for one in seen if timezone.localtime(one.visit.planned_start).date() == day],
            )
            for day in (monday + timedelta(days=n) for n in range(5))
        ],
        "seen": seen,
        "now": timezone.localdate(),
        "may_come": may_come(scope),
        "schools": [] if may_come(scope) else schools_of(scope),
        "to_answer": visits.to_answer(person),
        "to_acknowledge": visits.to_acknowledge(person),
        "logs": visits.logs_to_write(person),
        "asked_to_change": visits.asked_to_change(person),
        "follow_ups": list(visits.follow_ups_of(person)),
        "asks": list(asks_of(person)),
        "why": "it is your own week",
    }
    return render(request, "support/my_week.html", told)


def feeds(request: PageRequest) -> HttpResponse:
    """List a person's calendar addresses; a POST makes one and shows it this once."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    schools = schools_of(scope)
    address = ""
    if request.method == "POST":
        chosen = request.POST.get("school", "")
        school = next((one for one in schools if one.key == chosen), None)
        if chosen and school is None:
            raise NotThere
        _made, secret = acts.make_feed(by=request.user, school=school)
        address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    told = {
        "feeds": feeds_of(request.user),
        "schools": schools,
        "address": address,
        "given": request.GET,
        "key": uuid.uuid4(),
        "why": "they are your own addresses",
    }
    return render(request, "support/feeds.html", told)


@require_POST
def feed_ended(request: PageRequest, pk: int) -> HttpResponse:
    acts.revoke_feed(pk, by=request.user)
    return redirect("feeds")


@login_not_required
@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar program what the address's owner may see; a dead address isn't there."""
    feed = feed_of(acts.hashed(secret))
    if feed is None:
        return _gone()
    today = timezone.localdate()
    begin, end = today - _BEHIND, today + _AHEAD
    shown = visits_between(begin, end, seen_by=feed.owner, school=feed.school)
    free = blackouts_of(feed.school, from_day=begin, to_day=end) if feed.school else ()
    name = f"Visits at {feed.school.short_name}" if feed.school else "My visits to schools"
    answer = HttpResponse(
        calendar_of(name, shown, free), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="trellis.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _gone() -> HttpResponse:
    """The one answer of every address that is dead or never lived, byte for byte."""
    answer = HttpResponse("Not here.\n", status=404, content_type="text/plain; charset=utf-8")
    # Django would write the address, and with it the secret, into the log.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def _school(request: PageRequest, key: str) -> Org:
    found: Org | None = SEE_SCHOOL.among(request.user).filter(key=key).first()
    if found is None:
        raise NotThere
    return found


def _day(request: PageRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate()


def _monday(day: date) -> date:
    monday = day - timedelta(days=day.weekday())
    return monday + timedelta(days=7) if day.weekday() > 4 else monday
