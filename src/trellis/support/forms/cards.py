"""How are a role card's five lines and its services read from a form?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from trellis.lib.api import BadInput
from trellis.support.models import CardVersion
from trellis.support.rules.cards import MOST_SERVICES, Kasab, Offer

LINES = {
    "knowledge": ("Knows", "What this role knows that a school can draw on"),
    "attitudes": ("Believes", "How it looks at schools, students and its own work"),
    "skills": ("Can do", "What it can do for a school"),
    "aspirations": ("Hopes for", "What it wants to be true for students"),
    "behaviors": ("Does", "What a school can count on to see"),
}
"""KASAB: knowledge, attitudes, skills, aspirations, behaviors; their names on pages and hints."""

SPARE_ROWS = 2


@dataclass(frozen=True)
class Row:
    """One line of the form for a service."""

    number: int
    key: str = ""
    title: str = ""
    kind: str = ""
    words: str = ""
    reply: str = ""
    visit: str = ""


def rows_of(version: CardVersion | None) -> list[Row]:
    """Lay out the services of a card, and a few empty lines."""
    found = [
        Row(n, str(s.key), s.title, s.kind, s.words, str(s.reply_in_days), str(s.visit_in_days))
        for n, s in enumerate(version.services.all() if version else (), 1)
    ]
    return [*found, *(Row(len(found) + n) for n in range(1, SPARE_ROWS + 1))][:MOST_SERVICES]


def rows_given(given: QueryDict) -> list[Row]:
    """Read the lines of the form as they were sent, so that they can be shown again."""
    return [
        Row(n, *(given.get(f"{name}-{n}", "").strip() for name in _FIELDS))
        for n in range(1, MOST_SERVICES + 1)
        if f"title-{n}" in given
    ]


def lines_given(given: QueryDict) -> dict[str, str]:
    """Read the five lines as they were sent."""
    return {name: given.get(name, "").strip() for name in LINES}


def read_card(given: QueryDict) -> tuple[Kasab, list[Offer]]:
    """Read the whole card; a line without a title is no service."""
    offers = [
        Offer(
            title=row.title,
            kind=row.kind,
            words=row.words,
            reply_in_days=_days(row.reply, of=row.title),
            visit_in_days=_days(row.visit, of=row.title),
            key=row.key,
        )
        for row in rows_given(given)
        if row.title
    ]
    return Kasab(**lines_given(given)), offers


def shown_lines(said: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return each line as (its name in the form, its name, its hint, what it says)."""
    return [(name, title, hint, said.get(name, "")) for name, (title, hint) in LINES.items()]


_FIELDS = ("key", "title", "kind", "words", "reply", "visit")


def _days(said: str, *, of: str) -> int:
    if not said.isdigit() or len(said) > 3:
        raise BadInput(f"“{of}”: say its promises in whole school days.")
    return int(said)
