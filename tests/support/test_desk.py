"""Is a desk sorted by promise, age or need, and by nothing that somebody can shout?"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, person
from tests.support.asking import asked, keep_calendar, publish, service_of, set_back
from trellis.district.api import Role
from trellis.evidence.models import Publication
from trellis.support.acts.answering import answered, write
from trellis.support.acts.asking import Way, ask
from trellis.support.acts.taking_up import take_up
from trellis.support.models import NeedEdition, NeedIndex, SupportRequest
from trellis.support.queries.requests import ORDERS, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast: Cast) -> list[SupportRequest]:
    """Old with a long promise; newer and late; of the school with the greater need."""
    keep_calendar()
    card = publish(cast)
    old = set_back(asked(cast, title="Old"), date(2026, 11, 2))
    SupportRequest.objects.filter(pk=old.pk).update(reply_in_days=10, visit_in_days=20)
    late = set_back(asked(cast, title="Late"), date(2026, 11, 9))
    needy = ask(
        by=cast.principal_of_elm,
        school=cast.elm,
        title="Needy",
        way=Way(service=service_of(card)),
    )
    set_back(needy, date(2026, 11, 12))
    edition = NeedEdition.objects.create(
        version=1,
        published_by=cast.cabinet,
        publication=Publication.objects.create(number=1, what="figures", state="published"),
        school_year=2026,
        definition="as told",
    )
    for school, value in ((cast.oak, -0.5), (cast.elm, 1.5)):
        NeedIndex.objects.create(edition=edition, school=school, value=value)
    return [old, late, needy]


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("promise", ["Late", "Needy", "Old"]),
        ("age", ["Old", "Late", "Needy"]),
        ("need", ["Needy", "Late", "Old"]),
    ],
)
def test_the_order_is_the_chosen_one(
    cast: Cast, three: list[SupportRequest], order: str, titles: list[str]
) -> None:
    with time_machine.travel("2026-11-13T12:00:00-05:00", tick=False):
        found = desk([cast.student_services], seen_by=cast.specialist, order=order)
    assert [one.request.title for one in found.to_take_up] == titles
    assert found.late == 1
    assert order in ORDERS


def test_writing_again_and_again_moves_nothing_up(cast: Cast, three: list[SupportRequest]) -> None:
    def order() -> list[str]:
        found = desk(None, seen_by=cast.cabinet, order="promise")
        return [one.request.title for one in found.to_take_up]

    with time_machine.travel("2026-11-13T12:00:00-05:00", tick=False):
        before = order()
        for _ in range(5):
            write(three[0].pk, by=cast.principal_of_oak, words="This is URGENT!")
        assert order() == before


def test_a_request_lies_in_the_list_of_whoever_has_the_next_word(cast: Cast) -> None:
    waiting, led, with_school = (asked(cast, title=title) for title in "abc")
    for request in (led, with_school):
        take_up(request.pk, by=cast.specialist)
    answered(with_school.pk, by=cast.specialist)
    found = desk([cast.student_services], seen_by=cast.specialist, order="age")
    assert [one.request for one in found.to_take_up] == [waiting]
    assert [one.request for one in found.under_way] == [led]
    assert [one.request for one in found.with_school] == [with_school]


def test_another_departments_desk_is_empty_and_readable(cast: Cast, client: Client) -> None:
    request = asked(cast)
    math = person("Tomasz Wieczorek", Role.SPECIALIST, department=cast.academics)
    client.force_login(math)
    assert request.title not in client.get("/support/desk/").content.decode()
    assert request.title in client.get("/support/desk/?department=all").content.decode()
    part = client.get("/support/desk/?department=student-services", headers={"HX-Request": "true"})
    assert request.title in part.content.decode()
    assert "<html" not in part.content.decode()


def test_a_desk_asks_the_record_as_often_for_ten_requests_as_for_one(
    cast: Cast, client: Client
) -> None:
    asked(cast)
    client.force_login(cast.specialist)
    path = "/support/desk/"
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _ in range(9):
        asked(cast)
    with CaptureQueriesContext(connection) as ten:
        client.get(path)
    assert len(ten) == len(one)
    assert len(one) < 30
