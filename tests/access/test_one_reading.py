"""Does a page that reads positions once see just what it would see by asking every time?"""

from __future__ import annotations

import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from tests.access.world import make_world
from tests.cast import Cast
from trellis.access.api import Permission, scope_of
from trellis.access.reading import one_reading, read_once
from trellis.district.api import end_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    return make_world(cast)


def every_permission() -> dict[str, Permission[Any]]:
    """Every permission that any room declares, by its module and name."""
    return {
        f"{module.__name__}.{name}": held
        for module in list(sys.modules.values())
        if module is not None and module.__name__.startswith("trellis.")
        for name, held in vars(module).items()
        if isinstance(held, Permission)
    }


def seen(permission: Permission[Any], person: Any) -> list[int]:
    return sorted(permission.among(person).values_list("pk", flat=True))


def test_every_permission_answers_alike(world: SimpleNamespace) -> None:
    named = {id(one): one for one in every_permission().values()}
    assert len(named) > 20
    otherwise, answers = [], set()
    for persona, person in world.cast.everybody.items():
        for permission in named.values():
            asked = seen(permission, person)
            answers.add((permission.name, *asked))
            with one_reading():
                if seen(permission, person) != asked:
                    otherwise.append((persona, permission.name))
        asked_scope = scope_of(person)
        with one_reading():
            assert scope_of(person) == asked_scope
    assert otherwise == []
    # The comparison would notice a difference: somebody sees something, and not all the same.
    assert len(answers) > 20


def test_within_a_reading_a_position_that_ends_is_still_held_and_after_it_is_not(
    cast: Cast,
) -> None:
    person = cast.principal_of_oak
    with one_reading():
        assert scope_of(person).roles
        for held in person.positions.all():
            end_position(held, on=timezone.localdate() - timedelta(days=1))
        assert scope_of(person).roles
    assert not scope_of(person).roles


def test_nothing_is_remembered_outside_or_for_the_next_page(cast: Cast) -> None:
    assert read_once(cast.principal_of_oak) is None
    with one_reading():
        assert read_once(cast.principal_of_oak)
    assert read_once(cast.principal_of_oak) is None


def test_nobody_who_is_not_signed_in_holds_anything() -> None:
    with one_reading():
        assert not scope_of(AnonymousUser()).roles  # type: ignore[arg-type]


def test_an_act_asks_within_its_own_question(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A POST is given no reading of its page."""
    readings: list[object] = []
    handler = "trellis.web.middleware.SayErrors.__call__"

    def look(self: Any, request: Any) -> Any:
        readings.append((request.method, read_once(cast.principal_of_oak)))
        return self.get_response(request)

    monkeypatch.setattr(handler, look)
    client = Client()
    client.force_login(cast.principal_of_oak)
    client.get("/")
    client.post("/notices/mail/", {})
    (first, read), (second, asked) = readings
    assert (first, second) == ("GET", "POST") and read and asked is None
