"""Is support set against need fairly, and are schools below the line offered, not ranked?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.support.past import days_in_session, past_visit
from trellis.district.api import Org, OrgKind, keep_org
from trellis.evidence.api import Publication
from trellis.lake.api import Lake
from trellis.support.models import Kind, NeedEdition, NeedIndex, VisitState
from trellis.support.queries.equity import equity

SCHOOLS = 18
NEGLECTED = 16
NUMBERS = count(7000)


@pytest.fixture
def schools(cast: Cast, settings) -> list[Org]:
    """Eighteen schools with ever more need and 200 students each, and support that follows need.

    The one with the number NEGLECTED gets nothing.
    """
    made = [
        keep_org(key=f"s{n:02}", name=f"School {n:02}", kind=OrgKind.SCHOOL, parent=cast.west)
        for n in range(SCHOOLS)
    ]
    keep_figures(cast, settings, {school.key: 200 for school in made})
    keep_need(cast, {school: (n - 9) / 5 for n, school in enumerate(made)})
    days = days_in_session()
    for number, school in enumerate(made):
        for visit in range(0 if number == NEGLECTED else 2 + number // 2):
            past_visit(school, days[-3 - visit], by=cast.specialist, minutes=50 + 7 * (number % 3))
    return made


def keep_figures(cast: Cast, settings, students: dict[str, int], hidden: str = "") -> None:
    rows = [("enrolment", "school", key, n, key == hidden) for key, n in students.items()]
    rows.append(("enrolment", "district", "", sum(students.values()), False))
    names = ("measure", "level", "place_id", "n_shown", "hidden")
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        dim=pl.lit("all"),
        value=pl.lit(""),
        school_year=pl.lit(2026),
        product=pl.lit(""),
        subject=pl.lit(""),
        window=pl.lit(""),
        structural=pl.lit(False),
        low=pl.col("n_shown"),
        high=pl.col("n_shown"),
        middle=pl.col("n_shown"),
        measure_version=pl.lit(1),
        as_of=pl.lit(date(2026, 3, 1)),
    )
    # What can be asked of a publication is kept by its number for as long as the process runs.
    number = next(NUMBERS)
    writing = Lake(Path(settings.LAKE)).write(number, None)
    writing.replace("gated", frame, within=None, absent_means_gone=True)
    Publication.objects.create(
        number=number, state="published", what="figures", manifest=writing.finish().to_json()
    )


def keep_need(cast: Cast, need: dict[Org, float]) -> NeedEdition:
    edition = NeedEdition.objects.create(
        version=NeedEdition.objects.count() + 1,
        published_by=cast.cabinet,
        publication=Publication.objects.latest(),
        school_year=2026,
        definition="As the tests say",
    )
    NeedIndex.objects.bulk_create(
        NeedIndex(edition=edition, school=school, value=value) for school, value in need.items()
    )
    return edition


def found():
    told = equity()
    assert told is not None
    return told


def test_hours_are_told_for_100_students(schools: list[Org]) -> None:
    first = found().given[0]
    assert (first.school.key, first.students) == ("s00", 200)
    assert first.hours == pytest.approx(100 / 60)
    assert first.per_100 == pytest.approx(100 / 60 / 2)


def test_support_that_follows_need_has_an_index_above_nothing(
    cast: Cast, schools: list[Org]
) -> None:
    # Resampling is drawn anew each day; with a school left out the interval reaches zero on some.
    days = days_in_session()
    for visit in range(2 + NEGLECTED // 2):
        past_visit(schools[NEGLECTED], days[-3 - visit], by=cast.specialist)
    spread = found().spread
    assert spread is not None
    assert spread.n == SCHOOLS
    assert spread.low > 0


def test_the_school_without_support_is_offered_the_next_day(schools: list[Org]) -> None:
    assert [offer.school.key for offer in found().offers] == [schools[NEGLECTED].key]


def test_offers_stand_by_name_and_not_by_gap(cast: Cast, schools: list[Org]) -> None:
    for school in (schools[15], schools[17]):
        school.engagements.update(state=VisitState.DONE)
    named = [offer.school.name for offer in found().offers]
    assert len(named) > 1
    assert named == sorted(named)


@pytest.mark.parametrize(
    "what",
    [
        {"state": VisitState.DONE},
        {"state": VisitState.DIFFERS},
        {"hat": "supervise"},
        {"kind": Kind.REQUIRED_VISIT, "hat": "supervise", "initiated_by": "required"},
        {"kind": Kind.PRINCIPAL_COACHING},
    ],
    ids=["not answered", "told differently", "supervising", "required", "coaching"],
)
def test_only_fair_supporting_visits_count_as_hours(cast: Cast, schools: list[Org], what) -> None:
    days = days_in_session()
    if what.get("kind") == Kind.PRINCIPAL_COACHING:
        what = what | {"with_person": cast.principal_of_elm}
    past_visit(schools[NEGLECTED], days[-4], by=cast.specialist, **what)
    hours = {one.school.key: one.hours for one in found().given}
    assert hours[schools[NEGLECTED].key] == 0


def test_a_school_whose_students_may_not_be_shown_is_left_out_and_said(
    cast: Cast, schools: list[Org], settings
) -> None:
    students = {school.key: 200 for school in schools}
    keep_figures(cast, settings, students, hidden=schools[3].key)
    told = found()
    assert schools[3].key not in [one.school.key for one in told.given]
    assert {school.key for school in told.left_out} == {"elm-street", "oak-hollow", "s03"}


def test_with_too_few_schools_nothing_is_said(cast: Cast, schools: list[Org]) -> None:
    keep_need(cast, {school: n / 5 for n, school in enumerate(schools[:14])})
    told = found()
    assert (told.is_enough, told.spread, told.offers) == (False, None, [])


def test_it_is_counted_once_a_day_and_anew_for_a_new_edition(
    cast: Cast, schools: list[Org]
) -> None:
    first = found()
    past_visit(schools[NEGLECTED], days_in_session()[-5], by=cast.specialist, minutes=600)
    assert found().counted_at == first.counted_at
    keep_need(cast, {school: n / 5 for n, school in enumerate(schools)})
    second = found()
    assert second.version == first.version + 1
    assert second.given[NEGLECTED].hours == 10


def test_the_interval_does_not_move_from_look_to_look(
    schools: list[Org], django_db_blocker
) -> None:
    first, second = found(), equity(today=found().window.last + timedelta(days=0))
    assert second is not None
    assert first.spread == second.spread


def test_before_a_need_index_there_is_nothing_to_set_support_against(cast: Cast) -> None:
    assert equity() is None
    client = Client()
    client.force_login(cast.specialist)
    answer = client.get(reverse("next-day"))
    assert b"No need index is published yet" in answer.content


def test_the_page_offers_a_day_by_name(cast: Cast, schools: list[Org]) -> None:
    client = Client()
    client.force_login(cast.specialist)
    answer = client.get(reverse("next-day"), headers={"HX-Request": "true"}).content.decode()
    assert "Offer a day to School 16" in answer
    assert "School 15" not in answer
    assert "<html" not in answer


def test_a_principal_reads_the_index_and_no_list_of_schools(cast: Cast, schools: list[Org]) -> None:
    client = Client()
    client.force_login(cast.principal_of_oak)
    spread = client.get(reverse("support-measure", args=["equity"])).content.decode()
    assert "95% interval" in spread
    assert "School 16" not in spread
    assert client.get(reverse("support-measure", args=["gaps"])).status_code == 404


@pytest.mark.parametrize(("who", "there"), [("specialist", True), ("coach_at_oak", False)])
def test_who_plans_a_visit_finds_the_offer_beside_the_form(
    cast: Cast, who: str, there: bool
) -> None:
    client = Client()
    client.force_login(cast.everybody[who])
    found = client.get(reverse("announce")).content.decode()
    assert (f'hx-get="{reverse("next-day")}"' in found) is there
