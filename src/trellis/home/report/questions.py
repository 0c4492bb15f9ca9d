"""Which questions of conversations may be told in public: without a name, without a figure?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trellis.conversation.api import Conversation
from trellis.district.api import Org, Person

_WORD = re.compile(r"[^\W\d_]+")
_GRADES = re.compile(r"\bgrades?\s+\d{1,2}(\s*(,|and|to|-|–)\s*\d{1,2})*", re.IGNORECASE)
_YEARS = re.compile(r"\b(19|20)\d\d(\s*[-–/]\s*\d{2,4})?\b")
_SHORTEST = 3


@dataclass(frozen=True)
class Told:
    """The questions that may be told, and how many may not."""

    questions: tuple[tuple[str, str], ...]
    left_out: int


def told_questions(talks: Iterable[Conversation]) -> Told:
    """Keep the questions without the name of anybody and without figures; each with its place."""
    names = names_of_people()
    kept, left_out = [], 0
    for talk in talks:
        if speaks_of(talk.question, names) or holds_figures(talk.question):
            left_out += 1
        else:
            kept.append((talk.question, talk.school.name if talk.school else "The district"))
    return Told(tuple(kept), left_out)


def names_of_people() -> frozenset[str]:
    """Every word of the name of everybody in the record, past and present, in small letters.

    A word that stands in the name of a place is no name of a person here.
    """
    words = {
        word.lower()
        for name in Person.objects.values_list("name", flat=True)
        for word in _WORD.findall(name)
        if len(word) >= _SHORTEST
    }
    places = {
        word.lower()
        for name in Org.objects.values_list("name", flat=True)
        for word in _WORD.findall(name)
    }
    return frozenset(words - places)


def speaks_of(text: str, names: frozenset[str]) -> bool:
    """Whether a text holds a word of anybody's name."""
    return any(word.lower() in names for word in _WORD.findall(text))


def holds_figures(text: str) -> bool:
    """Whether a text holds digits that are neither grades nor years."""
    return any(letter.isdigit() for letter in _YEARS.sub("", _GRADES.sub("", text)))
