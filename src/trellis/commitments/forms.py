"""How are a promise and what becomes of it read from a form?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import QueryDict

from trellis.commitments.acts.promising import Owner
from trellis.district.api import Person
from trellis.lib.api import BadInput, whole

ROWS = 6
"""How many owners the form has room for; the page shows two and offers more."""


def read_day(text: str, *, of: str) -> date:
    """Read a date from a date field, or raise BadInput naming whose it is."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else _wrong(of)
    except ValueError:
        return _wrong(of)


def read_key(form: QueryDict) -> UUID | None:
    """Read the form's own key, by which a second sending is known; None when it has none."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        return None


def read_owners(form: QueryDict, people: dict[int, tuple[Person, str]]) -> list[Owner]:
    """Read the owners; the first row leads. `people` are those who may be chosen, with side."""
    owners = []
    for row in range(1, ROWS + 1):
        chosen, deliverable = form.get(f"owner-{row}", ""), form.get(f"deliverable-{row}", "")
        if not chosen and not deliverable.strip():
            continue
        pk = whole(chosen)
        if pk is None or pk not in people:
            raise BadInput(f"Row {row}: say who will give “{deliverable.strip()}”.")
        person, side = people[pk]
        due_on = read_day(form.get(f"due-{row}", ""), of=person.name)
        owners.append(Owner(person, side, deliverable, due_on))
    if not owners:
        raise BadInput("Say who leads this, what she gives, and by when.")
    return owners


def _wrong(of: str) -> date:
    raise BadInput(f"The day for {of} is missing or is no date; write it as 2026-12-04.")
