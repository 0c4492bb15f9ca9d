"""Does a search find what a role offers, and say what is nearest when nothing speaks of it?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support.asking import LINES, publish, transportation
from trellis.district.api import Role
from trellis.support.acts.cards import make_card
from trellis.support.queries.cards import by_card, search, services
from trellis.support.rules.cards import Offer, likeness, tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(cast: Cast) -> Cast:
    """Two departments with a card each."""
    publish(cast)
    make_card(
        by=cast.pl_director,
        department=transportation(),
        title="Route planner",
        role=Role.SPECIALIST,
        lines=LINES,
        offers=[
            Offer("A route or stop that does not work", "problem_solving", "bus, riders", 1, 5),
            Offer("Buses for a field trip", "resource_delivery", "trip, coach", 2, 5),
        ],
    )
    return cast


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("interpreter", ["Interpreting at school events"]),
        ("INTERPRETERS", ["Interpreting at school events"]),
        ("family night", ["Interpreting at school events"]),
        ("night family", ["Interpreting at school events"]),
        ("field trip", ["Buses for a field trip"]),
        ("transportation", ["A route or stop that does not work", "Buses for a field trip"]),
        ("bus stops", ["A route or stop that does not work"]),
        ("", ["Interpreting at school events", "A route or stop that does not work",
              "Buses for a field trip"]),
    ],
)  # fmt: skip
def test_every_word_must_be_spoken_of_in_title_other_words_card_or_department(
    offered: Cast, words: str, found: list[str]
) -> None:
    told = search(words, seen_by=offered.principal_of_oak)
    assert [service.title for service in told.services] == found
    assert told.nearest is None


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("bus timetable", "Transportation"),
        ("translators", "Student Services"),
        ("transport", None),
    ],
)
def test_when_nothing_speaks_of_it_the_nearest_is_named(
    offered: Cast, words: str, nearest: str | None
) -> None:
    told = search(words, seen_by=offered.principal_of_oak)
    if nearest is None:
        assert told.services
        return
    assert told.services == []
    assert told.nearest is not None
    assert told.nearest.department.name == nearest


def test_what_is_far_from_everything_has_no_nearest(offered: Cast) -> None:
    told = search("xylophone", seen_by=offered.principal_of_oak)
    assert (told.services, told.nearest) == ([], None)


def test_a_board_observer_finds_nothing(offered: Cast) -> None:
    assert not services(seen_by=offered.board_observer).exists()


def test_services_stand_under_their_card_and_department(offered: Cast) -> None:
    found = by_card(list(services(seen_by=offered.teacher_at_oak)))
    assert [(d.name, [(c.title, len(s)) for c, s in cards]) for d, cards in found] == [
        ("Student Services", [("Family liaison", 1)]),
        ("Transportation", [("Route planner", 2)]),
    ]


def test_words_are_compared_without_case_marks_and_plural() -> None:
    assert tokens("Bus-stops, & riders!") == ["bus", "stop", "rider"]
    assert likeness("stops", ["A stop"]) == 1.0
    assert likeness("", ["A stop"]) == 0.0


def test_the_page_says_what_is_nearest_and_leads_to_asking_all_the_same(
    offered: Cast, client: Client
) -> None:
    client.force_login(offered.principal_of_oak)
    page = client.get("/support/catalogue/?q=bus+timetable").content.decode()
    assert "No role card speaks of “bus timetable”." in page
    assert "The nearest:" in page
    assert "Transportation" in page
    assert "/support/ask/?title=bus%20timetable" in page


def test_the_list_asks_the_record_a_fixed_number_of_times(
    offered: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(offered.principal_of_oak)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get("/support/catalogue/")
