"""Who works where today, and how many school days lie between two days?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from trellis.district.models import Org, OrgKind, Person, Position, Role, SchoolDay, Term
from trellis.district.models.people import holding_today


def positions_of(person: Person, *, on: date | None = None) -> QuerySet[Position, Any]:
    """Every confirmed position that a person holds today."""
    return person.positions.filter(holding_today(on)).select_related("org", "department")


def roles_of(person: Person, *, on: date | None = None) -> frozenset[str]:
    """Every role that a person holds today."""
    return frozenset(positions_of(person, on=on).values_list("role", flat=True))


def open_schools() -> QuerySet[Org, Any]:
    """Every open school, by name."""
    return Org.objects.filter(kind=OrgKind.SCHOOL, closed_on=None).select_related("parent")


def the_district() -> Org | None:
    """Return the district itself; nothing before its first roster is published."""
    return Org.objects.filter(kind=OrgKind.DISTRICT).order_by("pk").first()


def staff_of(school: Org, *, roles: frozenset[str] | None = None) -> QuerySet[Person, Any]:
    """People who hold a position at a school today."""
    held = Q(positions__org=school) & holding_today(prefix="positions__")
    if roles is not None:
        held &= Q(positions__role__in=roles)
    return Person.objects.filter(held, is_active=True).distinct()


def positions_at(school: Org) -> QuerySet[Position, Any]:
    """Confirmed positions that people hold at a school today, by name."""
    held = Position.objects.filter(holding_today(), org=school, person__is_active=True)
    return held.select_related("person").order_by("person__name", "pk")


def central_staff() -> QuerySet[Person, Any]:
    """People of the central office who hold a position today."""
    central = [Role.CABINET, Role.SUPERVISOR, Role.SPECIALIST, Role.ASSESSMENT_COORDINATOR]
    central += [Role.PL_DIRECTOR, Role.SIS_ADMIN, Role.COACH]
    held = holding_today(prefix="positions__") & Q(positions__role__in=central)
    return Person.objects.filter(held, is_active=True).distinct()


def school_days(from_day: date, to_day: date, *, school: Org | None = None) -> list[date]:
    """List the days in session from one day to another, both included.

    Without a calendar for that time, Monday to Friday counts; a break inside the calendar has no
    day in session.
    """
    days = SchoolDay.objects.filter(day__range=(from_day, to_day))
    own = days.filter(org=school) if school else days.none()
    chosen = own if own.exists() else days.filter(org=None)
    found = sorted(chosen.values_list("day", flat=True))
    return found or _outside_the_calendar(from_day, to_day)


def school_days_by_school(
    from_day: date, to_day: date, *, schools: Iterable[Org]
) -> dict[int, list[date]]:
    """Like `school_days`, for many schools at once, by their pk: one question of the record."""
    pks = {school.pk for school in schools}
    days = SchoolDay.objects.filter(day__range=(from_day, to_day))
    rows = days.filter(Q(org=None) | Q(org__in=pks)).order_by("day").values_list("org", "day")
    found: dict[int | None, list[date]] = {}
    for org, day in rows:
        found.setdefault(org, []).append(day)
    shared = found.get(None) or _outside_the_calendar(from_day, to_day)
    return {pk: found.get(pk) or shared for pk in pks}


def term_of(day: date) -> Term | None:
    """Return the shortest term that a day falls in; nothing between terms or without a roster."""
    there = Term.objects.filter(starts_on__lte=day, ends_on__gte=day)
    return min(there, key=lambda term: term.ends_on - term.starts_on, default=None)


def working_title(person: Person) -> str:
    """Say a person's place: "Principal, Oak Hollow Middle"."""
    first = positions_of(person, on=timezone.localdate()).first()
    if first is None:
        return "Guest"
    # Whoever works for the whole district is known by what she does.
    place = first.org if first.org and first.org.kind != OrgKind.DISTRICT else first.department
    where = place.short_name if isinstance(place, Org) else str(place or "")
    role = first.title or first.get_role_display()
    role = role[:1].upper() + role[1:]
    return f"{role}, {where}" if where else role


def _outside_the_calendar(from_day: date, to_day: date) -> list[date]:
    """Return Monday to Friday; nothing where the calendar knows days before and after."""
    known = SchoolDay.objects.aggregate(first=Min("day"), last=Max("day"))
    in_it = known["first"] is not None and known["first"] < from_day and to_day < known["last"]
    return [] if in_it else _weekdays(from_day, to_day)


def _weekdays(from_day: date, to_day: date) -> list[date]:
    span = (to_day - from_day).days
    every = (from_day + timedelta(days=n) for n in range(span + 1))
    return [day for day in every if day.weekday() < 5]
