"""Who is in the demo, what do they do, and how do they sign in?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trellis.demo.generate.names import DOMAIN
from trellis.district.api import (
    Department,
    Org,
    Person,
    Role,
    confirm_position,
    keep_department,
    keep_person,
    propose_position,
)

PASSWORD = "juniper valley demo"  # noqa: S105 - printed on purpose, for an invented district
SINCE = date(2021, 8, 2)

DEPARTMENTS = {
    "academics": "Academics",
    "student-services": "Student Services",
    "special-education": "Special Education",
    "multilingual": "Multilingual Learning",
    "assessment": "Assessment & Data",
    "professional-learning": "Professional Learning",
}


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as: her role, where, and what she would look at first."""

    name: str
    role: str
    place: str
    department: str
    looks_at: str

    @property
    def email(self) -> str:
        """Her sign-in."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


OAK, BITTERROOT = "oak-hollow-middle-school", "bitterroot-middle-school"
EAST, DISTRICT = "east-network", "juniper-valley-public-schools"
CAST = (
    Persona("Renata Alvarez", Role.PRINCIPAL, OAK, "", "her Monday: what is owed, what comes"),
    Persona("Joy Nakamura", Role.COACH, OAK, "academics", "leads the conversation ready to run"),
    Persona("Imani Foster", Role.TEAM_LEAD, OAK, "", "grade 7 team lead"),
    Persona("Luis Ortega", Role.TEACHER, OAK, "", "grade 7 teacher"),
    Persona("Marcus Bell", Role.SUPERVISOR, EAST, "", "his schools, what is late"),
    Persona("Elena Castillo", Role.SPECIALIST, "", "student-services", "her parts of promises"),
    Persona("Tomasz Wieczorek", Role.SPECIALIST, "", "academics", "his parts of promises"),
    Persona("Denise Okafor", Role.SPECIALIST, "", "special-education", "invited next week"),
    Persona("Priya Raman", Role.SPECIALIST, "", "multilingual", "gaps between groups"),
    Persona("Lorna Whitfield", Role.CABINET, DISTRICT, "academics", "the district’s page"),
    Persona("Hana Sorensen", Role.PL_DIRECTOR, DISTRICT, "professional-learning", "conversations"),
    Persona("Sam Whitehorse", Role.ASSESSMENT_COORDINATOR, DISTRICT, "assessment", "files in"),
    Persona("Dev Patel", Role.SIS_ADMIN, DISTRICT, "", "files in, positions to confirm"),
    Persona("Ruth Kaplan", Role.BOARD_OBSERVER, DISTRICT, "", "aggregates only"),
    Persona("Theo Lindqvist", Role.PRINCIPAL, BITTERROOT, "", "another school’s page stays closed"),
)


def first_admin(district: Org) -> Person:
    """Make the SIS admin, who answers for the first import."""
    dev = next(one for one in CAST if one.name == "Dev Patel")
    person = keep_person(email=dev.email, name=dev.name, password=PASSWORD)
    position = propose_position(person=person, role=dev.role, org=district, starts_on=SINCE)
    confirm_position(position, by=person)
    return person


def seat_everybody() -> dict[str, Person]:
    """Give the whole cast passwords and confirmed positions; return them by name."""
    departments = {key: keep_department(key=key, name=name) for key, name in DEPARTMENTS.items()}
    return {persona.name: _seated(persona, departments) for persona in CAST}


def _seated(persona: Persona, departments: dict[str, Department]) -> Person:
    person = keep_person(email=persona.email, name=persona.name)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    org = Org.objects.filter(key=persona.place).first() if persona.place else None
    department = departments.get(persona.department)
    # The roster proposed some of these without a department; the confirmed one takes its place.
    person.positions.filter(confirmed_at=None).delete()
    held = person.positions.filter(role=persona.role, org=org).first()
    if held is None:
        held = propose_position(
            person=person, role=persona.role, org=org, department=department, starts_on=SINCE
        )
    confirm_position(held, by=person)
    return person
