"""Who asks for a live stream, from which page, and may she? The door skips Django's middleware.

So everything stands here that middleware does for a page: the session and its age, the host, the
page from which the request comes, and the permission.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from trellis.conversation.permissions import taking_part
from trellis.conversation.queries_join import guest_in
from trellis.district.api import Person
from trellis.lib.api import whole
from trellis.web.api import is_over, keep_awake

AWAKE_EVERY = 300
"""Seconds between two notes that a listener is still there: a meeting keeps its session awake."""


class Look(NamedTuple):
    """When it was begun to look round a room, at which sessions, and which of them may listen."""

    at: float
    asked: frozenset[str]
    may: frozenset[str]


@dataclass
class Room:
    """Whose sessions listen to a room, with the moment at which its people and they were read."""

    here: Counter[str] = field(default_factory=Counter)
    people: tuple[float, dict[int, Person]] | None = None
    looked: Look | None = None


_ROOMS: dict[int, Room] = {}
"""Rooms that somebody listens to; nothing is kept of any other."""


def is_ours(headers: dict[str, str]) -> bool:
    """Whether the request comes from our own pages, for a host that we answer to."""
    host = headers.get("host", "")
    domain, _ = split_domain_port(host)
    hosts = settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
    if not validate_host(domain, hosts):
        return False
    origin = headers.get("origin", "")
    if origin and origin not in settings.CSRF_TRUSTED_ORIGINS and not _same(origin, host):
        return False
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _same(origin: str, host: str) -> bool:
    return origin.partition("://")[2].lower() == host.lower()


def key_of(headers: dict[str, str]) -> str:
    """Return the key of the session that a request brings; empty when it brings none."""
    return parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")


def may_listen(key: str, pk: int, *, since: float) -> bool:
    """Whether she takes part, or is a guest, at this moment; keeps her session awake.

    `since` is a moment of the monotonic clock: who takes part was read from the record then or
    later. Her own session is read now.
    """
    return bool(key) and _may(key, _store(key), pk, since)


def still_may(key: str, pk: int, *, since: float) -> bool | None:
    """Whether she may, as the room was looked round at `since` or later; None when it was not."""
    looked = _ROOMS[pk].looked
    if looked is None or looked.at < since or key not in looked.asked:
        return None
    return key in looked.may


def look_round(pk: int) -> None:
    """Read at once which of the sessions that listen to a room still may."""
    room, began = _ROOMS.get(pk), time.monotonic()
    if room is None:
        return
    asked = frozenset(list(room.here))
    store: Any = _store()
    rows = store.model.objects.filter(session_key__in=asked, expire_date__gt=timezone.now())
    read = {row.session_key: store.decode(row.session_data) for row in rows}
    may = frozenset(key for key, session in read.items() if _may(key, session, pk, began))
    room.looked = Look(began, asked, may)


def _may(key: str, session: SessionBase | Mapping[str, Any], pk: int, since: float) -> bool:
    if is_over(session):
        return False
    if session.get(SESSION_KEY) is not None:
        if not _is_of(session, _people_in(pk, since)):
            return False
    elif guest_in(session, pk) is None:
        return False
    return _stays_awake(key) if time.time() - session.get("seen_at", 0) > AWAKE_EVERY else True


def _stays_awake(key: str) -> bool:
    """Note that somebody listens; she may have signed out at this very moment."""
    session = _store(key)
    if keep_awake(session, every=AWAKE_EVERY):
        try:
            session.save()
        except UpdateError:
            return False
    return True


def comes(key: str, pk: int) -> None:
    """Count one more stream of a session in a room."""
    _ROOMS.setdefault(pk, Room()).here[key] += 1


def goes(key: str, pk: int) -> None:
    """Count one less; a room that nobody listens to any more is forgotten."""
    here = _ROOMS[pk].here
    here[key] -= 1
    if here[key] <= 0:
        del here[key]
    if not here:
        del _ROOMS[pk]


def _store(key: str | None = None) -> SessionBase:
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return store


def _people_in(pk: int, since: float) -> dict[int, Person]:
    """Who takes part, read once for all who ask at the same time.

    When a server comes back, sixty listeners of a room ask at once; at each beat they ask again.
    """
    room = _ROOMS.get(pk, Room())
    if room.people is None or room.people[0] < since:
        began = time.monotonic()
        room.people = (began, taking_part(pk))
    return room.people[1]


def _is_of(session: SessionBase | Mapping[str, Any], people: dict[int, Person]) -> bool:
    """Whether a session is that of one of them; one that Django would refuse is nobody's."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    person = people.get(whole(str(session[SESSION_KEY])) or 0)
    if person is None:
        return False
    said = session.get(HASH_SESSION_KEY, "")
    known = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, one) for one in known)
