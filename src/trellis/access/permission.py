"""Who may see or do this, and why?

Tempting wrong ways at this door, and why they are wrong:

* `Model.objects.get(pk=...)` in a view: nobody asked whether she may. Use `PERMISSION.find`.
* "not allowed" for a record that she may not see: it tells her that it exists. `find` says
  NotThere for both.
* a role check in a template: the next page forgets it. A template is handed what it may show.
* `.distinct()` instead of `pk__in`: PostgreSQL refuses FOR UPDATE on a distinct query.
* a reason without a filter: it could not answer "which ones".
* a reason that forgets the calendar ("she was invited"): whoever holds no position today has
  nothing, whatever she once owned. `Permission` itself sees to that, for every reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models import Exists, Q, QuerySet

from trellis.access.reading import read_once
from trellis.access.scope import EVERYTHING, NOBODY
from trellis.district.api import Person, Position, holding_today
from trellis.lib.api import NotAllowed, NotThere

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Reason:
    """Why somebody may: a sentence that ends "You see this because you ...", and a filter."""

    sentence: str
    filter: Callable[[Person], Q]


@dataclass(frozen=True)
class Permission(Generic[M]):
    """What people may do with the records of one model, by which reasons."""

    name: str
    on: type[M]
    reasons: tuple[Reason, ...]

    def among(self, who: Person) -> QuerySet[M, Any]:
        """Every record that she may."""
        if not (who.is_authenticated and who.is_active):
            return self.on._default_manager.none()
        allowed = NOBODY
        for reason in self.reasons:
            allowed |= reason.filter(who)
        # A subquery, not DISTINCT: PostgreSQL refuses FOR UPDATE on a distinct query.
        inner = self.on._default_manager.filter(allowed).values("pk")
        return self.on._default_manager.filter(_works_here(who), pk__in=inner)

    def find(self, who: Person, pk: object, *, to_change: bool = False) -> M:
        """Return one record, or raise NotThere; `to_change` locks it until the act is over."""
        rows = self.among(who)
        if to_change:
            # No key of the row changes: rows that point at it need not wait.
            rows = rows.select_for_update(of=("self",), no_key=True)
        found: M | None = rows.filter(pk=pk).first()
        if found is None:
            raise NotThere
        return found

    def why(self, who: Person, record: M) -> str:
        """Say the first reason by which she may: "you lead the school"; empty when she may not."""
        if not (who.is_authenticated and who.is_active):
            return ""
        this = self.on._default_manager.filter(_works_here(who), pk=record.pk)
        for reason in self.reasons:
            if this.filter(reason.filter(who)).exists():
                return reason.sentence
        return ""

    def allows(self, who: Person, record: M) -> bool:
        """Whether she may, for this one record."""
        return bool(self.why(who, record))

    def check(self, who: Person, record: M) -> None:
        """Raise NotAllowed when she may not; for records that she already sees."""
        if not self.allows(who, record):
            raise NotAllowed(f"It takes somebody else to {self.name}.")


def _works_here(who: Person) -> Q:
    """Hold back every record from somebody whose last position ended, in the same query."""
    held = read_once(who)
    if held is not None:
        return EVERYTHING if held else NOBODY
    return Q(Exists(Position.objects.filter(holding_today(), person=who.pk)))
