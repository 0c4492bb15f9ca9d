"""Does each figure carry its n, interval, definition and trap, and say when there are too few?"""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.support.asking import asked, set_back
from tests.support.past import days_in_session, past_visit
from trellis.district.api import Person
from trellis.support.drawing import charts_of
from trellis.support.drawing_past import past
from trellis.support.metrics.counted import Counted, now_of
from trellis.support.metrics.definition import ALL, NOT_YET
from trellis.support.metrics.measures import DEFINITIONS, MEASURES
from trellis.support.metrics.promises import ENDS, SCHOOLS
from trellis.support.metrics.telling import figures
from trellis.support.models import FeedbackBox, FeedbackRelease, Started
from trellis.support.queries.windows import latest, windows_back

ACADEMICS = 7


def counted(counts: object, *, beside=None, more=None) -> Counted:
    """What a measure came to, with one department that is told apart."""
    names = {ACADEMICS: "Academics"}
    return Counted(latest(40), timezone.now(), counts, beside or {}, more, names, 24)


def page(person: Person, key: str = "", **asked: str) -> str:
    client = Client()
    client.force_login(person)
    address = reverse("support-measure", args=[key]) if key else reverse("support-measures")
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_a_share_is_told_with_its_interval_and_n() -> None:
    whole, own = figures("requested", counted({ALL: (62, 100), ACADEMICS: (9, 10)}))
    assert (whole.sentence, whole.n) == ("62% (52 to 71)", "100 visits")
    assert (own.about, own.said) == ("Academics", "90%")


@pytest.mark.django_db
def test_below_the_least_n_nothing_is_told_but_how_many_there_are() -> None:
    whole, own = figures("requested", counted({ALL: (9, 9)}))
    assert (whole.said, whole.value, whole.range) == (
        "too few to tell (9 of at least 10)",
        None,
        "",
    )
    assert own.said == "too few to tell (0 of at least 10)"


@pytest.mark.django_db
def test_below_ten_answers_not_even_their_number_is_told() -> None:
    [whole, own] = figures("worth", counted({ALL: (30, 40), ACADEMICS: (5, 5)}))
    assert whole.said == "75%"
    assert (own.said, own.n, own.beside) == ("fewer than 10 answers", "", "")


@pytest.mark.django_db
def test_how_many_answered_stands_beside_what_they_said() -> None:
    told = figures("worth", counted({ALL: (30, 40)}, beside={ALL: (40, 80)}))
    assert told[0].beside == "50% of those who were asked answered (80)"


@pytest.mark.django_db
def test_the_promise_stands_beside_how_often_it_is_kept() -> None:
    more = {ALL: [1, 2, 3], ACADEMICS: [2, 2]}
    told = figures("promise-kept", counted({ALL: (20, 25), ACADEMICS: (9, 12)}, more=more))
    assert [one.beside for one in told] == [
        "promised within 1 to 3 school days",
        "promised within two school days",
    ]


@pytest.mark.django_db
def test_a_waiting_time_counts_those_who_still_wait() -> None:
    waits = [(float(n), True) for n in range(1, 13)] + [(9.0, False)] * 3
    whole, own = figures("useful-help", counted({ALL: waits, ACADEMICS: waits[:8]}))
    assert whole.said == "half within 8 school days"
    assert whole.beside == "3 still wait"
    assert own.said == "not enough answered yet"


@pytest.mark.django_db
def test_where_more_than_half_still_wait_there_is_no_middle() -> None:
    waits = [(3.0, True)] * 10 + [(9.0, False)] * 30
    assert figures("useful-help", counted({ALL: waits}))[0].said == "more than half still wait"


@pytest.mark.django_db
def test_both_sides_stand_beside_their_difference() -> None:
    difference, ours, theirs = figures("asymmetry", counted({ALL: (20, 40), SCHOOLS: (30, 40)}))
    assert difference.said == "−25 points"
    assert (ours.said, theirs.said) == ("50%", "75%")


@pytest.mark.django_db
def test_the_four_ends_are_drawn_for_both_sides() -> None:
    ends = dict(zip(ENDS, (12.0, 4.0, 2.0, 2.0), strict=True))
    told = counted({ALL: ends, SCHOOLS: ends})
    [chart] = charts_of("closure", told, figures("closure", told))
    assert [row[0] for row in chart.table.rows] == ["Done", "Adapted", "Dropped", "Silence"]
    assert chart.table.rows[3][1:] == ["10% (2)", "10% (2)"]
    assert [one.about for one in figures("closure", told)][:2] == [
        "The district’s parts",
        "The schools’ parts",
    ]


