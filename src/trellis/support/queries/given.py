"""How often did departments visit schools, month by month, so that no person is counted?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from trellis.district.api import Department
from trellis.support.models import TOOK_PLACE, Visitor
from trellis.support.queries.map import NETWORKS_NAME, support_visits

FEWEST_PEOPLE = 3
"""A department of which fewer people visited is not told apart: its count would be theirs."""
SMALL = "Departments of fewer people, together"


@dataclass(frozen=True)
class Given:
    """Visits that took place: a row a department, a column a month.

    `left_out` says that some visits stand in no row, because too few people made them.
    """

    months: tuple[date, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    left_out: bool


def support_given(since: date, until: date) -> Given:
    """Count visits by department and month. Everybody is given the same counts."""
    visitors: dict[str, set[int]] = defaultdict(set)
    visits: dict[str, set[tuple[int, date]]] = defaultdict(set)
    names = dict(Department.objects.values_list("pk", "name"))
    rows = Visitor.objects.filter(
        engagement__in=support_visits().filter(state__in=TOOK_PLACE)
    ).values_list("department", "person", "engagement", "engagement__planned_start")
    months: set[date] = set()
    for department, person, engagement, at in rows:
        day = timezone.localtime(at).date()
        if since <= day <= until:
            month = day.replace(day=1)
            months.add(month)
            name = names.get(department, NETWORKS_NAME)
            visitors[name].add(person)
            visits[name].add((engagement, month))
    small = {name for name, people in visitors.items() if len(people) < FEWEST_PEOPLE}
    together: set[tuple[int, date]] = set().union(*(visits.pop(name) for name in small))
    people = set().union(*(visitors[name] for name in small))
    shown = sorted(visits.items())
    left_out = bool(small) and len(people) < FEWEST_PEOPLE
    if small and not left_out:
        shown.append((SMALL, together))
    columns = tuple(sorted(months))
    return Given(
        months=columns,
        rows=tuple(
            (name, tuple(sum(month == one for _, month in held) for one in columns))
            for name, held in shown
        ),
        left_out=left_out,
    )
