"""How does a window of the record become a ledger that measures can count?

Nothing here is asked on behalf of a person: what comes out are figures of departments, the same
for everybody who may read them (`permissions.measures`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Q
from django.utils import timezone

from trellis.commitments.api import Part, Side
from trellis.conversation.api import Note
from trellis.district.api import open_schools, school_days, school_days_by_school
from trellis.support.metrics.definition import ALL
from trellis.support.metrics.ledger import (
    FAIR,
    Asked,
    Ledger,
    Prediction,
    Promised,
    Request,
    Told,
)
from trellis.support.metrics.reading_visits import plans_by_visits, visits
from trellis.support.models import (
    OPEN,
    FeedbackAsk,
    FeedbackRelease,
    State,
    SupportRequest,
    Visitor,
)
from trellis.support.queries.owners import departments_of_people, departments_told_apart
from trellis.support.queries.windows import Window
from trellis.support.rules.calendar import local_day
from trellis.support.rules.feedback import OPEN_WEEKS, week_of_day

_BEFORE = timedelta(days=90)
"""How long before a window a request may be asked whose promise runs out in it."""

_AHEAD = timedelta(days=75)


def read(window: Window, needs: frozenset[str], *, now: datetime | None = None) -> Ledger:
    """Read from the record what is needed of: visits, requests, promised, asks, told, plans,
    predictions.
    """
    at = now or timezone.now()
    schools = list(open_schools())
    begin, end = window.first - _BEFORE, max(window.last, local_day(at)) + _AHEAD
    days = school_days_by_school(begin, end, schools=schools)
    rows = {name: _READ[name](window) for name in needs}
    return Ledger(
        window=window,
        now=at,
        days={ALL: school_days(begin, end), **days},
        schools=tuple(school.pk for school in schools),
        departments=departments_told_apart(),
        **rows,
    )


def requests(window: Window) -> list[Request]:
    """The requests that were asked in a window or a while before it."""
    since = window.begins - _BEFORE
    asked = SupportRequest.objects.filter(asked_at__gte=since, asked_at__lt=window.ends)
    over = Q(transitions__became__in=[State.CLOSED, State.WITHDRAWN])
    fair = dict(
        asked.filter(engagements__state__in=FAIR)
        .order_by()
        .annotate(first=Min("engagements__planned_start", filter=Q(engagements__state__in=FAIR)))
        .values_list("pk", "first")
    )
    rows = asked.order_by().annotate(over_at=Max("transitions__at", filter=over))
    found = []
    for row in rows.values_list(
        "pk", "school", "department", "asked_at", "reply_in_days", "visit_in_days",
        "service__kind", "first_reply_at", "first_help_at", "state", "over_at",
    ):  # fmt: skip
        pk, school, department, at, reply_in, visit_in, kind, reply, help_at, state, over_at = row
        useful = fair.get(pk) or (help_at if state == State.CLOSED else None)
        found.append(
            Request(
                pk, school, department, at, reply_in, visit_in, kind or "",
                min((one for one in (reply, help_at) if one), default=None),
                local_day(useful) if useful else None,
                over_at if state not in OPEN else None,
            )
        )  # fmt: skip
    return found


def promised(window: Window) -> list[Promised]:
    """Every part of a promise that was made before the end of a window, in three years."""
    since = window.begins - timedelta(days=3 * 366)
    parts = Part.objects.filter(commitment__made_at__range=(since, window.ends))
    rows = list(parts.order_by("pk").select_related("commitment").prefetch_related("changes"))
    departments = departments_of_people(p.owner_id for p in rows if p.side == Side.DISTRICT)
    return [_promised(part, departments.get(part.owner_id)) for part in rows]


def asks(window: Window) -> list[Asked]:
    """Who was asked in a window, as weeks; what was answered stands elsewhere and has no week."""
    over_before = week_of_day(timezone.localdate()) - timedelta(weeks=OPEN_WEEKS)
    weeks = (week_of_day(window.first), window.last)
    asked = FeedbackAsk.objects.filter(week__range=weeks).order_by()
    came: dict[int, set[int]] = {}
    visitors = Visitor.objects.filter(engagement__in=asked.values("engagement"))
    for visit, department in visitors.order_by().values_list("engagement", "department"):
        if department is not None:
            came.setdefault(visit, set()).add(department)
    rows = asked.values_list("engagement", "engagement__school", "week", "state")
    return [
        Asked(
            school,
            max(week, window.first),
            frozenset(came.get(visit, ())),
            state == FeedbackAsk.State.ANSWERED,
            state != FeedbackAsk.State.NOT_THERE,
            week < over_before,
        )
        for visit, school, week, state in rows
    ]


def told(window: Window) -> list[Told]:
    """The answers that became visible in a window: of departments, and (ALL) of every school."""
    rows = FeedbackRelease.objects.filter(made_at__range=(window.first, window.last))
    found = []
    for department, counts in rows.order_by().values_list("box__department", "counts"):
        helped = counts["helped"]
        found.append(Told(department or ALL, sum(helped), helped[2] + helped[3]))
    return found


def plans(window: Window) -> frozenset[tuple[int, int]]:
    """Pairs of a department and a school that have agreed on something."""
    standing = {
        (part.department, part.school)
        for part in promised(window)
        if part.department is not None
        and part.school is not None
        and part.made_on <= window.last
        and (part.ended_on is None or part.ended_on >= window.first)
    }
    return frozenset(standing.union(plans_by_visits(window)))


def predictions(window: Window) -> list[Prediction]:
    """Predictions with a number that were compared with what was shown."""
    rows = Note.objects.filter(
        kind="prediction",
        number__isnull=False,
        withdrawn_at=None,
        written_at__range=(window.begins, window.ends),
    ).exclude(compared="")
    return [Prediction(met) for met in rows.order_by().values_list("compared", flat=True)]


def _promised(part: Part, department: int | None) -> Promised:
    changes = sorted(part.changes.all(), key=lambda change: (change.at, change.pk))
    adapted = [change for change in changes if change.kind == "adapted"]
    dropped = [change for change in changes if change.kind == "dropped"]
    reported = part.reported_at or part.confirmed_at
    ended = part.confirmed_at or (dropped[-1].at if dropped else None)
    return Promised(
        commitment=part.commitment_id,
        school=part.commitment.school_id,
        side=part.side,
        due_on=adapted[0].was_due_on if adapted else part.due_on,
        made_on=local_day(part.commitment.made_at),
        department=department,
        reported_on=reported and local_day(reported),
        adapted_on=local_day(adapted[0].at) if adapted else None,
        dropped_on=local_day(dropped[0].at) if dropped else None,
        ended_on=ended and local_day(ended),
    )


_READ: dict[str, Callable[[Window], Any]] = {
    "visits": visits,
    "requests": requests,
    "promised": promised,
    "asks": asks,
    "told": told,
    "plans": plans,
    "predictions": predictions,
}
