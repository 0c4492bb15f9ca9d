"""What must a role card say before it is published, and which words are near to which?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from difflib import SequenceMatcher

from trellis.lib.api import BadInput
from trellis.support.models import OFFERED

LONGEST_PROMISE = 30
"""School days; whoever promises more promises nothing."""

NEAR_ENOUGH = 0.5
"""How alike (0-1) words must be before one is offered for the other."""

MOST_SERVICES = 20


@dataclass(frozen=True)
class Kasab:
    """What a role knows, how it sees things, can do, hopes for, and does: one line each."""

    knowledge: str
    attitudes: str
    skills: str
    aspirations: str
    behaviors: str


@dataclass(frozen=True)
class Offer:
    """A service as a card offers it; `key` is empty for a new one."""

    title: str
    kind: str
    words: str
    reply_in_days: int
    visit_in_days: int
    key: str = ""


def check_kasab(lines: Kasab) -> Kasab:
    """Return the five lines without blanks around them, or raise BadInput naming the empty one."""
    tidy = Kasab(*(line.strip() for line in astuple(lines)))
    for name, line in zip(Kasab.__dataclass_fields__, astuple(tidy), strict=True):
        if not line:
            raise BadInput(f"Say the line “{name}” too: a card has five.")
        if len(line) > 300:
            raise BadInput(f"The line “{name}” has {len(line)} letters; 300 fit on a card.")
    return tidy


def check_offers(offers: Sequence[Offer]) -> None:
    """Raise BadInput when a service has no title, no known kind, or no promise that holds."""
    if len(offers) > MOST_SERVICES:
        raise BadInput(f"A card offers at most {MOST_SERVICES} services; this one {len(offers)}.")
    titles = [offer.title.strip().lower() for offer in offers]
    for offer in offers:
        title = offer.title.strip()
        if not title:
            raise BadInput("A service needs a few words by which a school asks for it.")
        if titles.count(title.lower()) > 1:
            raise BadInput(f"“{title}” stands twice on this card.")
        if offer.kind not in dict(OFFERED):
            raise BadInput(f"Choose what kind of help “{title}” is.")
        check_promise(offer.reply_in_days, offer.visit_in_days, of=title)


def check_promise(reply_in_days: int, visit_in_days: int, *, of: str) -> None:
    """Raise BadInput unless 1 <= reply <= visit <= LONGEST_PROMISE."""
    for days in (reply_in_days, visit_in_days):
        if not 1 <= days <= LONGEST_PROMISE:
            raise BadInput(
                f"“{of}”: promise a reply and a visit within 1 to {LONGEST_PROMISE} school days."
            )
    if visit_in_days < reply_in_days:
        raise BadInput(f"“{of}”: the first visit cannot come before the first reply.")


def tokens(words: str) -> list[str]:
    """Break words down to what is compared: lower case, without a plural's s."""
    plain = "".join(letter if letter.isalnum() else " " for letter in words.lower())
    return [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in plain.split()]


def likeness(asked: str, said: Iterable[str]) -> float:
    """How alike (0-1) a search and a text are: for each word asked, its nearest word said."""
    wanted, there = tokens(asked), {token for text in said for token in tokens(text)}
    if not wanted or not there:
        return 0.0
    return sum(max(_alike(word, other) for other in there) for word in wanted) / len(wanted)


def _alike(word: str, other: str) -> float:
    if word in other or other in word:
        return min(len(word), len(other)) / max(len(word), len(other))
    return SequenceMatcher(None, word, other).ratio()
