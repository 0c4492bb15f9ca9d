"""How is a line added to the trail?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from trellis.district.api import Person
from trellis.lib.api import crash_point
from trellis.trail.models import Entry


def wrote(
    act: str,
    *,
    by: Person | str,
    on: models.Model | None = None,
    about: Person | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Note that somebody did something; called inside the transaction of the act.

    `by` is a person, or the name of a machine such as "nightly roster". `detail` holds counts and
    keys only: never a name, a note's text or a student. Every act comes through here, so here
    tests kill the process: CRASH_AT="moved a step".
    """
    line = _added("wrote", act, by, on, about, reason, detail)
    crash_point(act)
    return line


def saw(
    act: str,
    *,
    by: Person,
    on: models.Model | None = None,
    about: Person | None = None,
    reason: str = "",
) -> Entry:
    """Note that somebody looked at a record."""
    return _added("saw", act, by, on, about, reason, None)


def saw_of_many(
    act: str, *, by: Person, on: models.Model, people: Iterable[Person], reason: str = ""
) -> None:
    """Note that somebody looked at a record about several people: a line for each of the others.

    Each of them finds hers on her own page. A record that is about nobody else is one line.
    """
    others = {person.pk: person for person in people if person.pk != by.pk}
    lines = [_line("saw", act, by, on, about, reason, None) for about in others.values()]
    lines = lines or [_line("saw", act, by, on, None, reason, None)]
    for line in lines:
        line.at = lines[0].at
    Entry.objects.bulk_create(lines)


def reference(record: models.Model) -> str:
    """Name a record without pointing at it: "support.request:41"."""
    return f"{record._meta.label_lower}:{record.pk}"


def _added(*said: Any) -> Entry:
    line = _line(*said)
    line.save(force_insert=True)
    return line


def _line(
    kind: str,
    act: str,
    by: Person | str,
    on: models.Model | None,
    about: Person | None,
    reason: str,
    detail: dict[str, Any] | None,
) -> Entry:
    return Entry(
        kind=kind,
        act=act,
        actor_ref=str(by.pk) if isinstance(by, Person) else f"machine:{by}",
        on_ref=reference(on) if on is not None else "",
        about_ref=str(about.pk) if about is not None else "",
        reason=reason[:200],
        detail=detail or {},
    )
