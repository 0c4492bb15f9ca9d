"""Does everybody find her four places on a phone, and no place that is not there for her?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.home.pages import opened
from trellis.access.api import scope_of
from trellis.project.menu import ON_A_PHONE, places_of

FIRST_FOUR = {
    "principal_of_oak": ["Today", "School", "Support", "Conversations"],
    "teacher_at_oak": ["Today", "School", "Support", "Conversations"],
    "supervisor_of_east": ["Today", "Schools", "Support", "Conversations"],
    "specialist": ["Today", "Schools", "Support", "Conversations"],
    "cabinet": ["Today", "Schools", "Support map", "Conversations"],
    "sis_admin": ["Today", "Files in", "Schools", "Evidence"],
    "assessment_coordinator": ["Today", "Files in", "Schools", "Evidence"],
    "board_observer": ["Today", "District", "Evidence"],
    "former_principal": ["Today"],
}


@pytest.mark.parametrize("persona", FIRST_FOUR)
def test_the_places_of_a_phone(persona: str, cast: Cast) -> None:
    places = places_of(scope_of(getattr(cast, persona)))
    assert [place.name for place in places[:ON_A_PHONE]] == FIRST_FOUR[persona]


def test_every_place_opens_for_whoever_is_shown_it(cast: Cast) -> None:
    closed = []
    for persona, person in cast.everybody.items():
        client = Client()
        client.force_login(person)
        for place in places_of(scope_of(person)):
            status = client.get(place.href, follow=True).status_code
            if status != 200:
                closed.append(f"{persona}: {place.name} answers {status}")
    assert closed == []


def test_a_place_that_a_phone_leaves_out_stands_at_the_foot_of_the_page(cast: Cast) -> None:
    page = opened(cast.principal_of_oak, "/")
    assert '<li class="more"><a href="/evidence/"' in page
    assert '<a href="/evidence/">Evidence</a>' in page.split('<footer class="foot">')[1]


def test_the_place_of_the_page_is_marked_once(cast: Cast) -> None:
    for path in ("/", cast.oak.get_absolute_url(), "/conversations/", "/commitments/"):
        assert opened(cast.principal_of_oak, path).count('aria-current="page"') == 1


def test_search_stands_on_every_page_but_for_whoever_has_left(cast: Cast) -> None:
    assert 'action="/search/"' in opened(cast.teacher_at_oak, "/me/")
    assert 'action="/search/"' not in opened(cast.former_principal, "/")
