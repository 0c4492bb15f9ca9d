"""How do people, places and positions come about and change?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from trellis.district.models import (
    Department,
    Org,
    Person,
    Position,
    Role,
    SchoolDay,
    SchoolYear,
    Term,
)
from trellis.lib.api import FAR, BadInput


@transaction.atomic
def keep_org(
    *, key: str, name: str, kind: str, parent: Org | None = None, identifier: str = ""
) -> Org:
    """Make a place, or bring its name, parent and number up to date."""
    org, _ = Org.objects.update_or_create(
        key=key,
        defaults={"name": name, "kind": kind, "parent": parent, "identifier": identifier},
    )
    return org


def keep_department(*, key: str, name: str) -> Department:
    """Make a department, or bring its name up to date."""
    department, _ = Department.objects.update_or_create(key=key, defaults={"name": name})
    return department


@transaction.atomic
def keep_person(*, email: str, name: str, sourced_id: str = "", password: str = "") -> Person:
    """Make a person, or bring her name up to date; a password is set only on a new person."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person.objects.create_user(email, name, password or None)
    person.name = name
    person.sourced_id = sourced_id or person.sourced_id
    person.save(update_fields=["name", "sourced_id"])
    return person


@transaction.atomic
def propose_position(
    *,
    person: Person,
    role: str,
    org: Org | None = None,
    department: Department | None = None,
    title: str = "",
    starts_on: date,
    ends_on: date | None = None,
) -> Position:
    """Note a position that a file names; it gives no right until somebody confirms it.

    Proposed again it may end sooner. Where it would last longer than what was confirmed, it must
    be confirmed anew: a file does not bring back somebody who left.
    """
    if role not in Role.values:
        raise BadInput(f"No role “{role}”. There are: {', '.join(Role.values)}.")
    position, new = Position.objects.get_or_create(
        person=person,
        role=role,
        org=org,
        department=department,
        starts_on=starts_on,
        defaults={"title": title, "ends_on": ends_on},
    )
    if not new:
        if (ends_on or FAR) > (position.ends_on or FAR):
            position.confirmed_by, position.confirmed_at = None, None
        position.title, position.ends_on = title, ends_on
        position.save(update_fields=["title", "ends_on", "confirmed_by", "confirmed_at"])
    return position


@transaction.atomic
def confirm_position(position: Position, *, by: Person) -> Position:
    """Say that a person really holds a position; from now on it gives its rights."""
    if position.confirmed_at is None:
        position.confirmed_by, position.confirmed_at = by, timezone.now()
        position.save(update_fields=["confirmed_by", "confirmed_at"])
    return position


@transaction.atomic
def end_position(position: Position, *, on: date) -> Position:
    """Close a position; its rights end with that day."""
    position.ends_on = on
    position.save(update_fields=["ends_on"])
    return position


@transaction.atomic
def keep_school_year(*, year: int, starts_on: date, ends_on: date) -> SchoolYear:
    """Make a school year, or move its ends."""
    kept, _ = SchoolYear.objects.update_or_create(
        year=year, defaults={"starts_on": starts_on, "ends_on": ends_on}
    )
    return kept


@transaction.atomic
def keep_term(*, key: str, year: int, title: str, starts_on: date, ends_on: date) -> Term:
    """Make a term of a school year that is kept, or bring its title and ends up to date."""
    kept, _ = Term.objects.update_or_create(
        key=key,
        defaults={
            "school_year": SchoolYear.objects.get(year=year),
            "title": title[:80],
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    return kept


@transaction.atomic
def keep_school_days(days: Iterable[date], *, org: Org | None = None) -> int:
    """Replace the days in session of the span that these days cover; say how many there are."""
    wanted = sorted(set(days))
    if not wanted:
        return 0
    span = SchoolDay.objects.filter(org=org, day__range=(wanted[0], wanted[-1]))
    span.exclude(day__in=wanted).delete()
    there = set(span.values_list("day", flat=True))
    new = [SchoolDay(org=org, day=day) for day in wanted if day not in there]
    SchoolDay.objects.bulk_create(new, batch_size=500)
    return len(wanted)
