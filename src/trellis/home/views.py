"""What does each page that crosses rooms gather?"""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from trellis.access.api import SEE_DISTRICT, SEE_SCHOOL, schools_of, scope_of
from trellis.district.api import positions_of, the_district
from trellis.home.district_page import district_page
from trellis.home.lines import lines_of
from trellis.home.report.gathering import may_read_report
from trellis.home.school_page import acts_at, school_page
from trellis.home.search import search as found_by
from trellis.home.search import words_of
from trellis.home.today.common import calendar_of
from trellis.home.today.page import page_of
from trellis.home.wording import is_or_are, spoken
from trellis.lib.api import NotThere, count, plain
from trellis.support.api import schools_to_ask_for
from trellis.trail.api import acts_of, looks_at, saw
from trellis.trail.api import spoken as lines_spoken
from trellis.web.api import PageRequest


@require_GET
def today(request: PageRequest) -> HttpResponse:
    """Show a person her own page."""
    scope = scope_of(request.user)
    told = {"today": timezone.localdate(), "why": "it is your own page", "key": uuid.uuid4()}
    if not scope.is_empty:
        page = page_of(request.user, scope, order=request.GET.get("by", ""))
        told |= {"page": page, "acts": page.blocks[0].acts if page.blocks else ()}
    return render(request, "home/today.html", told)


@require_GET
def schools(request: PageRequest) -> HttpResponse:
    """List the schools whose page she may open."""
    scope = scope_of(request.user)
    if scope.is_empty or scope.aggregates_only:
        raise NotThere
    week = calendar_of()
    lines = lines_of(
        schools_of(scope),
        seen_by=request.user,
        from_day=week.today,
        to_day=week.friday,
    )
    late = lines.late
    told = {
        "lines": lines.schools,
        "says": spoken(
            (
                f"{count(len(lines.schools), 'school')}; {count(late, 'promise')} of the central "
                f"office to them {is_or_are(late)} late",
            )
        ),
        "why": "you work with these schools",
    }
    return render(request, "home/schools.html", told)


@require_GET
def school(request: PageRequest, key: str) -> HttpResponse:
    """Show a school's page, the same for both sides."""
    found = SEE_SCHOOL.among(request.user).select_related("parent").filter(key=key).first()
    if found is None:
        raise NotThere
    why = SEE_SCHOOL.why(request.user, found)
    saw("opened a school’s page", by=request.user, on=found, reason=why)
    told = {
        "page": school_page(found, seen_by=request.user),
        "acts": acts_at(found, request.user, scope_of(request.user)),
        "why": why,
        "why_more": "The school and every department read the same page. Not here, for anybody: "
        "what is said in coaching, and private notes.",
    }
    return render(request, "home/school.html", told)


@require_GET
def district(request: PageRequest) -> HttpResponse:
    """Show the district's page."""
    found = the_district()
    if found is None or not SEE_DISTRICT.allows(request.user, found):
        raise NotThere
    told = {
        "page": district_page(found, request.user, scope_of(request.user)),
        "may_report": may_read_report(scope_of(request.user)),
        "why": SEE_DISTRICT.why(request.user, found),
    }
    return render(request, "home/district.html", told)


@require_GET
def search(request: PageRequest) -> HttpResponse:
    """Look for words in everything that she may see."""
    scope = scope_of(request.user)
    if scope.is_empty:
        raise NotThere
    q = plain(request.GET.get("q", ""))[:100]
    words = words_of(q)
    told = {
        "q": q,
        "words": words,
        "too_short": bool(q) and not words,
        "groups": found_by(words, seen_by=request.user, scope=scope),
        "may_ask": bool(schools_to_ask_for(request.user)),
        "why": "each line is yours to read for its own reason; the page it leads to says which",
    }
    return render(request, "home/search.html", told)


@require_GET
def me(request: PageRequest) -> HttpResponse:
    """Show a person what the district's system holds about her and who looked at it."""
    return render(
        request,
        "home/me.html",
        {
            "positions": positions_of(request.user),
            "looks": lines_spoken(looks_at(request.user)[:50]),
            "acts": lines_spoken(acts_of(request.user)[:50]),
            "why": "it is about you; nobody else can open it",
        },
    )


@login_not_required
def what_is_recorded(request: HttpRequest) -> HttpResponse:
    """Say to anybody, signed in or not, what Trellis keeps about adults."""
    return render(request, "home/what_is_recorded.html")
