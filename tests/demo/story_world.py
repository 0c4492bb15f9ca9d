"""A district in which the story of support can be told: places, people, days, a small lake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import time_machine
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from trellis.commitments.api import Owner, Side, promise
from trellis.demo.cast import CAST, DISTRICT, first_admin, seat_everybody
from trellis.demo.generate.calendar import school_days
from trellis.demo.generate.places import Places, make_places
from trellis.district.api import (
    Org,
    OrgKind,
    Person,
    Role,
    keep_org,
    keep_person,
    keep_school_days,
    propose_position,
)
from trellis.evidence.api import publishing

NOON = datetime(2026, 11, 17, 12, 30, tzinfo=ZoneInfo("America/New_York"))
"""A Tuesday in school, the sixty-fourth day or so of its year."""

YEARS = (2024, 2025, 2026, 2027, 2028)
STUDENTS = 110
"""Of a school of the usual size."""

_IN_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@dataclass(frozen=True)
class StoryWorld:
    """Who is there, and where the lake lies."""

    people: dict[str, Person]
    schools: list[Org]
    lake: str


@contextmanager
def a_district(
    blocker: DjangoDbBlocker, folder: Path, *, schools: int = 24, now: datetime = NOON
) -> Iterator[StoryWorld]:
    """Make it at a moment, for as long as the block lasts; nothing of it stays."""
    lake = str(folder / "lake")
    with (
        blocker.unblock(),
        time_machine.travel(now, tick=False),
        override_settings(LAKE=lake, UPLOADS=folder / "uploads", CACHES=_IN_MEMORY),
        transaction.atomic(),
    ):
        yield _district(lake, schools)
        transaction.set_rollback(True)


def _district(lake: str, number: int) -> StoryWorld:
    places = make_places(number, np.random.default_rng(7))
    district = keep_org(key=DISTRICT, name="Juniper Valley", kind=OrgKind.DISTRICT)
    networks = [
        keep_org(key=_key(name), name=name, kind=OrgKind.NETWORK, parent=district)
        for name in places.networks
    ]
    schools = [
        keep_org(key=_key(name), name=name, kind=OrgKind.SCHOOL, parent=networks[network])
        for name, network in zip(places.names, places.network, strict=True)
    ]
    for year in YEARS:
        keep_school_days([one.item() for one in school_days(year).days])
    admin = first_admin(district)
    _principals(schools)
    _publish(places, schools, admin)
    people = seat_everybody()
    _promises(people, schools)
    return StoryWorld(people, schools, lake)


def _principals(schools: list[Org]) -> None:
    """Propose principals, as a roster does; those of the cast are seated later."""
    held = {persona.place for persona in CAST if persona.role == Role.PRINCIPAL}
    for number, school in enumerate(schools):
        if school.key not in held:
            person = keep_person(email=f"head{number}@juniper.example", name=f"Head {number}")
            propose_position(
                person=person, role=Role.PRINCIPAL, org=school, starts_on=date(2026, 11, 1)
            )


def _publish(places: Places, schools: list[Org], by: Person) -> None:
    """Publish enrolment and programmes, with more of each where need is higher."""
    size = np.maximum(60, STUDENTS * places.weight / places.weight.mean()).astype(int)
    where = np.repeat(np.arange(len(schools)), size)
    place = np.concatenate([np.arange(n) for n in size])
    share = place / size[where]
    need = places.need[where]
    keys = pl.Series([f"K{number:06d}" for number in range(len(where))])
    ids = pl.Series([school.key for school in schools]).gather(where)
    with publishing(by=by, what="a small lake") as publication:
        for year in YEARS[:-1]:
            fall = date(year - 1, 8, 12)
            spans = pl.DataFrame({"student_key": keys, "school_id": ids}).with_columns(
                grade=pl.lit("06"),
                school_year=pl.lit(year),
                enters_on=pl.lit(fall),
                leaves_on=pl.lit(date(year, 5, 28)),
                is_primary=pl.lit(True),
            )
            publication.replace("enrolment", spans, within={"school_year": [year]})
        publication.replace(
            "student", pl.DataFrame({"student_key": keys, "sex": "female", "white": True})
        )
        for name, low, more in (("frl", 0.15, 0.7), ("el", 0.12, 0.3), ("swd", 0.12, 0.1)):
            held = keys.filter(pl.Series(share < low + more * need))
            programme = pl.DataFrame({"student_key": held}).with_columns(
                programme=pl.lit(name),
                begins_on=pl.lit(date(2023, 8, 1)),
                ends_on=pl.lit(date(9999, 12, 31)),
            )
            publication.replace("programme", programme, within={"programme": [name]})
        networks = [school.parent.key if school.parent else "" for school in schools]
        publication.name_it(
            places=pl.DataFrame({"school_id": [one.key for one in schools], "network_id": networks})
        )


def _promises(people: dict[str, Person], schools: list[Org]) -> None:
    """What the conversation of October led to, as far as visits are made for it."""
    oak = next(one for one in schools if one.key == "oak-hollow-middle-school")
    due = timezone.localdate() + timedelta(days=60)
    for words, school_side, district_side in (
        ("Reach every family in grade 7", "Renata Alvarez", "Elena Castillo"),
        ("A common entry task in every room", "Imani Foster", "Tomasz Wieczorek"),
    ):
        promise(
            by=people["Joy Nakamura"],
            words=words,
            sign_to_see="It is seen",
            lead=Owner(people[school_side], Side.SCHOOL, "Its part", due),
            co_owners=[Owner(people[district_side], Side.DISTRICT, "Its part", due)],
            school=oak,
        )


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")
