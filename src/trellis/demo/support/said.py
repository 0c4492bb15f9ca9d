"""In which shape do departments tell what they offer and how their work reads?"""

from __future__ import annotations

from dataclasses import dataclass

from trellis.district.api import Role
from trellis.support.api import Kasab


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of a card: its promise in school days, and how schools ask for it.

    `asks` are title and words of requests; `{team}` stands for a team of the school. `helped` is
    what the department writes when it has answered without coming. `promise_before` is what it
    promised until two years ago, where that was another.
    """

    title: str
    kind: str
    words: str
    promise: tuple[int, int]
    asks: tuple[tuple[str, str], ...]
    helped: str
    promise_before: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A role card."""

    title: str
    role: Role
    lines: Kasab
    offers: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work as it reads in the ledger: beforehand, afterwards, and what came next.

    `share` is how often it comes against the department's other work; `far` is whether it is done
    by phone, by video or between meetings.
    """

    kind: str
    purposes: tuple[str, ...]
    did: tuple[str, ...]
    after: tuple[str, ...] = ()
    minutes: tuple[int, ...] = (45, 60)
    share: int = 2
    far: bool = False
    coach_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a department offers and does."""

    key: str
    cards: tuple[Card, ...]
    work: tuple[Work, ...]

    @property
    def offers(self) -> tuple[Offered, ...]:
        """All services of its cards."""
        return tuple(offer for card in self.cards for offer in card.offers)
