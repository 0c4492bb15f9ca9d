"""How does a person say in which way files are to be read: mappings and habits of a source?"""

from __future__ import annotations

import re

from django.db import transaction

from trellis.district.api import Person
from trellis.intake.batches.known import habits_said
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.saved import shipped, to_json
from trellis.intake.models import Habit, SavedMapping
from trellis.intake.permissions import check_keeper
from trellis.lib.api import BadInput
from trellis.trail.api import wrote

_ALLOWED = {
    Habit.Name.END_DATES: (r"|last_day|day_after", "the last day or the first day after"),
    Habit.Name.DATES: (r"|iso|us", "2026-08-17 or 8/17/2026"),
    Habit.Name.LEAVES_OUT: (r"[^;|]{0,500}", "ids of orgs and classes with commas between them"),
    Habit.Name.DIGITS: (
        r"|(state|local|sis|vendor)=\d{1,2}(,(state|local|sis|vendor)=\d{1,2})*",
        "a kind of id and a number of digits, as in local=9",
    ),
}

_USUAL = {Habit.Name.END_DATES: "last_day", Habit.Name.DATES: "iso"}


@transaction.atomic
def say_habit(*, source: str, name: str, text: str, by: Person) -> Habit | None:
    """Say in which way a source writes its files; an empty text takes the word back.

    `source` is "roster", "own" or the key of a mapping. Returns nothing when it was said before.
    """
    check_keeper(by)
    pattern, expected = _ALLOWED[Habit.Name(name)]
    said = ",".join(part.strip() for part in text.split(",") if part.strip())
    if not re.fullmatch(pattern, said):
        raise BadInput(f"Found “{text[:60]}”, expected {expected}.")
    if habits_said().get(f"{source} {name}", _USUAL.get(Habit.Name(name), "")) == said:
        return None
    habit = Habit.objects.create(source=source[:60], name=name, text=said, said_by=by)
    wrote("said how a source writes", by=by, on=habit)
    return habit


@transaction.atomic
def save_mapping(mapping: Mapping, *, by: Person) -> SavedMapping:
    """Keep a mapping that was made in the browser; the same words again are the same version."""
    check_keeper(by)
    if mapping.key in shipped():
        raise BadInput(
            f"“{mapping.key}” is a mapping that comes with Trellis. Choose another name."
        )
    text = to_json(mapping)
    newest = SavedMapping.objects.filter(key=mapping.key).order_by("-version").first()
    if newest is not None and newest.text == text:
        return newest
    saved = SavedMapping.objects.create(
        key=mapping.key,
        version=newest.version + 1 if newest else 1,
        title=mapping.title[:120],
        text=text,
        saved_by=by,
    )
    wrote("saved a mapping", by=by, on=saved)
    return saved
