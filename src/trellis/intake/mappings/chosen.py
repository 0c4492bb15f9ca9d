"""What did a person choose for the columns of a file, or leave as it was guessed?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from trellis.intake.mappings import generic
from trellis.intake.mappings.sheet import Sheet
from trellis.lib.api import BadInput

ROLES = (
    ("", "not read"),
    ("local", "student number of the district"),
    ("state", "student number of the state"),
    ("scale", "score: scale score"),
    ("raw", "score: points"),
    ("percentile", "score: percentile"),
    ("level", "level, from low to high"),
    ("date", "day of the test"),
    ("grade", "grade"),
    ("school", "school"),
    ("year", "school year"),
    ("window", "window"),
    ("subject", "subject"),
)
_GUESSES = (
    (r"state.*(id|number)", "state"),
    (r"(student|local|person).*(id|number)|^id$|^number$", "local"),
    (r"scale|scaled|^score$|rit", "scale"),
    (r"percentile|\bpr\b", "percentile"),
    (r"level|band|performance", "level"),
    (r"date", "date"),
    (r"^grade", "grade"),
    (r"school.?year|^year$", "year"),
    (r"^school|campus", "school"),
    (r"window|season|period|term", "window"),
    (r"subject|content", "subject"),
)
_WINDOWS = {
    "fall": ("fall", "autumn", "boy", "beginning of year"),
    "winter": ("winter", "moy", "middle of year"),
    "spring": ("spring", "eoy", "end of year"),
    "summer": ("summer",),
}
_SUBJECTS = {
    "math": ("math", "mathematics", "maths"),
    "ela": ("ela", "english language arts", "language arts"),
}


def guessed_role(name: str) -> str:
    """Guess from a column's name what stands in it; a person changes what is wrong."""
    plain = name.casefold().replace("_", " ")
    return next((role for pattern, role in _GUESSES if re.search(pattern, plain)), "")


def choices_of(
    given: Mapping[str, str], sheet: Sheet, layout: Mapping[str, Any]
) -> generic.Choices:
    """Return what was chosen. Raises BadInput with what is still to be said."""
    by_role: dict[str, list[str]] = {}
    for index, name in enumerate(sheet.header.names):
        role = given.get(f"column-{index}", "")
        if role:
            by_role.setdefault(role, []).append(name)
    title = given.get("title", "").strip()
    if not title:
        raise BadInput("Give the mapping a name, for example the test and its maker.")
    subject = given.get("subject", "").strip()
    said: dict[str, Any] = {
        "title": title,
        "product": re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or "test",
        "ids": [{"column": c, "type": t} for t in ("state", "local") for c in by_role.get(t, [])],
        "scores": [
            {"column": c, "type": t}
            for t in ("scale", "raw", "percentile")
            for c in by_role.get(t, [])
        ],
        "subject": _meant(subject, _SUBJECTS) if subject else "",
        "school_year": given.get("school_year", "").strip(),
        "window": given.get("window", "").strip().lower(),
        "no_window": not given.get("window") and "window" not in by_role,
        "header_line": layout["header_line"],
        "delimiter": layout["delimiter"],
    }
    _check_said(said, by_role)
    for role in ("grade", "school", "subject", "window"):
        if role in by_role:
            said[f"{role}_column"] = by_role[role][0]
    for role, words in (("window", _WINDOWS), ("subject", _SUBJECTS)):
        if role in by_role:
            there = generic.words_in(sheet, by_role[role][0])
            said[f"{role}_words"] = {word: _meant(word, words) for word in there}
    if "year" in by_role:
        said |= _year(by_role["year"][0], sheet)
    if "date" in by_role:
        said |= _date(by_role["date"][0], sheet)
    if "level" in by_role:
        said["level"] = _level(by_role["level"][0], given, sheet)
    try:
        return generic.Choices.model_validate(said)
    except ValidationError as error:
        raise BadInput(f"This cannot be read yet: {error.errors()[0]['msg']}.") from None


def _check_said(said: Mapping[str, Any], by_role: Mapping[str, list[str]]) -> None:
    if not said["ids"]:
        raise BadInput("Say which column holds the students’ numbers.")
    if not said["scores"]:
        raise BadInput("Say which column holds a score.")
    if not said["subject"] and "subject" not in by_role:
        raise BadInput("Say which subject the test is about, or which column tells it.")


def _year(column: str, sheet: Sheet) -> dict[str, str]:
    some = sheet.text(sheet.header.find_name(column) or 0).drop_nulls().head(1)
    spans = some.len() and re.search(r"[-–/]", some[0])
    return {"school_year_column": column, "school_year_reads": "span" if spans else "ends"}


def _date(column: str, sheet: Sheet) -> dict[str, str]:
    forms = generic.date_formats(sheet, column)
    if not forms:
        raise BadInput(f"The days in “{column}” are not all written in one way.")
    return {"date_column": column, "date_format": forms[0]}


def _level(column: str, given: Mapping[str, str], sheet: Sheet) -> dict[str, Any]:
    words = [word.strip() for word in given.get("levels", "").split(",") if word.strip()]
    there = generic.words_in(sheet, column, most=12)
    if len(words) < 2:
        raise BadInput(
            f"Write the levels from the lowest to the highest. The file has: {', '.join(there)}."
        )
    named = {word.casefold() for word in words}
    missing = [word for word in there if word.casefold() not in named]
    if missing:
        raise BadInput(f"The file has levels that you did not name: {', '.join(missing)}.")
    return {"column": column, "order": words, "meets_from": given.get("meets_from", "").strip()}


def _meant(word: str, words: Mapping[str, tuple[str, ...]]) -> str:
    plain = " ".join(word.casefold().split())
    for meaning, spoken in words.items():
        if plain in spoken:
            return meaning
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or plain
