"""What does somebody hold today: asked in every question anew, or read once for a whole page?

An act asks within its own question, so that nobody acts by a position that ended meanwhile. A page
only reads: its twenty questions about one moment take one answer, and are far smaller for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trellis.district.api import Person, Position, holding_today


class Held(NamedTuple):
    """A position of today: its role, and the place with its kind where there is one."""

    role: str
    org: int | None
    kind: str | None


_PAGE: ContextVar[dict[int, tuple[Held, ...]] | None] = ContextVar("page", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read what each person holds once, for as long as the block lasts."""
    before = _PAGE.set({})
    try:
        yield
    finally:
        _PAGE.reset(before)


def held_by(who: Person, *, on: date | None = None) -> tuple[Held, ...]:
    """Return what she holds on a day, today when none is said."""
    rows = Position.objects.filter(holding_today(on), person=who.pk).order_by()
    return tuple(Held(*row) for row in rows.values_list("role", "org", "org__kind"))


def read_once(who: Person) -> tuple[Held, ...] | None:
    """Return what she holds today as this page read it; None where no page is being read."""
    page = _PAGE.get()
    if page is None:
        return None
    if who.pk not in page:
        page[who.pk] = held_by(who)
    return page[who.pk]


class OneReading:
    """Give every page that only reads one reading of who holds what; acts go on asking anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_reading():
            return self.get_response(request)
