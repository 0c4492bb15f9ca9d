"""Is every address of the site declared, and does each persona get just what is hers?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.matrix import (
    ADDRESSES,
    EVERYBODY,
    OPEN_PREFIXES,
    WITHOUT_SIGN_IN,
    Address,
)
from tests.access.world import make_world
from tests.cast import Cast


def every_name(resolver: URLResolver, prefix: str = "", space: str = "") -> list[str]:
    """Name every address that the site answers."""
    found: list[str] = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if route.startswith(OPEN_PREFIXES):
            continue
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += every_name(entry, route, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"the address {route} has no name"
            found.append(space + entry.name)
    return found


def test_every_address_is_declared() -> None:
    declared = {address.name for address in ADDRESSES}
    assert set(every_name(get_resolver())) == declared


@pytest.fixture
def world(cast: Cast) -> SimpleNamespace:
    """One record of every kind, so that every address has something to lead to."""
    return make_world(cast)


def answered(client: Client, address: Address, world: Any) -> Any:
    """Ask for an address, and let the record forget at once what the request did to it."""
    path = reverse(address.name, args=address.args(world))
    call = client.post if address.method == "post" else client.get
    with transaction.atomic():
        answer = call(path, address.data(world))
        transaction.set_rollback(True)
    return answer


def test_each_persona_gets_just_what_is_hers(world: Any) -> None:
    otherwise = []
    for persona, person in world.cast.everybody.items():
        client = Client()
        client.force_login(person)
        for address in ADDRESSES:
            status = answered(client, address, world).status_code
            got = "in" if status in (200, 204, 302, 303, 409, 422) else status
            refused = 403 if persona in address.told else address.refused
            wanted = "in" if persona in address.ok else refused
            if got != wanted:
                line = f"{address.method} {address.name}: {persona} got {got}, not {wanted}"
                otherwise.append(line)
    assert otherwise == []


def test_nobody_gets_in_without_signing_in(world: Any) -> None:
    inside = []
    for address in ADDRESSES:
        answer = answered(Client(), address, world)
        out = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        if not out and address.name not in WITHOUT_SIGN_IN:
            inside.append(f"{address.method} {address.name}: {answer.status_code}")
    assert inside == []


def test_the_matrix_names_only_people_of_the_cast(cast: Cast) -> None:
    assert set(cast.everybody) == EVERYBODY
