"""How is the need index published, from nothing but what left the gate?"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from trellis.access.api import scope_of
from trellis.district.api import Org, Person, open_schools
from trellis.evidence.api import Ask, Publication, answer, choices, current
from trellis.lib.api import NotAllowed, NotNow, NotThere
from trellis.support.models import NeedEdition, NeedIndex
from trellis.support.permissions.cards import may_publish_need
from trellis.support.rules.need import DEFINITION, PARTS, need_index
from trellis.trail.api import wrote


@transaction.atomic
def publish_need(*, by: Person, school_year: int | None = None) -> NeedEdition:
    """Count every open school's need from the newest publication and publish it as a new version.

    It is counted from the newest year's students, or from those of an earlier `school_year`. Raises
    NotNow before there is evidence, or when this publication's index of that year stands already.
    """
    if not may_publish_need(scope_of(by)):
        raise NotAllowed("The cabinet or the assessment coordinator publishes this.")
    publication = current()
    if publication is None:
        raise NotNow("There is no evidence yet to count need from.")
    year = _year(publication, school_year)
    same = NeedEdition.objects.filter(publication=publication, definition=DEFINITION)
    if same.filter(school_year=year).exists():
        raise NotNow("The index of this publication stands already; new files bring a new one.")
    shares = _shares(publication, year)
    last = NeedEdition.objects.aggregate(top=Max("version"))["top"] or 0
    edition = NeedEdition.objects.create(
        version=last + 1,
        published_by=by,
        publication=publication,
        school_year=year,
        definition=DEFINITION,
    )
    values = need_index(shares)
    by_key: dict[str, Org] = {school.key: school for school in open_schools()}
    NeedIndex.objects.bulk_create(
        NeedIndex(edition=edition, school=by_key[key], value=values[key], basis=shares[key])
        for key in sorted(by_key)
        if key in shares
    )
    wrote("published the need index", by=by, on=edition)
    return edition


def _year(publication: Publication, school_year: int | None) -> int:
    years = choices(publication).years_of(Ask("enrolment", "schools"))
    if not years or (school_year or years[-1]) not in years:
        raise NotNow("There is no enrolment yet to count need from.")
    return school_year or years[-1]


def _shares(publication: Publication, year: int) -> dict[str, dict[str, float | None]]:
    """Each school's shares of its enrolled students, where both counts left the gate."""
    enrolled = _counts(publication, year, "all", "")
    parts = {dim: _counts(publication, year, dim, "yes") for dim in PARTS}
    return {
        school: {
            dim: round(found[school] / of, 4) if of and school in found else None
            for dim, found in parts.items()
        }
        for school, of in enrolled.items()
    }


def _counts(publication: Publication, year: int, dim: str, value: str) -> dict[str, int]:
    """Read the students of each school who are shown; a school that is hidden is left out."""
    asked = Ask("enrolment", "schools", year=year, dim=dim, value=value)
    try:
        rows = answer(asked, publication=publication).rows
    except NotThere:
        return {}
    shown = [row for row in rows if row["level"] == "school" and not row["hidden"]]
    return {row["place_id"]: row["n_shown"] for row in shown if row["n_shown"] is not None}
