"""What do the pages of the measures show: every figure with its n, its definition, its trap?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trellis.access.api import Scope, scope_of
from trellis.district.api import open_schools
from trellis.lib.api import NotThere
from trellis.support.drawing import charts_of, equity_charts
from trellis.support.drawing_past import past
from trellis.support.metrics.counted import Counted, now_of, past_of
from trellis.support.metrics.definition import ALL, NOT_YET, Definition
from trellis.support.metrics.measures import DEFINITIONS, EQUITY, MEASURES
from trellis.support.metrics.telling import Figure, figures, of_equity
from trellis.support.permissions.engagements import may_come
from trellis.support.permissions.measures import may_read_measures, names_schools
from trellis.support.queries.equity import Equity, equity
from trellis.support.saying_measures import answer_of, opening
from trellis.web.api import PageRequest

GROUPS = (
    ("Asking and answering", ("requested", "first-reply", "useful-help", "promise-kept")),
    ("Visits", ("notice", "both-sides", "collisions", "load", "shape", "reach")),
    ("Promises", ("closure", "asymmetry", "shared")),
    ("Was it worth it?", ("worth", "feedback", "predictions")),
    ("Who is reached?", ("equity", "gaps", "silent")),
)
_FOR_CENTRAL = "worth"
"""The measure whose departments only the central office reads, as it does the answers."""


@require_GET
def measures(request: PageRequest) -> HttpResponse:
    """Show every measure with what it comes to now."""
    scope = _reader(request)
    counted = now_of(MEASURES)
    found = equity()
    told = {key: _first(key, counted, found) for key in DEFINITIONS}
    groups = [
        (name, [(DEFINITIONS[key], told[key]) for key in keys if _shown(key, scope)])
        for name, keys in GROUPS
    ]
    page = {
        "groups": groups,
        "opening": opening(told),
        "counted_at": min(one.counted_at for one in counted.values()),
        "not_yet": NOT_YET,
        "why": "you work with schools; departments are counted here, never a person",
    }
    return render(request, "support/measures.html", page)


@require_GET
def measure(request: PageRequest, key: str) -> HttpResponse:
    """Show one measure: now, by department, its own past, its definition."""
    scope = _reader(request)
    definition = DEFINITIONS.get(key)
    if definition is None or not _shown(key, scope):
        raise NotThere
    page = {
        "definition": definition,
        "may_come": may_come(scope),
        "why": "you work with schools; departments are counted here, never a person",
    }
    page |= _equity(key, scope) if key in EQUITY else _counted(key, request, definition, scope)
    return render(request, "support/measure.html", page)


def _counted(
    key: str, request: PageRequest, definition: Definition, scope: Scope
) -> dict[str, object]:
    counted = now_of([key])[key]
    told = figures(key, counted)
    if key == _FOR_CENTRAL and not names_schools(scope):
        told = told[:1]
    places = [one for one in told if one.place >= ALL]
    chosen = request.GET.get("department", "")
    place = int(chosen) if chosen.isdigit() and int(chosen) in {p.place for p in places} else ALL
    silent = set(counted.counts) if key == "silent" and names_schools(scope) else set()
    return {
        "answer": answer_of(definition, told[0], counted.window),
        "figures": told,
        "charts": charts_of(key, counted, told),
        "past": past(key, past_of(key), place),
        "units": places if len(places) > 1 else (),
        "unit": place,
        "has_beside": any(one.beside for one in told),
        "has_range": any(one.range for one in told),
        "more": _more(key, counted),
        "counted_at": counted.counted_at,
        "window": counted.window,
        "schools": [school for school in open_schools() if school.pk in silent],
    }


def _equity(key: str, scope: Scope) -> dict[str, object]:
    found = equity()
    charts = equity_charts(found) if found else []
    told = of_equity(DEFINITIONS[key], found)
    return {
        "answer": answer_of(DEFINITIONS[key], told, found.window if found else None),
        "figures": [told],
        "has_beside": bool(told.beside),
        "has_range": bool(told.range),
        "charts": charts[1:] if key == "gaps" else charts[:1],
        "equity": found,
        "offers": found.offers if found and key == "gaps" else (),
        "counted_at": found.counted_at if found else None,
        "window": found.window if found else None,
    }


def _first(key: str, counted: dict[str, Counted], found: Equity | None) -> Figure:
    if key in EQUITY:
        return of_equity(DEFINITIONS[key], found)
    return figures(key, counted[key])[0]


def _more(key: str, counted: Counted) -> str:
    """What is told once, under the table: how far both sides call the work by one name."""
    if key != "shape" or counted.more is None:
        return ""
    kappa = counted.more
    return (
        f"Schools and departments call the work by one name with kappa {kappa.value:.2f} "
        f"({kappa.low:.2f} to {kappa.high:.2f}), over {kappa.n:,} answered records."
    )


def _shown(key: str, scope: Scope) -> bool:
    """Whether she reads this measure: the list of gaps names schools."""
    return key != "gaps" or names_schools(scope)


def _reader(request: PageRequest) -> Scope:
    scope = scope_of(request.user)
    if not may_read_measures(scope):
        raise NotThere
    return scope
