"""For which department does somebody of the central office stand, by her confirmed position?"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from trellis.access.api import CENTRAL_ROLES
from trellis.district.api import Department, Person, Position, Role

APART_FROM = 3
"""People who must work in a department before a figure is told for it alone."""

_COMING = CENTRAL_ROLES | {Role.COACH}


def departments_of_people(people: Iterable[int]) -> dict[int, int]:
    """Each person's department by their pks: the one of today, else the last she had."""
    held = Position.objects.filter(
        person__in=set(people), department__isnull=False, confirmed_at__isnull=False
    )
    today = timezone.localdate()
    rows = held.order_by("starts_on", "pk").values_list("person", "department", "ends_on")
    ended: dict[int, int] = {}
    standing: dict[int, int] = {}
    for person, department, ends_on in rows:
        kept = standing if ends_on is None or ends_on >= today else ended
        if department is not None:
            kept[person] = department
    return ended | standing


def departments_told_apart() -> dict[int, str]:
    """Departments large enough that a figure about one is not about a person; by name."""
    today = timezone.localdate()
    held = Position.objects.filter(
        confirmed_at__isnull=False, role__in=_COMING, department__isnull=False
    ).exclude(ends_on__lt=today)
    people: dict[int, set[int]] = {}
    active = Person.objects.filter(is_active=True).values("pk")
    for department, person in held.filter(person__in=active).values_list("department", "person"):
        if department is not None:
            people.setdefault(department, set()).add(person)
    large = [pk for pk, there in people.items() if len(there) >= APART_FROM]
    return dict(Department.objects.filter(pk__in=large).order_by("name").values_list("pk", "name"))
