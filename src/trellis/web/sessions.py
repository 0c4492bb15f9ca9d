"""How long does a session live: without a request, and at most?"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase


def is_over(session: SessionBase | Mapping[str, Any]) -> bool:
    """Whether a session was idle for too long, or began too long ago, whatever happened in it."""
    now = time.time()
    seen_at, began_at = session.get("seen_at"), session.get("began_at")
    idle = seen_at is not None and now - seen_at > settings.SESSION_IDLE_SECONDS
    return idle or (began_at is not None and now - began_at > settings.SESSION_COOKIE_AGE)


def keep_awake(session: SessionBase, *, every: int = 60) -> bool:
    """Note that somebody is there, at most once in so many seconds; whether it was noted now."""
    now = int(time.time())
    if now - session.get("seen_at", 0) <= every:
        return False
    session.setdefault("began_at", now)
    session["seen_at"] = now
    return True
