"""Who looked at the records about me, and what happened to this record?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from trellis.district.api import Person
from trellis.trail.acts import reference
from trellis.trail.models import Entry


@dataclass(frozen=True)
class Line:
    """One line of the trail, as a person reads it."""

    at: datetime
    who: str
    act: str
    reason: str
    kind: str


def looks_at(person: Person) -> QuerySet[Entry, Any]:
    """Every act and look about a person, newest first. Only she herself may ask."""
    return Entry.objects.filter(about_ref=str(person.pk))


def history_of(record: models.Model) -> QuerySet[Entry, Any]:
    """Every act on a record, newest first. The caller has found the record by permission."""
    return Entry.objects.filter(on_ref=reference(record), kind="wrote")


def acts_of(person: Person) -> QuerySet[Entry, Any]:
    """Everything that a person did or saw, newest first. Only she herself may ask."""
    return Entry.objects.filter(actor_ref=str(person.pk))


def spoken(entries: Iterable[Entry]) -> list[Line]:
    """Put names to the lines; a person who was erased is "somebody".

    One look at a record about several people is one line for who looked.
    """
    once = {(row.at, row.actor_ref, row.act, row.on_ref): row for row in entries}
    rows = list(once.values())
    refs = {row.actor_ref for row in rows if row.actor_ref.isdigit()}
    names = {
        str(pk): name for pk, name in Person.objects.filter(pk__in=refs).values_list("pk", "name")
    }
    return [
        Line(
            row.at,
            names.get(row.actor_ref, row.actor_ref.partition("machine:")[2] or "somebody"),
            row.act,
            row.reason,
            row.kind,
        )
        for row in rows
    ]
