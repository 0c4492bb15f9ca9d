"""Where does the story take place: schools, their size and need, and who works with them?"""

from __future__ import annotations

from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import World
from trellis.demo.support.staff import seat_the_office, seat_the_principals, workers
from trellis.district.api import Person, open_schools
from trellis.evidence.api import Ask, answer, choices, current
from trellis.support.api import NeedEdition, publish_need

USUAL_PUPILS = 500
"""For a school whose number of students may not be shown."""


def make_world(people: dict[str, Person], days: Days) -> World:
    """Seat everybody, publish the need index of every year, and gather what the story stands on."""
    dev, sam = people["Dev Patel"], people["Sam Whitehorse"]
    # In Python: databases sort words differently, and the story should be the same on each.
    schools = sorted(open_schools(), key=lambda one: one.key)
    seat_the_office(dev)
    principals = seat_the_principals(schools, dev)
    led = [school for school in schools if school.pk in principals]
    return World(
        schools=led,
        principals=principals,
        pupils=_pupils(),
        need=_need_by_year(sam, days),
        workers=workers(people),
    )


def _need_by_year(by: Person, days: Days) -> dict[int, dict[str, float]]:
    """Publish the index of every year for which there is enrolment, dated to its fall."""
    years = choices().years_of(Ask("enrolment", "schools"))
    found: dict[int, dict[str, float]] = {}
    for year in sorted({*years} & {*days.years}):
        edition = publish_need(by=by, school_year=year)
        rows = edition.schools.exclude(value=None).values_list("school__key", "value")
        found[year] = {key: value for key, value in rows if value is not None}
        begins = next((day for day in days.of_year(year)), None)
        if begins is not None:
            published = at(days.after(begins, 12), 10 * 60)
            moment = min(published, days.now)
            NeedEdition.objects.filter(pk=edition.pk).update(published_at=moment)
    newest = found[max(found)]
    return {year: found.get(year, newest) for year in days.years}


def _pupils() -> dict[str, int]:
    """Each school's students of the newest year, where they may be shown."""
    publication = current()
    years = choices(publication).years_of(Ask("enrolment", "schools"))
    asked = Ask("enrolment", "schools", year=years[-1], dim="all", value="")
    rows = answer(asked, publication=publication).rows
    shown = {row["place_id"]: row["n_shown"] for row in rows if row["level"] == "school"}
    return {school.key: shown.get(school.key) or USUAL_PUPILS for school in open_schools()}
