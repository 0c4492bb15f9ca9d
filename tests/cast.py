"""Who stands in the tests? A small standing cast, named for what each does; changed rarely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from trellis.district.api import (
    Department,
    Org,
    OrgKind,
    Person,
    Role,
    confirm_position,
    keep_department,
    keep_org,
    keep_person,
    propose_position,
)

SINCE = date(2020, 8, 1)
PASSWORD = "a long demo password"


@dataclass(frozen=True)
class Cast:
    """The district of the tests: two schools in two networks, and who works there."""

    district: Org
    east: Org
    west: Org
    oak: Org
    elm: Org
    academics: Department
    student_services: Department
    cabinet: Person
    supervisor_of_east: Person
    specialist: Person
    coach_at_oak: Person
    principal_of_oak: Person
    principal_of_elm: Person
    team_lead_at_oak: Person
    teacher_at_oak: Person
    assessment_coordinator: Person
    pl_director: Person
    sis_admin: Person
    board_observer: Person
    former_principal: Person

    @property
    def everybody(self) -> dict[str, Person]:
        """Each person by what she does."""
        return {k: v for k, v in vars(self).items() if isinstance(v, Person)}


def person(
    name: str,
    role: str,
    *,
    org: Org | None = None,
    department: Department | None = None,
    ends_on: date | None = None,
) -> Person:
    """Make one person with one confirmed position; she signs in with PASSWORD."""
    email = f"{name.lower().replace(' ', '.')}@cedarvalley.example"
    made = keep_person(email=email, name=name, password=PASSWORD)
    position = propose_position(
        person=made, role=role, org=org, department=department, starts_on=SINCE, ends_on=ends_on
    )
    confirm_position(position, by=made)
    return made


def make_cast() -> Cast:
    """Put the whole cast into the record."""
    district = keep_org(key="cedar-valley", name="Cedar Valley Unified", kind=OrgKind.DISTRICT)
    east = keep_org(key="east", name="East network", kind=OrgKind.NETWORK, parent=district)
    west = keep_org(key="west", name="West network", kind=OrgKind.NETWORK, parent=district)
    oak = keep_org(key="oak-hollow", name="Oak Hollow Middle", kind=OrgKind.SCHOOL, parent=east)
    elm = keep_org(key="elm-street", name="Elm Street Middle", kind=OrgKind.SCHOOL, parent=west)
    academics = keep_department(key="academics", name="Academics")
    services = keep_department(key="student-services", name="Student Services")
    return Cast(
        district=district,
        east=east,
        west=west,
        oak=oak,
        elm=elm,
        academics=academics,
        student_services=services,
        cabinet=person("Lorna Whitfield", Role.CABINET, org=district),
        supervisor_of_east=person("Marcus Bell", Role.SUPERVISOR, org=east),
        specialist=person("Elena Castillo", Role.SPECIALIST, department=services),
        coach_at_oak=person("Joy Nakamura", Role.COACH, org=oak, department=academics),
        principal_of_oak=person("Renata Alvarez", Role.PRINCIPAL, org=oak),
        principal_of_elm=person("Grace Oduya", Role.PRINCIPAL, org=elm),
        team_lead_at_oak=person("Imani Foster", Role.TEAM_LEAD, org=oak),
        teacher_at_oak=person("Luis Ortega", Role.TEACHER, org=oak),
        assessment_coordinator=person("Sam Whitehorse", Role.ASSESSMENT_COORDINATOR, org=district),
        pl_director=person("Hana Sorensen", Role.PL_DIRECTOR, org=district),
        sis_admin=person("Dev Patel", Role.SIS_ADMIN, org=district),
        board_observer=person("Ruth Kaplan", Role.BOARD_OBSERVER, org=district),
        former_principal=person("Old Head", Role.PRINCIPAL, org=oak, ends_on=date(2023, 6, 30)),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in the record of this test."""
    return make_cast()
