"""What speaks of some words, of all that a person may see, across the rooms?

Each group asks its own room's permission; what she may not see yields nothing, not even a number.
Coaching, private notes and answers to the two questions are not looked at, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trellis.access.api import SEE_SCHOOL, Scope
from trellis.commitments.api import SEE_COMMITMENT, SEE_GOAL, Part
from trellis.conversation.api import Note, State, conversations_seen_by
from trellis.district.api import Org, Person, Position, holding_today
from trellis.evidence.api import findings_seen_by
from trellis.home.excerpts import around
from trellis.lib.api import day, plain, sentence
from trellis.support.api import requests_about, services_about, visits_about

MOST = 6
"""A group shows so many; more words find less."""
MOST_WORDS = 6
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One thing that was found: what it is called, where it leads (nowhere for a person), what it
    says around the words that were looked for.
    """

    title: str
    href: str = ""
    about: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Group:
    """What one room found; `more` says that there is more than is shown, never how much."""

    key: str
    heading: str
    hits: list[Hit] = field(default_factory=list)
    more: bool = False


def words_of(said: str) -> list[str]:
    """Read what somebody looks for: at most six words, each with two letters or digits or more."""
    words = plain(said)[:100].split()
    long = (one for one in words if sum(letter.isalnum() for letter in one) >= SHORTEST)
    return list(dict.fromkeys(long))[:MOST_WORDS]


def search(words: Sequence[str], *, seen_by: Person, scope: Scope) -> list[Group]:
    """Look for all these words in everything that she may see, room by room."""
    if not words or scope.is_empty:
        return []
    looks = _FOR_BOARD if scope.aggregates_only else _LOOKS
    found = (_group(key, heading, look(words, seen_by)) for key, heading, look in looks)
    return [group for group in found if group.hits]


def _group(key: str, heading: str, hits: Iterable[Hit]) -> Group:
    shown = list(islice(hits, MOST + 1))
    return Group(key, heading, shown[:MOST], more=len(shown) > MOST)


def _schools(words: Sequence[str], who: Person) -> Iterable[Hit]:
    rows = _all_in(SEE_SCHOOL.among(who), words, "name").select_related("parent")
    for school in rows.order_by("name")[: MOST + 1]:
        yield Hit(school.name, school.get_absolute_url(), _known(school.parent))


def _people(words: Sequence[str], _who: Person) -> Iterable[Hit]:
    """People who hold a position today: their name and what they do, nothing else of them."""
    held = Position.objects.filter(holding_today(), person__is_active=True)
    rows = _all_in(held, words, "person__name").select_related("person", "org", "department")
    found: dict[int, tuple[str, list[str]]] = {}
    for one in rows.order_by("person__name", "pk")[: 4 * MOST]:
        said = sentence(one.title or one.get_role_display())
        where = one.org or one.department
        name, does = found.setdefault(one.person_id, (one.person.name, []))
        does.append(f"{said}, {where}" if where else said)
    for name, does in found.values():
        yield Hit(name, about=tuple(does))


def _services(words: Sequence[str], who: Person) -> Iterable[Hit]:
    for service in services_about(" ".join(words), seen_by=who).services:
        card = service.version.card
        yield Hit(service.title, card.get_absolute_url(), (card.title, card.department.name))


def _requests(words: Sequence[str], who: Person) -> Iterable[Hit]:
    for one in requests_about(words, seen_by=who)[: MOST + 1]:
        about = (one.school.short_name, one.department.name, f"asked {_day(one.asked_at)}")
        yield Hit(one.title, one.get_absolute_url(), about, around(one.words, words))


def _visits(words: Sequence[str], who: Person) -> Iterable[Hit]:
    for seen in visits_about(words, seen_by=who, most=MOST + 1):
        said = [seen.purpose]
        if seen.record is not None:
            said += [seen.record.what_we_did, seen.record.what_next]
        about = (seen.visit.school.short_name, _day(seen.visit.planned_start))
        title = seen.purpose or sentence(seen.kind_words)
        yield Hit(title, seen.visit.get_absolute_url(), (*about, seen.who), _best(said[1:], words))


