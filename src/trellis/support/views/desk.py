"""What lies on the desk of a department, sorted by age, promise or need, never by who shouts?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trellis.access.api import scope_of
from trellis.district.api import Department
from trellis.lib.api import NotThere
from trellis.support.permissions.cards import departments_of
from trellis.support.permissions.requests import TAKE_UP
from trellis.support.queries.need import newest_need
from trellis.support.queries.requests import ORDERS
from trellis.support.queries.requests import desk as laid_out
from trellis.web.api import PageRequest


@require_GET
def desk(request: PageRequest) -> HttpResponse:
    """Show the open requests of a department, or of all of them."""
    if not scope_of(request.user).whole_district:
        raise NotThere
    every = list(Department.objects.all())
    own = list(departments_of(request.user))
    chosen = request.GET.get("department", "")
    order = request.GET.get("by", "promise")
    order = order if order in ORDERS else "promise"
    named = [one for one in every if one.key == chosen]
    picked = named or (own if own and chosen != "all" else None)
    laid = laid_out(picked, seen_by=request.user, order=order)
    open_yet = [one.request.pk for one in laid.to_take_up]
    told = {
        "desk": laid,
        "takes": set(
            TAKE_UP.among(request.user).filter(pk__in=open_yet).values_list("pk", flat=True)
        ),
        "departments": every,
        "chosen": named[0].key if named else "" if picked else "all",
        "picked": picked,
        "own": own,
        "orders": ORDERS.items(),
        "order": order,
        "edition": newest_need(),
        "why": "you work in the central office, which answers for every school together",
    }
    part = "#lists" if request.htmx else ""
    return render(request, f"support/desk.html{part}", told)
