"""Who works in the central office besides the cast, and who leads the other schools?"""

from __future__ import annotations

from dataclasses import dataclass

from trellis.demo.cast import CAST, DEPARTMENTS, SINCE
from trellis.demo.generate.names import DOMAIN
from trellis.district.api import (
    Department,
    Org,
    Person,
    Role,
    confirm_position,
    keep_department,
    keep_person,
    positions_of,
    propose_position,
    staff_of,
)

MORE = (
    ("Beatriz Salcedo", "academics", "Literacy specialist"),
    ("Owen Marsh", "academics", "Science specialist"),
    ("Keisha Rowland", "academics", "Early literacy specialist"),
    ("Aaron Feld", "academics", "Math specialist"),
    ("Jamal Brodie", "student-services", "Attendance specialist"),
    ("Nadia Haddad", "student-services", "Family specialist"),
    ("Wendy Cho", "student-services", "Counseling lead"),
    ("Paul Nieminen", "special-education", "Behavior specialist"),
    ("Carmen Ibarra", "special-education", "Early childhood specialist"),
    ("Leon Tate", "special-education", "Related services lead"),
    ("Huda Karimi", "multilingual", "Language and family lead"),
    ("Mateo Quiroga", "multilingual", "Newcomer specialist"),
    ("Grace Lindholm", "assessment", "Data specialist"),
    ("Rosa Delmar", "assessment", "Testing specialist"),
    ("Derrick Vaughn", "professional-learning", "Facilitator"),
    ("Ana Prado", "professional-learning", "Facilitator"),
)
"""Specialists: name, department, title."""

SUPERVISORS = (("Yolanda Keene", "west-network"), ("Victor Amaya", "north-network"))
"""Principal supervisors beside Marcus Bell, each with a network."""

COMERS = frozenset(
    {Role.SPECIALIST, Role.SUPERVISOR, Role.PL_DIRECTOR, Role.ASSESSMENT_COORDINATOR}
)


@dataclass(frozen=True)
class Worker:
    """Somebody of the central office who visits schools: for a department or for a network."""

    person: Person
    department: Department | None
    network: Org | None

    @property
    def unit(self) -> str:
        """The key by which visits of one department or network are known."""
        if self.department is not None:
            return self.department.key
        return self.network.key if self.network else ""


def seat_the_office(by: Person) -> None:
    """Give the rest of the central office confirmed positions."""
    for name, key, title in MORE:
        department = keep_department(key=key, name=DEPARTMENTS[key])
        _seat(name, Role.SPECIALIST, by, department=department, title=title)
    for name, network in SUPERVISORS:
        org = Org.objects.filter(key=network).first()
        if org is not None:
            _seat(name, Role.SUPERVISOR, by, org=org)


def seat_the_principals(schools: list[Org], by: Person) -> dict[int, Person]:
    """Confirm that each school's principal leads it; return them by school."""
    leads = {}
    for school in schools:
        confirmed = staff_of(school, roles=frozenset({Role.PRINCIPAL})).order_by("pk").first()
        proposed = school.position_set.filter(role=Role.PRINCIPAL, confirmed_at=None)
        held = proposed.select_related("person").order_by("pk").first()
        if confirmed is not None:
            leads[school.pk] = confirmed
        elif held is not None:
            leads[school.pk] = held.person
            # The file knows only since when it has named her; she has led the school for longer.
            held.delete()
            position = propose_position(
                person=held.person, role=Role.PRINCIPAL, org=school, starts_on=SINCE
            )
            confirm_position(position, by=by)
    return leads


def workers(people: dict[str, Person]) -> list[Worker]:
    """Everybody of the central office who visits schools, in a fixed order."""
    names = [persona.name for persona in CAST if persona.role in COMERS]
    known = [people[name] for name in names]
    more = [_email(name) for name, *_ in (*MORE, *SUPERVISORS)]
    rows = {one.email: one for one in Person.objects.filter(email__in=more)}
    known += [rows[email] for email in more if email in rows]
    found = []
    for person in known:
        held = [one for one in positions_of(person) if one.role in COMERS]
        if held:
            network = None if held[0].department else held[0].org
            found.append(Worker(person, held[0].department, network))
    return found


def _seat(
    name: str,
    role: str,
    by: Person,
    *,
    org: Org | None = None,
    department: Department | None = None,
    title: str = "",
) -> None:
    person = keep_person(email=_email(name), name=name)
    position = propose_position(
        person=person, role=role, org=org, department=department, title=title, starts_on=SINCE
    )
    confirm_position(position, by=by)


def _email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"
