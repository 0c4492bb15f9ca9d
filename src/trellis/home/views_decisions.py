"""What do the logs of decisions show: of one school, of every school?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trellis.access.api import SEE_DISTRICT, SEE_SCHOOL, scope_of
from trellis.district.api import Org, the_district
from trellis.home.decisions import decisions, says
from trellis.lib.api import NotThere
from trellis.web.api import PageRequest

A_PAGE = 50


@require_GET
def of_school(request: PageRequest, key: str) -> HttpResponse:
    """List what the conversations of a school ended with."""
    found = SEE_SCHOOL.among(request.user).filter(key=key).first()
    if found is None:
        raise NotThere
    told = {"place": found, "school": found, "why": SEE_SCHOOL.why(request.user, found)}
    return _listed(request, told, found)


@require_GET
def of_district(request: PageRequest) -> HttpResponse:
    """List what the conversations of all schools, and of the district, ended with."""
    found = the_district()
    if found is None or not scope_of(request.user).whole_district:
        raise NotThere
    told = {"place": found, "why": SEE_DISTRICT.why(request.user, found)}
    return _listed(request, told, None)


def _listed(request: PageRequest, told: dict[str, Any], school: Org | None) -> HttpResponse:
    found = decisions(seen_by=request.user, school=school)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    told |= {"says": says(found), "page": page}
    return render(request, "home/decisions.html", told)
