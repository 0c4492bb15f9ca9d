"""The rows of the district: people, places, time."""

from trellis.district.models.people import Person, Position, Role
from trellis.district.models.places import Department, Org, OrgKind
from trellis.district.models.time import SchoolDay, SchoolYear, Term

__all__ = [
    "Department",
    "Org",
    "OrgKind",
    "Person",
    "Position",
    "Role",
    "SchoolDay",
    "SchoolYear",
    "Term",
]
