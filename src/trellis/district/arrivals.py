"""How do all the people of a roster, and the positions it names, come in at once?

The same as `acts.keep_person` and `acts.propose_position` one by one, in a few statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from trellis.district.acts import propose_position
from trellis.district.models import Org, Person, Position


@dataclass(frozen=True)
class Arrival:
    """Somebody whom a roster names; by her e-mail she is known."""

    email: str
    name: str
    sourced_id: str = ""


@transaction.atomic
def keep_people(arrivals: Iterable[Arrival]) -> dict[str, Person]:
    """Make people, or bring their names up to date; return them by e-mail in lower case.

    Named twice, the last word counts. New ones cannot sign in until they set a password.
    """
    wanted = {one.email.lower(): one for one in arrivals}
    people = dict(Person.objects.in_bulk(list(wanted), field_name="email"))
    changed = []
    for email, person in people.items():
        one = wanted[email]
        told = (one.name, one.sourced_id or person.sourced_id)
        if told != (person.name, person.sourced_id):
            person.name, person.sourced_id = told
            changed.append(person)
    Person.objects.bulk_update(changed, ["name", "sourced_id"], batch_size=500)
    new = [
        Person(email=email, name=one.name, sourced_id=one.sourced_id, password=make_password(None))
        for email, one in wanted.items()
        if email not in people
    ]
    Person.objects.bulk_create(new, batch_size=1_000)
    return people | {person.email: person for person in new}


@transaction.atomic
def propose_positions(told: Iterable[tuple[Person, str, Org]], *, starts_on: date) -> int:
    """Note the positions that a file names, where they are not held already; say how many.

    They give no right until somebody confirms them.
    """
    wanted = {(person.pk, role, org.pk): (person, role, org) for person, role, org in told}
    roles, orgs = {role for _, role, _ in wanted}, {org for _, _, org in wanted}
    there = Position.objects.filter(role__in=roles, org__in=orgs)
    columns = ("person", "role", "org")
    held = set(there.filter(ends_on=None).values_list(*columns))
    # One that ended today and is named again today is the same position: it is opened anew.
    ended = set(there.filter(starts_on=starts_on, department=None).values_list(*columns)) - held
    new = [one for key, one in wanted.items() if key not in held]
    for person, role, org in new:
        if (person.pk, role, org.pk) in ended:
            propose_position(person=person, role=role, org=org, starts_on=starts_on)
    Position.objects.bulk_create(
        [
            Position(person=person, role=role, org=org, starts_on=starts_on)
            for person, role, org in new
            if (person.pk, role, org.pk) not in ended
        ],
        batch_size=1_000,
    )
    return len(new)