@pytest.mark.django_db
def test_its_own_past_says_when_something_is_outside_of_it() -> None:
    windows = windows_back(40, most=13, today=datetime(2026, 11, 6).date())  # noqa: DTZ001
    usual = [(50 + n % 3, 100) for n in range(12)]
    for last, says in (((51, 100), "Nothing here is outside"), ((90, 100), "outside what its own")):
        rows = [
            Counted(w, timezone.now(), {ALL: share}, {}, None, {}, 24)
            for w, share in zip(windows, [*usual, last], strict=True)
        ]
        told = past("requested", rows, ALL)
        assert told.chart is not None
        assert says in told.says
    assert past("requested", rows[:2], ALL).chart is None


def test_every_measure_has_a_page_with_definition_and_trap(cast: Cast) -> None:
    days = days_in_session(behind=500)
    for day in days[-30:]:
        past_visit(cast.oak, day, by=cast.specialist, departments=[cast.student_services])
    set_back(asked(cast), days[-8])
    for key, definition in DEFINITIONS.items():
        found = page(cast.cabinet, key)
        assert definition.question in found
        assert definition.formula.split("“")[0][:60] in found.replace("&#x27;", "'")
        assert "What could fool us" in found


def test_the_page_of_all_measures_says_what_is_not_counted_yet_and_why(cast: Cast) -> None:
    days_in_session()
    found = page(cast.principal_of_oak)
    for one in NOT_YET:
        assert f"<strong>{one.title}.</strong>" in found
    assert {one.number for one in NOT_YET} | {d.number for d in DEFINITIONS.values()} == set(
        range(1, 24)
    )


def test_a_department_of_fewer_than_three_has_no_line(cast: Cast) -> None:
    days = days_in_session()
    for day in days[-15:]:
        past_visit(cast.oak, day, by=cast.specialist, departments=[cast.student_services])
    assert [one.about for one in figures("requested", now_of(["requested"])["requested"])] == [
        "All departments"
    ]
    assert "Student Services" not in page(cast.cabinet, "requested")


def test_departments_answers_are_for_the_central_office(cast: Cast) -> None:
    days_in_session()
    for person in (cast.cabinet, cast.pl_director):
        person.positions.update(department=cast.academics)
    for where in ({"department": cast.academics}, {"school": cast.oak}):
        box = FeedbackBox.objects.create(**where)
        FeedbackRelease.objects.create(
            box=box,
            month=timezone.localdate().replace(day=1),
            counts={"helped": [0, 2, 8, 2], "well_used": [0, 0, 6, 6]},
        )
    assert "Academics" in page(cast.specialist, "worth")
    assert "Academics" not in page(cast.principal_of_oak, "worth")


def test_silent_schools_are_named_to_the_central_office_only(cast: Cast) -> None:
    days_in_session()
    assert "Offer a visit" in page(cast.specialist, "silent")
    told = page(cast.principal_of_oak, "silent")
    assert "Elm Street" not in told
    assert "2 schools" in told


def test_a_measure_is_counted_once_an_hour(cast: Cast, django_assert_num_queries) -> None:
    days_in_session()
    first = now_of(MEASURES)
    past_visit(cast.oak, latest(40).last, by=cast.specialist, initiated_by=Started.AGREED_PLAN)
    assert now_of(MEASURES)["requested"] == first["requested"]


def test_the_number_of_questions_does_not_grow_with_visits(
    cast: Cast, django_assert_max_num_queries
) -> None:
    days = days_in_session()
    for day in days[-35:]:
        past_visit(cast.oak, day, by=cast.specialist, departments=[cast.student_services])
    client = Client()
    client.force_login(cast.cabinet)
    with django_assert_max_num_queries(150):
        client.get(reverse("support-measures"))
    with django_assert_max_num_queries(35):
        client.get(reverse("support-measures"))


@pytest.mark.parametrize("key", ["no-such", "vitality"])
def test_a_measure_that_is_not_counted_has_no_page(cast: Cast, key: str) -> None:
    client = Client()
    client.force_login(cast.cabinet)
    assert client.get(reverse("support-measure", args=[key])).status_code == 404
