"""Who goes where: what does each department do, owe and leave open at each school?

Visits are counted from `for_measures` without required ones: coaching between two is in no count,
so that no cell tells how often somebody was coached. Schools stand by name, never by figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from trellis.access.api import SEE_SCHOOL
from trellis.commitments.api import Part, Side
from trellis.commitments.api import State as PartState
from trellis.district.api import Department, Org, Person, school_days, school_days_by_school
from trellis.support.metrics.ledger import NETWORKS
from trellis.support.models import (
    AHEAD,
    OPEN,
    TOOK_PLACE,
    WAITING,
    Engagement,
    FeedbackAsk,
    Openness,
    SupportRequest,
    Visitor,
)
from trellis.support.queries.engagements import for_measures
from trellis.support.queries.map_lines import Cell, Line, SupportMap
from trellis.support.queries.owners import departments_of_people
from trellis.support.queries.windows import SILENT_AFTER, Window, days_between, latest
from trellis.support.rules.calendar import local_day

_READ_OF_A_REQUEST = (
    "school",
    "department",
    "state",
    "asked_at",
    "reply_in_days",
    "visit_in_days",
    "first_reply_at",
    "first_help_at",
)

NETWORKS_NAME = "School networks"
"""The column of those who answer for networks of schools and have no department."""


def support_map(
    *,
    seen_by: Person,
    days: int,
    network: Org | None = None,
    department: Department | None = None,
) -> SupportMap:
    """Count the map of the schools that she may open, over the last `days` school days.

    With a department, `last`, `next` and the whole of every line are of its visits alone.
    """
    window = latest(days)
    schools = SEE_SCHOOL.among(seen_by).filter(closed_on=None).select_related("parent")
    if network is not None:
        schools = schools.filter(parent=network)
    lines = _lines(schools, window, department)
    departments = list(Department.objects.order_by("name"))
    columns = {one.pk: one.name for one in departments}
    _count_visits(lines, window, department)
    _count_requests(lines, department)
    _count_promises(lines, department)
    if any(NETWORKS in line.cells for line in lines.values()):
        columns[NETWORKS] = NETWORKS_NAME
    keys = {one.pk: one.key for one in departments}
    return SupportMap(window, columns, keys, list(lines.values()), timezone.now())


def support_visits() -> QuerySet[Engagement, Any]:
    """The visits that stand in the ledger of support: open to both sides, none required."""
    return for_measures().filter(openness=Openness.OPEN)


def _lines(
    schools: QuerySet[Org, Any], window: Window, department: Department | None
) -> dict[int, Line]:
    """Make a line a school, with its last and next visit and whether it heard from nobody."""
    at_school = support_visits().filter(school=OuterRef("pk"))
    if department is not None:
        came = Visitor.objects.filter(engagement=OuterRef("pk"), department=department)
        at_school = at_school.filter(Exists(came))
    past = at_school.filter(state__in=TOOK_PLACE).order_by("-planned_start")
    ahead = at_school.filter(state__in=AHEAD, planned_start__gte=timezone.now())
    rows = schools.annotate(
        last_at=Subquery(past.values("planned_start")[:1]),
        next_at=Subquery(ahead.order_by("planned_start").values("planned_start")[:1]),
    )
    lines = {}
    for school in rows.order_by("name"):
        last, following = school.last_at, school.next_at
        lines[school.pk] = Line(
            school, last=last and local_day(last), next=following and local_day(following)
        )
    _say_how_long_ago(lines.values(), window)
    if department is None:
        _mark_silent(lines, window)
    return lines


def _say_how_long_ago(lines: Iterable[Line], window: Window) -> None:
    first = min((line.last for line in lines if line.last), default=None)
    if first is None:
        return
    days = school_days(min(first, window.last), window.last)
    for line in lines:
        if line.last is not None:
            line.ago = days_between(days, line.last, window.last)


def _mark_silent(lines: dict[int, Line], window: Window) -> None:
    """Mark the schools with no request, no visit and no answer in the last 40 school days."""
    quiet = window if window.days == SILENT_AFTER else latest(SILENT_AFTER)
    asked = SupportRequest.objects.filter(asked_at__gte=quiet.begins)
    answered = FeedbackAsk.objects.filter(week__gte=quiet.first, state=FeedbackAsk.State.ANSWERED)
    heard = set(asked.order_by().values_list("school", flat=True).distinct())
    heard |= set(answered.order_by().values_list("engagement__school", flat=True).distinct())
    for pk, line in lines.items():
        came = line.last is not None and line.last >= quiet.first
        line.silent = not came and pk not in heard


def _count_visits(lines: dict[int, Line], window: Window, department: Department | None) -> None:
    """Count visits by school, and by school and department: one question of the record each.

    Grouped so that both are answered from `visit_for_map` and `visitor_for_map` alone; grouped by
    school first, SQLite would read every visit's row.
    """
    if department is None:
        there = support_visits().filter(
            state__in=TOOK_PLACE, planned_start__gte=window.begins, planned_start__lt=window.ends
        )
        whole = there.order_by().values_list("openness", "school").annotate(n=Count("pk"))
        for _open, school, n in whole:
            if school in lines:
                lines[school].whole.visits = n
    rows = Visitor.objects.filter(
        engagement__openness=Openness.OPEN,
        engagement__state__in=TOOK_PLACE,
        engagement__planned_start__gte=window.begins,
        engagement__planned_start__lt=window.ends,
    )
    counted = rows.order_by().values_list("department", "engagement__school")
    for came, school, n in counted.annotate(n=Count("engagement", distinct=True)):
        if school not in lines:
            continue
        lines[school].cell(came or NETWORKS).visits = n
        if department is not None and came == department.pk:
            lines[school].whole.visits = n


def _count_requests(lines: dict[int, Line], department: Department | None) -> None:
    """Count open requests, and those whose promise has run out while the district is to speak.

    Whoever may open a school's page sees its requests: `lines` were found by that permission.
    """
    rows = SupportRequest.objects.filter(state__in=OPEN, school__in=lines).order_by()
    # Plain rows: of hundreds of open requests, making a model of each took longest.
    asked = list(rows.values_list(*_READ_OF_A_REQUEST, named=True))
    if not asked:
        return
    today = timezone.localdate()
    places = [line.place for line in lines.values()]
    days = school_days_by_school(min(local_day(r.asked_at) for r in asked), today, schools=places)
    for one in asked:
        line = lines[one.school]
        late = is_late(one, days[one.school], today)
        for into in _into(line.cell(one.department), line, one.department, department):
            into.requests += 1
            into.late += late


def _count_promises(lines: dict[int, Line], department: Department | None) -> None:
    """Count what departments still owe; late is what its owner has not even said to be done.

    Whoever may open a school's page sees its promises: `lines` were found by that permission.
    """
    today = timezone.localdate()
    parts = Part.objects.filter(
        Q(state=PartState.OPEN) | Q(state=PartState.REPORTED),
        commitment__school__in=lines,
        side=Side.DISTRICT,
    ).order_by()
    rows = list(parts.values_list("commitment__school", "owner", "state", "due_on"))
    departments = departments_of_people(owner for _school, owner, _state, _due in rows)
    for school, owner, state, due_on in rows:
        if school is None:
            continue
        line, owed_by = lines[school], departments.get(owner, NETWORKS)
        for into in _into(line.cell(owed_by), line, owed_by, department):
            into.promises += 1
            into.promises_late += state == PartState.OPEN and due_on < today


def is_late(request: Any, days: Sequence[date], today: date) -> bool:
    """Whether the promise that matters now has run out: `Standing.is_late`, counted lean.

    `days` are the school's days from the day of asking or before until today.
    """
    if request.state not in WAITING or request.first_help_at is not None:
        return False
    promised = request.visit_in_days if request.first_reply_at else request.reply_in_days
    return bool(days_between(days, local_day(request.asked_at), today) > promised)


def _into(cell: Cell, line: Line, department: int, chosen: Department | None) -> Sequence[Cell]:
    """The cells in which something of a department counts: its own, and the line's whole."""
    return (cell, line.whole) if chosen is None or chosen.pk == department else (cell,)
