"""Which grade does a vendor's word mean? Codes as in CEDS: PK, KG, 01 to 13, UG."""

from __future__ import annotations

import re

_NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WORDS = {
    "kindergarten": "KG",
    "kinder": "KG",
    "k": "KG",
    "kg": "KG",
    "prekindergarten": "PK",
    "pre-kindergarten": "PK",
    "pre-k": "PK",
    "prek": "PK",
    "pk": "PK",
    "ee": "PK",
    "transitional kindergarten": "TK",
    "tk": "TK",
    "infant/toddler": "IT",
    "it": "IT",
    "postsecondary": "PS",
    "ps": "PS",
    "ungraded": "UG",
    "ug": "UG",
    "other": "Other",
} | {word: f"{number:02d}" for number, word in enumerate(_NUMBER_WORDS, 1)}
_NUMBER = re.compile(r"(?:grade\s*)?0*([0-9]{1,2})(?:\.0)?(?:st|nd|rd|th)?(?:\s*grade)?")


def grade_in(text: str) -> str | None:
    """Return the code of a grade, or nothing when the word is not known."""
    word = " ".join(text.casefold().split())
    if word in _WORDS:
        return _WORDS[word]
    match = _NUMBER.fullmatch(word)
    if not match:
        return {"-1": "PK", "-2": "PK"}.get(word)
    number = int(match.group(1))
    if number == 0:
        return "KG"
    return f"{number:02d}" if number <= 13 else None