def _commitments(words: Sequence[str], who: Person) -> Iterable[Hit]:
    rows = SEE_COMMITMENT.among(who)
    for word in words:
        part = Part.objects.filter(commitment=OuterRef("pk"), deliverable__icontains=word)
        rows = rows.filter(Q(words__icontains=word) | Q(Exists(part)))
    rows = rows.select_related("school").prefetch_related("parts")
    for one in rows.order_by("-made_at", "-pk")[: MOST + 1]:
        said = _best([part.deliverable for part in one.parts.all()], words)
        yield Hit(one.words, one.get_absolute_url(), (*_known(one.school), _day(one.made_at)), said)


def _goals(words: Sequence[str], who: Person) -> Iterable[Hit]:
    rows = _all_in(SEE_GOAL.among(who), words, "words").select_related("org")
    for one in rows.order_by("-set_at", "-pk")[: MOST + 1]:
        yield Hit(one.words, one.get_absolute_url(), (one.whose, f"set {_day(one.set_at)}"))


def _conversations(words: Sequence[str], who: Person) -> Iterable[Hit]:
    """Questions of the conversations she may see; notes only where the minutes are closed."""
    rows = conversations_seen_by(who)
    for word in words:
        note = Note.objects.filter(
            conversation=OuterRef("pk"),
            withdrawn_at=None,
            shared_at__isnull=False,
            words__icontains=word,
        )
        rows = rows.filter(Q(question__icontains=word) | (Q(state=State.CLOSED) & Q(Exists(note))))
    for one in rows.order_by("-planned_for", "-pk")[: MOST + 1]:
        notes: Iterable[str] = ()
        if one.state == State.CLOSED:
            shared = one.notes.filter(withdrawn_at=None, shared_at__isnull=False)
            notes = shared.values_list("words", flat=True)
        about = (*_known(one.school), _day(one.planned_for))
        yield Hit(one.question, one.get_absolute_url(), about, _best(notes, words))


def _findings(words: Sequence[str], who: Person) -> Iterable[Hit]:
    rows = _all_in(findings_seen_by(who), words, "title")
    for one in rows[: MOST + 1]:
        yield Hit(one.title, one.get_absolute_url(), (f"frozen {_day(one.pinned_at)}",))


_Look = Callable[[Sequence[str], Person], Iterable[Hit]]
_LOOKS: tuple[tuple[str, str, _Look], ...] = (
    ("schools", "Schools", _schools),
    ("people", "People", _people),
    ("services", "What departments offer", _services),
    ("requests", "Requests", _requests),
    ("visits", "Visits", _visits),
    ("promises", "Promises", _commitments),
    ("goals", "Goals", _goals),
    ("conversations", "Conversations and minutes", _conversations),
    ("findings", "Findings", _findings),
)
_FOR_BOARD = tuple(one for one in _LOOKS if one[0] in ("goals", "findings"))


def _all_in(rows: QuerySet[Any, Any], words: Sequence[str], name: str) -> QuerySet[Any, Any]:
    for word in words:
        rows = rows.filter(**{f"{name}__icontains": word})
    return rows


def _best(texts: Iterable[str], words: Sequence[str]) -> str:
    """The text that speaks of most of the words, cut around them; nothing when none does."""
    lowered = [word.lower() for word in words]
    spoken = [(sum(word in text.lower() for word in lowered), text) for text in texts]
    most, text = max(spoken, key=lambda one: one[0], default=(0, ""))
    return around(text, words) if most else ""


def _known(place: Org | None) -> tuple[str, ...]:
    return (place.short_name,) if place else ()


def _day(at: Any) -> str:
    local = timezone.localtime(at).date()
    return day(local, year=local.year != timezone.localdate().year)
