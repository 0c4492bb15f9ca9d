"""How do the first sentences of pages say what comes, what is owed, and what is late?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from trellis.lib.api import count, sentence

_NOON = 12


def owed_words(n: int, late: int) -> str:
    """Say how much is owed and how much of it is late: "one thing, and it is late"."""
    said = count(n, "thing") if n else "nothing"
    if not late:
        return said
    if late == n:
        return f"{said}, {ALL_LATE.get(n, 'all of them late')}"
    return f"{said}, and {count(late, 'is', 'are')} late"


ALL_LATE = {1: "and it is late", 2: "and both are late"}


def is_or_are(n: int) -> str:
    """The verb for so many."""
    return "is" if n == 1 else "are"


def visits_today(starts: Iterable[datetime]) -> str:
    """Say how many visits are still to come today: "one visit this morning"."""
    hours = [timezone.localtime(start).hour for start in starts]
    if all(hour < _NOON for hour in hours):
        when = "this morning"
    else:
        when = "today" if any(hour < _NOON for hour in hours) else "this afternoon"
    return f"{count(len(hours), 'visit')} {when}"


def spoken(clauses: Iterable[str]) -> str:
    """Make sentences of clauses, leaving out empty ones."""
    return " ".join(f"{sentence(one)}." for one in clauses if one)
