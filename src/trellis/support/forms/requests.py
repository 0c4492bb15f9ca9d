"""How is what a school asks read from its form, with what is wrong beside each field?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from trellis.district.api import Department, Org
from trellis.lib.api import BadInput
from trellis.support.acts.asking import Way
from trellis.support.forms.reading import read_day, read_key
from trellis.support.models import Service
from trellis.support.rules.requests import check_wanted_by, check_words


@dataclass
class Asked:
    """What stands in the form; `wrong` holds a sentence for each field that cannot be sent so."""

    school: Org | None = None
    way: Way = field(default_factory=Way)
    chosen: str = ""
    title: str = ""
    words: str = ""
    wanted_by: date | None = None
    wanted: str = ""
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    wrong: dict[str, str] = field(default_factory=dict)


def begin(
    given: QueryDict,
    *,
    schools: Sequence[Org],
    services: Sequence[Service],
    departments: Sequence[Department],
) -> Asked:
    """Fill the form from the address: the school, and what was chosen in the catalogue."""
    asked = Asked(chosen=given.get("way", ""), title=given.get("title", "")[:140])
    asked.school = next((s for s in schools if s.key == given.get("school")), None)
    if asked.school is None and len(schools) == 1:
        asked.school = schools[0]
    asked.way = way_of(asked.chosen, services, departments) or Way()
    return asked


def read_ask(
    given: QueryDict,
    *,
    schools: Sequence[Org],
    services: Sequence[Service],
    departments: Sequence[Department],
) -> Asked:
    """Read the form that was sent."""
    asked = begin(given, schools=schools, services=services, departments=departments)
    asked.title, asked.words = given.get("title", "").strip(), given.get("words", "")
    asked.wanted, asked.key = given.get("wanted_by", "").strip(), read_key(given) or asked.key
    if asked.school is None:
        asked.wrong["school"] = "Say which school this is for."
    if asked.chosen and way_of(asked.chosen, services, departments) is None:
        asked.wrong["way"] = "That is offered no longer; choose again."
    try:
        check_words(asked.title, of="title")
    except BadInput as error:
        asked.wrong["title"] = error.sentence if asked.title else "Say in one line what you need."
    try:
        if asked.wanted:
            asked.wanted_by = read_day(given, "wanted_by", of="the day you want it by")
            check_wanted_by(asked.wanted_by, today=timezone.localdate())
    except BadInput as error:
        asked.wrong["wanted_by"] = error.sentence
    return asked


def way_of(
    chosen: str, services: Sequence[Service], departments: Sequence[Department]
) -> Way | None:
    """Read "service-12" or "department-3"; None when it is not among those offered."""
    kind, _, number = chosen.partition("-")
    if kind == "service":
        service = next((s for s in services if str(s.pk) == number), None)
        return Way(service=service) if service else None
    department = next((d for d in departments if str(d.pk) == number), None)
    return Way(department=department) if department else None


def read_department(given: QueryDict, departments: Sequence[Department]) -> Department:
    """Read a chosen department, or raise BadInput."""
    number = given.get("department", "")
    found = next((one for one in departments if str(one.pk) == number), None)
    if found is None:
        raise BadInput("Choose the department.")
    return found
