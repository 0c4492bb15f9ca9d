"""Who comes to many schools in these days, and where do departments come apart from each other?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from trellis.district.api import Org, Person
from trellis.support.models import AHEAD
from trellis.support.permissions.engagements import SEE_VISIT
from trellis.support.queries.engagements import Seen, as_seen, with_people
from trellis.support.rules.calendar import colliding, local_day


@dataclass(frozen=True)
class Crowded:
    """A day of a school on which departments come apart from each other."""

    school: Org
    day: date
    visits: tuple[Seen, ...]


def coming_to(
    schools: Iterable[Org], from_day: date, to_day: date, *, seen_by: Person
) -> dict[int, list[Seen]]:
    """Who comes to each of these schools from one day to another, both included, by school."""
    begin = timezone.make_aware(datetime.combine(from_day, time.min))
    end = timezone.make_aware(datetime.combine(to_day, time.max))
    visible = SEE_VISIT.among(seen_by).filter(
        school__in=[school.pk for school in schools],
        planned_start__range=(begin, end),
        state__in=AHEAD,
    )
    found: dict[int, list[Seen]] = {}
    for one in as_seen(with_people(visible), seen_by=seen_by):
        found.setdefault(one.visit.school_id, []).append(one)
    return found


def crowded_days(coming: dict[int, list[Seen]]) -> list[Crowded]:
    """Of visits that come, the days on which departments come apart to one school, by day."""
    found = []
    for seen in coming.values():
        by_day: dict[date, list[Seen]] = {}
        for one in seen:
            by_day.setdefault(local_day(one.visit.planned_start), []).append(one)
        for day, there in by_day.items():
            apart = {visit.pk for visit in colliding([one.visit for one in there])}
            if apart:
                visits = tuple(one for one in there if one.visit.pk in apart)
                found.append(Crowded(there[0].visit.school, day, visits))
    return sorted(found, key=lambda one: (one.day, one.school.name))
