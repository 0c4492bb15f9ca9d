"""Who asks for a live stream, from which page, and may she? The door skips Django's middleware.

So everything stands here that middleware does for a page: the session and its age, the host, the
page from which the request comes, and the permission.
"""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import constant_time_compare

from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.queries_join import guest_in
from trellis.district.api import Person
from trellis.web.api import is_over, keep_awake

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


def may_listen(headers: dict[str, str], pk: int) -> bool:
    """Whether she takes part, or is a guest, at this moment; keeps her session awake."""
    session = _session(headers)
    if session is None:
        return False
    who = _person(session)
    if who is not None:
        if not TAKE_PART.among(who).filter(pk=pk).exists():
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


def _person(session: SessionBase) -> Person | None:
    """Find who asks, as Django does for a page; a session that it would refuse is nobody's."""
    pk = session.get(SESSION_KEY)
    if pk is None or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    if person is None:
        return None
    said = session.get(HASH_SESSION_KEY, "")
    known = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return person if any(constant_time_compare(said, one) for one in known) else None
