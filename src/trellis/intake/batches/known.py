"""What does the record know already: ids of students, places, mappings?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import polars as pl
from django.utils.text import slugify

from trellis.district.api import Org, OrgKind, SchoolYear
from trellis.intake.layouts.habits import Habits
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.saved import mapping_from_json, shipped
from trellis.intake.models import Habit, SavedMapping, SourceOrg, StudentIdentity
from trellis.intake.roster.matching import KNOWN
from trellis.intake.roster.places import Place
from trellis.intake.roster.years import Years


def identities() -> pl.DataFrame:
    """Return every id that is known: id_type, id_text, student_key."""
    rows = StudentIdentity.objects.values_list("id_type", "id_text", "student_key")
    left, frames = rows.iterator(50_000), [pl.DataFrame(schema=KNOWN)]
    while part := list(islice(left, 50_000)):
        frames.append(pl.DataFrame(part, schema=KNOWN, orient="row"))
    return pl.concat(frames)


def org_keys(places: list[Place]) -> dict[str, str]:
    """Give every place of a roster its key: the one it has, or a new one made of its name."""
    by_source = dict(SourceOrg.objects.values_list("source", "org__key"))
    numbered = Org.objects.exclude(identifier="").values_list("identifier", "key", "kind")
    by_number = {(number, kind): key for number, key, kind in numbered}
    taken = set(Org.objects.values_list("key", flat=True))
    keys: dict[str, str] = {}
    for place in places:
        key = by_source.get(place.source) or by_number.get((place.identifier, place.kind))
        if key is None:
            key = _free(slugify(place.name)[:200] or "place", taken)
        taken.add(key)
        keys[place.source] = key
    return keys


def school_keys(places: list[Place], keys: dict[str, str]) -> dict[str, str]:
    """Return by which words files may name a school: the SIS's id, its number, its key."""
    found: dict[str, str] = {}
    for org in Org.objects.filter(kind=OrgKind.SCHOOL).prefetch_related("sources"):
        for word in (org.key, org.identifier, *(s.source for s in org.sources.all())):
            if word:
                found[word] = org.key
    for place in places:
        if place.is_school:
            found[place.source] = keys[place.source]
            if place.identifier:
                found[place.identifier] = keys[place.source]
    return found


def school_names() -> dict[str, str]:
    """Return the names of the schools that the record has, by key."""
    return dict(Org.objects.filter(kind=OrgKind.SCHOOL).values_list("key", "name"))


def mappings() -> dict[str, Mapping]:
    """Return every mapping by its key: shipped, and the newest version of each saved one."""
    found = dict(shipped())
    for saved in SavedMapping.objects.order_by("key", "version"):
        found[saved.key] = mapping_from_json(saved.text)
    return found


def habits_said() -> dict[str, str]:
    """Return the newest word on every habit: "source name" to what was said."""
    said = Habit.objects.order_by("pk").values_list("source", "name", "text")
    return {f"{source} {name}": text for source, name, text in said}


def habits(source: str) -> Habits:
    """Return the ways of one source."""
    said = habits_said()
    name = Habit.Name
    left_out = said.get(f"{source} {name.LEAVES_OUT}", "").split(",")
    digits = [
        pair.split("=") for pair in said.get(f"{source} {name.DIGITS}", "").split(",") if pair
    ]
    return Habits(
        end_is_last_day=said.get(f"{source} {name.END_DATES}", "") != "day_after",
        us_dates=said.get(f"{source} {name.DATES}", "") == "us",
        leaves_out=frozenset(word.strip() for word in left_out if word.strip()),
        digits={kind: int(number) for kind, number in digits},
    )


def calendar(today: date) -> Years:
    """Return the district's school years that have begun, or begin within two months."""
    soon = SchoolYear.objects.filter(starts_on__lte=today + timedelta(days=60))
    return {year.year: (year.starts_on, year.ends_on) for year in soon}


def year_begins() -> dict[str, date]:
    """Return the first day of each school year of the record."""
    return {str(year.year): year.starts_on for year in SchoolYear.objects.all()}


def _free(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
