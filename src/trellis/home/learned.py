"""What did conversations find out and decide, in the words of those who were there?

Words are looked for, never people: no line says who wrote it, and predictions are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from trellis.commitments.api import (
    WENT,
    Part,
    promises_of_conversations,
    reasons_for_none,
    that_went,
    went,
    went_says,
)
from trellis.conversation.api import (
    FOUND_AGAIN,
    Conversation,
    closed_seen_by,
    notes_found_again,
)
from trellis.district.api import Person
from trellis.evidence.api import subject_name
from trellis.home.excerpts import around
from trellis.lib.api import YEAR_TURNS_IN, school_year_of, sentence

A_PAGE = 30
KINDS = {
    "asked": "what a conversation asked",
    **FOUND_AGAIN,
    "promise": "what we promised",
    "no_action": "no action, because",
}
"""The kinds of lines, in the order of a conversation."""


@dataclass(frozen=True)
class Looked:
    """What somebody looks for: words that must all be there, and what narrows it."""

    words: tuple[str, ...] = ()
    school: str = ""
    subject: str = ""
    year: int = 0
    kind: str = ""
    went: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is looked for at all."""
        return self != Looked()


@dataclass(frozen=True)
class Learned:
    """One line: what was said, in which conversation; for a promise, how it went."""

    kind: str
    words: str
    conversation: Conversation
    at: datetime
    state: str = ""
    says: str = ""

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return sentence(KINDS[self.kind])

    @property
    def mark(self) -> str:
        """The word by which CSS chooses the mark."""
        return "done" if self.state == "kept" else self.state

    @property
    def state_words(self) -> str:
        """How a promise went, in one word."""
        return sentence(WENT.get(self.state, ""))


@dataclass(frozen=True)
class Found:
    """One page of lines, newest conversation first."""

    lines: list[Learned]
    more: bool


def learned(looked: Looked, *, seen_by: Person, page: int = 1) -> Found:
    """Find lines that hold all the words, in the minutes that she may read."""
    upto = page * A_PAGE + 1
    lines: list[Learned] = []
    for kind in [looked.kind] if looked.kind else KINDS:
        if looked.went and kind != "promise":
            continue
        lines += _LOOKS.get(kind, _notes)(kind, looked, seen_by, upto)
    lines.sort(key=lambda one: (one.at, one.conversation.pk), reverse=True)
    return Found(lines[upto - 1 - A_PAGE : upto - 1], len(lines) >= upto)


def subjects_seen_by(person: Person) -> list[tuple[str, str]]:
    """The subjects of the evidence that these conversations looked at, with their names."""
    asked = closed_seen_by(person).values_list("findings__asked", flat=True)
    keys = {one["subject"] for one in asked if one and one.get("subject")}
    return sorted(((key, sentence(subject_name(key))) for key in keys), key=lambda one: one[1])


def years_seen_by(person: Person) -> list[int]:
    """The school years in which these conversations were, newest first."""
    moments = closed_seen_by(person).order_by().values_list("planned_for", flat=True)
    days = {timezone.localtime(at).date() for at in moments}
    return sorted({school_year_of(one) for one in days}, reverse=True)


def schools_spoken_of(person: Person) -> list[tuple[str, str]]:
    """The schools that these conversations were about, by name."""
    rows = closed_seen_by(person).exclude(school=None).order_by("school__name")
    return list(dict.fromkeys(rows.values_list("school__key", "school__name")))


def _asked(kind: str, looked: Looked, who: Person, upto: int) -> Iterator[Learned]:
    rows = _narrowed(closed_seen_by(who), looked, "").select_related("school")
    rows = _holding(rows, looked.words, lambda word: _in("question", word))
    for one in rows.order_by("-planned_for", "-pk")[:upto]:
        yield Learned(kind, one.question, one, one.planned_for)


def _notes(kind: str, looked: Looked, who: Person, upto: int) -> Iterator[Learned]:
    rows = _narrowed(notes_found_again(who).filter(kind=kind), looked, "conversation__")
    rows = _holding(rows, looked.words, lambda word: _in("words", word))
    for one in rows.order_by("-conversation__planned_for", "-conversation", "pk")[:upto]:
        said = around(one.words, looked.words)
        yield Learned(kind, said, one.conversation, one.conversation.planned_for)


def _promises(kind: str, looked: Looked, who: Person, upto: int) -> Iterator[Learned]:
    def holds(word: str) -> Q:
        part = Part.objects.filter(_in("deliverable", word), commitment=OuterRef("pk"))
        return _in("words", word) | _in("sign_to_see", word) | Q(Exists(part))

    rows = _narrowed(promises_of_conversations(who), looked, "conversation__")
    rows = _holding(rows, looked.words, holds)
    if looked.went:
        rows = that_went(rows, looked.went)
    for one in rows.order_by("-conversation__planned_for", "-conversation", "pk")[:upto]:
        talk = one.conversation
        assert talk is not None  # noqa: S101 - the query takes no others
        yield Learned(kind, one.words, talk, talk.planned_for, went(one), went_says(one))


def _none(kind: str, looked: Looked, who: Person, upto: int) -> Iterator[Learned]:
    rows = _narrowed(reasons_for_none(who), looked, "conversation__")
    rows = _holding(rows, looked.words, lambda word: _in("because", word))
    for one in rows.order_by("-conversation__planned_for", "-conversation")[:upto]:
        yield Learned(kind, one.because, one.conversation, one.conversation.planned_for)


_Look = Callable[[str, Looked, Person, int], Iterator[Learned]]
_LOOKS: dict[str, _Look] = {"asked": _asked, "promise": _promises, "no_action": _none}


def _holding(
    rows: QuerySet[Any, Any], words: Sequence[str], holds: Callable[[str], Q]
) -> QuerySet[Any, Any]:
    for word in words:
        rows = rows.filter(holds(word))
    return rows


def _in(field: str, word: str) -> Q:
    """Select rows whose field holds a word, large or small letters."""
    # SQLite knows large and small letters of ASCII alone: "École" is asked for in each form.
    forms = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return reduce(or_, (Q(**{f"{field}__icontains": form}) for form in forms))


def _turns(year: int) -> datetime:
    day = date(year, YEAR_TURNS_IN, 1)
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _narrowed(rows: QuerySet[Any, Any], looked: Looked, to: str) -> QuerySet[Any, Any]:
    """Keep what belongs to the chosen school, subject and year; `to` leads to the conversation."""
    if looked.school:
        rows = rows.filter(**{f"{to}school__key": looked.school})
    if looked.subject:
        about = Conversation.objects.filter(findings__asked__subject=looked.subject).values("pk")
        rows = rows.filter(**{f"{to}pk__in": about})
    if looked.year:
        begins, ends = _turns(looked.year - 1), _turns(looked.year)
        rows = rows.filter(**{f"{to}planned_for__gte": begins, f"{to}planned_for__lt": ends})
    return rows
