"""Who asks for a live stream, from which page, and may she? The door skips Django's middleware.

So everything stands here that middleware does for a page: the session and its age, the host, the
page from which the request comes, and the permission.
"""

from __future__ import annotations

import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import constant_time_compare

from trellis.conversation.permissions import taking_part
from trellis.conversation.queries_join import guest_in
from trellis.district.api import Person
from trellis.lib.api import whole
from trellis.web.api import is_over, keep_awake

_ROOMS: dict[int, tuple[float, dict[int, Person]]] = {}
_MOST_ROOMS = 500
AWAKE_EVERY = 300
"""Seconds between two notes that a listener is still there: a meeting keeps its session awake."""


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


def may_listen(headers: dict[str, str], pk: int, *, since: float) -> bool:
    """Whether she takes part, or is a guest; keeps her session awake.

    `since` is a moment of the monotonic clock: who takes part was read from the record then or
    later. Her own session is read now.
    """
    session = _session(headers)
    if session is None:
        return False
    if session.get(SESSION_KEY) is not None:
        if not _is_of(session, _people_in(pk, since)):
            return False
    elif guest_in(session, pk) is None:
        return False
    if keep_awake(session, every=AWAKE_EVERY):
        try:
            session.save()
        except UpdateError:
            return False  # She signed out at this very moment.
    return True


def _session(headers: dict[str, str]) -> SessionBase | None:
    key = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    session: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return None if is_over(session) else session


def _people_in(pk: int, since: float) -> dict[int, Person]:
    """Who takes part, read once for all who ask at the same time.

    When a server comes back, sixty listeners of a room ask at once; at each beat they ask again.
    """
    known = _ROOMS.get(pk)
    if known is not None and known[0] >= since:
        return known[1]
    began = time.monotonic()
    people = taking_part(pk)
    if len(_ROOMS) >= _MOST_ROOMS:
        _ROOMS.clear()
    _ROOMS[pk] = (began, people)
    return people


def _is_of(session: SessionBase, people: dict[int, Person]) -> bool:
    """Whether a session is that of one of them; one that Django would refuse is nobody's."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    person = people.get(whole(str(session[SESSION_KEY])) or 0)
    if person is None:
        return False
    said = session.get(HASH_SESSION_KEY, "")
    known = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(said, one) for one in known)
