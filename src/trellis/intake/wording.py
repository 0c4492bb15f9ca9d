"""How are files and tables of a delivery called on a page, instead of by their machine names?"""

from __future__ import annotations

from typing import Any

from trellis.intake.batches.known import mappings
from trellis.lib.api import sentence

_ROSTER = {
    "orgs": "schools and networks",
    "academicSessions": "school years and terms",
    "users": "people",
    "roles": "what people do",
    "courses": "courses",
    "classes": "classes",
    "enrollments": "enrollments in classes",
    "demographics": "demographics",
}
_OWN = {
    "school_days": "school days",
    "programs": "programs of students",
    "attendance": "attendance",
    "marks": "course marks",
}
_TABLES = {
    "attendance": "days of attendance",
    "calendar": "school days",
    "enrolment": "spans of enrolment",
    "mark": "course marks",
    "programme": "programs of students",
    "received": "how far each is complete",
    "score": "scores",
    "student": "students",
}
_OTHER = {
    "": "not needed",
    "not read": "not read",
    "results": "test results",
    "unmapped": "not understood yet",
    "unread": "could not be read",
}


def taken_for(kind: str, counts: dict[str, Any]) -> str:
    """Say what a file was taken for: "Roster: school years and terms"."""
    if title := counts.get("title"):
        return str(title)
    group, _, name = kind.partition(":")
    if group == "roster":
        return f"Roster: {_ROSTER.get(name, _plain(name))}"
    if group == "own":
        return sentence(_OWN.get(name, _plain(name)))
    if group == "results" and name:
        known = mappings().get(name)
        return known.title if known else f"Test results: {_plain(name)}"
    return sentence(_OTHER.get(kind, _plain(kind)))


def table_words(name: str) -> str:
    """Name a table of the lake: "programme" is "Programs of students"."""
    return sentence(_TABLES.get(name, _plain(name)))


def _plain(name: str) -> str:
    return name.replace("_", " ").replace(":", ": ")
