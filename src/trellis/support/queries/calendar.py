"""Who comes to a school in a week, what is in the way of a new visit, what stands in a feed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from trellis.access.api import SEE_SCHOOL, scope_of
from trellis.district.api import Org, Person, school_days
from trellis.support.models import (
    AHEAD,
    TOOK_PLACE,
    Blackout,
    Engagement,
    Feed,
    SupportRequest,
)
from trellis.support.permissions.calendar import KEEP_FREE, OWN_FEED
from trellis.support.permissions.engagements import SEE_VISIT
from trellis.support.queries.engagements import Seen, as_seen, with_people
from trellis.support.rules.calendar import Collision, colliding, local_day, other_units

_LOOK_AROUND = 5


@dataclass(frozen=True)
class Day:
    """One day of a school's week: who comes, and whether the school keeps it free."""

    day: date
    visits: tuple[Seen, ...]
    blackout: Blackout | None
    in_session: bool
    collide: tuple[Seen, ...] = ()

    @property
    def is_today(self) -> bool:
        """Whether this is today."""
        return self.day == timezone.localdate()


@dataclass(frozen=True)
class Week:
    """A school's week, Monday to Friday, with the visits of every department."""

    school: Org
    days: tuple[Day, ...]

    @property
    def begins(self) -> date:
        """Its Monday."""
        return self.days[0].day

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.begins - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.begins + timedelta(days=7)

    @property
    def visits(self) -> list[Seen]:
        """Every visit of the week."""
        return [one for day in self.days for one in day.visits]

    @property
    def crowded(self) -> list[Day]:
        """Days on which departments come apart from each other."""
        return [day for day in self.days if day.collide]


def week_of(school: Org, day: date, *, seen_by: Person) -> Week:
    """The school week in which a day falls, as this person may see it.

    Between Saturday and Sunday the week ahead is meant.
    """
    monday = day - timedelta(days=day.weekday())
    if day.weekday() > 4:
        monday += timedelta(days=7)
    end = monday + timedelta(days=5)
    visible = SEE_VISIT.among(seen_by).filter(school=school, state__in=[*AHEAD, *TOOK_PLACE])
    rows = list(with_people(_between(visible, monday, end)))
    seen = {one.visit.pk: one for one in as_seen(rows, seen_by=seen_by)}
    free = {b.day: b for b in blackouts_of(school, from_day=monday, to_day=end)}
    session = set(school_days(monday, end, school=school))
    days = []
    for number in range(5):
        on = monday + timedelta(days=number)
        there = [v for v in rows if local_day(v.planned_start) == on]
        days.append(
            Day(
                day=on,
                visits=tuple(seen[v.pk] for v in there),
                blackout=free.get(on),
                in_session=on in session,
                collide=tuple(seen[v.pk] for v in colliding([v for v in there if v.is_ahead])),
            )
        )
    return Week(school, tuple(days))


def what_is_in_the_way(
    school: Org,
    start: datetime,
    *,
    units: Iterable[str],
    request: SupportRequest | None = None,
    leaving_out: int | None = None,
) -> Collision:
    """What stands at a school on the day of a new visit: other departments, a blackout.

    A visit for the same request does not stand in the way. Whom it concerns sees all of it: that
    somebody comes is no secret, what for may be.
    """
    day = local_day(start)
    mine = set(units)
    there = Engagement.objects.filter(school=school, state__in=AHEAD)
    rows = [
        visit
        for visit in with_people(_between(there, day, day + timedelta(days=1)))
        if visit.pk != leaving_out
        and other_units(visit, mine)
        and not (request and visit.request_id == request.pk)
    ]
    blackout = Blackout.objects.filter(school=school, day=day, lifted_at=None).first()
    if not rows and blackout is None:
        return Collision(day)
    return Collision(
        day, tuple(rows), blackout.why if blackout else "", tuple(_free_days(school, day))
    )


def blackouts_of(school: Org, *, from_day: date, to_day: date) -> QuerySet[Blackout, Any]:
    """The days in a span that a school keeps free. Everybody who sees the school reads them."""
    return Blackout.objects.filter(school=school, day__range=(from_day, to_day), lifted_at=None)


def may_keep_free(school: Org, *, seen_by: Person) -> bool:
    """Whether she decides which days the school keeps free."""
    return KEEP_FREE.allows(seen_by, school)


def feeds_of(person: Person) -> QuerySet[Feed, Any]:
    """The calendar addresses that she made and that still work."""
    return OWN_FEED.among(person).filter(revoked_at=None).select_related("school")


def feed_of(secret_hash: str) -> Feed | None:
    """The living feed behind a secret, or nothing.

    It dies with the position: when its owner holds none, or may no longer see the school.
    """
    rows = Feed.objects.filter(secret_hash=secret_hash, revoked_at=None)
    feed = rows.select_related("owner", "school").first()
    if feed is None or not feed.owner.is_active:
        return None
    scope = scope_of(feed.owner)
    if scope.is_empty or scope.aggregates_only:
        return None
    if feed.school is not None and not SEE_SCHOOL.allows(feed.owner, feed.school):
        return None
    return feed


def visits_between(
    from_day: date, to_day: date, *, seen_by: Person, school: Org | None = None
) -> list[Seen]:
    """Her own visits in a span of days, or a school's as she may see them; for calendars."""
    rows = SEE_VISIT.among(seen_by)
    mine = Q(visitors__person=seen_by) | Q(with_person=seen_by)
    rows = rows.filter(school=school) if school else rows.filter(mine).distinct()
    found = with_people(_between(rows, from_day, to_day)).prefetch_related("steps")
    return as_seen(found, seen_by=seen_by)


def _free_days(school: Org, day: date) -> list[date]:
    """School days near a day on which nobody comes and none is kept free; at most two."""
    today = timezone.localdate()
    around = school_days(
        max(today, day - timedelta(days=_LOOK_AROUND)),
        day + timedelta(days=_LOOK_AROUND),
        school=school,
    )
    if not around:
        return []
    there = Engagement.objects.filter(school=school, state__in=AHEAD)
    taken = {
        local_day(start)
        for start in _between(there, around[0], around[-1] + timedelta(days=1)).values_list(
            "planned_start", flat=True
        )
    }
    kept = blackouts_of(school, from_day=around[0], to_day=around[-1])
    taken |= set(kept.values_list("day", flat=True))
    open_days = [one for one in around if one not in taken and one != day]
    return sorted(sorted(open_days, key=lambda one: (abs((one - day).days), one))[:2])


def _between(
    rows: QuerySet[Engagement, Any], from_day: date, to_day: date
) -> QuerySet[Engagement, Any]:
    """Those that begin on one of the days, the last not included; on the district's clock."""
    begin = timezone.make_aware(datetime.combine(from_day, time.min))
    end = timezone.make_aware(datetime.combine(to_day, time.min))
    return rows.filter(Q(planned_start__gte=begin) & Q(planned_start__lt=end))
