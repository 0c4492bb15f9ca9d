"""What does the support map show, and what of it can be taken along as a table?"""

from __future__ import annotations

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trellis.access.api import Scope, scope_of
from trellis.district.api import Org, OrgKind, Role
from trellis.lib.api import NotThere, safe_cell
from trellis.support import lattice
from trellis.support.drawing import equity_charts, waiting_curve
from trellis.support.forms.map import BYS, DAYS, SHOWS, MapAsk, read_ask
from trellis.support.permissions.engagements import may_come
from trellis.support.permissions.measures import may_read_map, names_schools
from trellis.support.queries.equity import equity
from trellis.support.queries.map import support_map
from trellis.support.queries.map_lines import SupportMap, by_network
from trellis.support.saying_map import said
from trellis.web.api import PageRequest


@require_GET
def the_map(request: PageRequest) -> HttpResponse:
    """Show who goes where, for the schools that she may see."""
    scope = _reader(request)
    ask = read_ask(request.GET)
    found = _found(request, ask)
    department, link = ask.department, _link(ask)
    told = {
        "map": found,
        "ask": ask,
        "days": str(ask.days),
        "here": ask.query(),
        "whole": ask.query(department=""),
        "department": department,
        "said": said(found, about=department.name if department else ""),
        "rows": lattice.drawn(found, show=ask.show, link=link),
        "figures": lattice.in_figures(found, of_one=department is not None),
        "columns": _columns(found, ask),
        "shows": SHOWS.items(),
        "bys": BYS.items(),
        "spans": DAYS.items(),
        "networks": Org.objects.filter(kind=OrgKind.NETWORK) if names_schools(scope) else (),
        "may_come": may_come(scope),
        "why": _why(scope),
        "why_more": "No person is counted here, only departments and schools.",
    }
    if names_schools(scope):
        told |= {"equity": equity(), "waiting": waiting_curve("wait")}
    return render(request, "support/map.html", told)


@require_GET
def download(request: PageRequest) -> HttpResponse:
    """Give the figures of the map as a table, a row for each school and department."""
    _reader(request)
    found = _found(request, read_ask(request.GET))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="support-map.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        ["place", "department", "visits", "open requests", "late", "promises", "promises late"]
    )
    for line in found.lines:
        for pk, name in found.columns.items():
            cell = line.cells.get(pk)
            if cell is not None:
                row = [line.place.name, name, cell.visits, cell.requests, cell.late]
                row += [cell.promises, cell.promises_late]
                writer.writerow([safe_cell(one) for one in row])
    return answer


@require_GET
def next_day(request: PageRequest) -> HttpResponse:
    """Say where the next free day would help most, with the figures it rests on."""
    scope = scope_of(request.user)
    if not names_schools(scope):
        raise NotThere
    found = equity()
    told = {
        "equity": found,
        "charts": [] if request.htmx or found is None else equity_charts(found)[::-1],
        "on_its_own": not request.htmx,
        "may_come": may_come(scope),
        "why": _why(scope),
    }
    part = "#offers" if request.htmx else ""
    return render(request, f"support/next_day.html{part}", told)


def _reader(request: PageRequest) -> Scope:
    scope = scope_of(request.user)
    if not may_read_map(scope):
        raise NotThere
    return scope


def _found(request: PageRequest, ask: MapAsk) -> SupportMap:
    found = support_map(
        seen_by=request.user, days=ask.days, network=ask.network, department=ask.department
    )
    return by_network(found) if ask.by == "network" else found


def _columns(found: SupportMap, ask: MapAsk) -> list[tuple[str, str]]:
    """Name the columns, each with the address that shows its department alone."""
    keys = found.keys
    return [
        (name, f"?{ask.query(department=keys[pk])}" if pk in keys else "")
        for pk, name in found.columns.items()
    ]


def _link(ask: MapAsk) -> str:
    if ask.by == "school":
        return "/schools/{}/"
    return f"?{ask.query(by='', network='')}&network={{}}".replace("?&", "?")


def _why(scope: Scope) -> str:
    if scope.has(Role.CABINET):
        return "you serve on the cabinet"
    if scope.whole_district:
        return "you work in the central office, which answers for every school together"
    return "you work at the school"
