"""How are the visits of a window read from the record, as plain rows without people?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from trellis.commitments.api import Side
from trellis.support.metrics.ledger import NETWORKS, Visit
from trellis.support.models import (
    ANSWERED,
    TOOK_PLACE,
    Engagement,
    EngagementStep,
    Reclassification,
    Record,
    Started,
    Visitor,
)
from trellis.support.queries.engagements import for_measures
from trellis.support.queries.windows import Window
from trellis.support.rules.calendar import local_day

_CHUNK = 5000
PLAN_HOLDS = timedelta(days=365)
"""How long a visit by agreed plan tells that a department and a school have one: a school year."""


def visits(window: Window) -> list[Visit]:
    """Every visit of a window that took place; coaching between two is in none of them."""
    there = _of(window)
    ids = there.values("pk")
    came = departments_of(window)
    written = _records(ids)
    answers = _answers(ids)
    says = _shapes(ids)
    found = []
    for row in there.values_list(
        "pk", "school", "planned_start", "initiated_by", "kind", "shape", "hat", "mode", "state",
        "request", "purpose", "announced_at", "side",
    ).iterator(chunk_size=_CHUNK):  # fmt: skip
        pk, school, start, began, kind, shape, hat, mode, state, request = row[:10]
        purpose, announced, side = row[10:]
        first, minutes, people = written.get(pk, (None, 0, 0))
        answered, started = answers.get(pk, (None, ""))
        found.append(
            Visit(
                pk, school, local_day(start), came.get(pk, frozenset()), began, kind, shape, hat,
                mode, state, request, bool(purpose), announced and local_day(announced), first,
                answered, side == Side.SCHOOL, minutes, people, started, says.get(pk, ""),
            )
        )  # fmt: skip
    return found


def departments_of(window: Window) -> dict[int, frozenset[int]]:
    """The departments that came to each visit of a window; NETWORKS for people without one."""
    rows = Visitor.objects.filter(engagement__in=_of(window).values("pk"))
    came: dict[int, set[int]] = {}
    for visit, department in (
        rows.order_by().values_list("engagement", "department").iterator(chunk_size=_CHUNK)
    ):
        came.setdefault(visit, set()).add(department or NETWORKS)
    return {visit: frozenset(departments) for visit, departments in came.items()}


def plans_by_visits(window: Window) -> Iterator[tuple[int, int]]:
    """Pairs of department and school that worked by an agreed plan in the year before its end."""
    rows = Visitor.objects.filter(
        engagement__in=for_measures()
        .filter(
            initiated_by=Started.AGREED_PLAN,
            planned_start__gte=window.ends - PLAN_HOLDS,
            planned_start__lt=window.ends,
        )
        .values("pk"),
        department__isnull=False,
    )
    pairs = rows.order_by().values_list("department", "engagement__school").distinct()
    for department, school in pairs:
        if department is not None:
            yield department, school


def _of(window: Window) -> QuerySet[Engagement, Any]:
    return (
        for_measures()
        .filter(
            state__in=TOOK_PLACE,
            planned_start__gte=window.begins,
            planned_start__lt=window.ends,
        )
        .order_by()
    )


def _records(ids: QuerySet[Engagement, Any]) -> dict[int, tuple[date | None, int, int]]:
    """When each visit was first written down; minutes and people of the version that holds."""
    rows = Record.objects.filter(engagement__in=ids).order_by("number")
    found: dict[int, tuple[date | None, int, int]] = {}
    for visit, at, minutes, people in rows.values_list(
        "engagement", "written_at", "minutes", "people_count"
    ).iterator(chunk_size=_CHUNK):
        first = found[visit][0] if visit in found else local_day(at)
        found[visit] = (first, minutes, people)
    return found


def _answers(ids: QuerySet[Engagement, Any]) -> dict[int, tuple[date, str]]:
    """When each record was first answered, and who began the visit as the school last said."""
    rows = EngagementStep.objects.filter(engagement__in=ids, became__in=ANSWERED)
    found: dict[int, tuple[date, str]] = {}
    for visit, at, started, side in (
        rows.order_by("at")
        .values_list("engagement", "at", "started", "side")
        .iterator(chunk_size=_CHUNK)
    ):
        first, said = found.get(visit, (local_day(at), ""))
        found[visit] = (first, started if started and side == Side.SCHOOL else said)
    return found


def _shapes(ids: QuerySet[Engagement, Any]) -> dict[int, str]:
    """What each school says the work really was, where it says something."""
    rows = Reclassification.objects.filter(engagement__in=ids).order_by("at", "pk")
    return dict(rows.values_list("engagement", "shape"))
