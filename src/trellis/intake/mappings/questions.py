"""What must be asked before a file can be read, because the file does not say it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trellis.intake.mappings.found import Found, Year
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.saved import results
from trellis.intake.mappings.sheet import Sheet

_SENTENCES = {
    "school_year": "Which school year is this file from?",
    "window": "In which window were these tests taken?",
    "subject": "Which subject is this file about?",
}


@dataclass(frozen=True)
class Question:
    """One thing to ask at upload. `choices` are words that the mapping itself uses."""

    name: Literal["school_year", "window", "subject"]
    sentence: str
    choices: tuple[str, ...] = ()


def questions(table: Sheet, mapping: Mapping) -> list[Question]:
    """Return what a person must answer before this file can be read as this mapping says."""
    asked = []
    for name, field in (("school_year", "year"), ("window", "window"), ("subject", "subject")):
        ways: Sequence[Found] = getattr(mapping, field)
        inside = [getattr(result, field) for result in results(mapping)]
        if not any(way.asks for way in ways) or (inside and all(inside)):
            continue
        if any(_is_open(way, table, mapping) for way in ways):
            continue
        words = sorted({word for way in ways for word in way.values.values()})
        asked.append(Question(name, _SENTENCES[name], tuple(words)))  # type: ignore[arg-type]
    return asked


def _is_open(way: Found, table: Sheet, mapping: Mapping) -> bool:
    if isinstance(way, Year) and way.from_date:
        days = [*mapping.tested, *(one for result in results(mapping) for one in result.tested)]
        return any(_is_open(one, table, mapping) for one in days)
    if way.column:
        return table.header.find(way.column) is not None
    if way.file_name:
        return re.search(way.file_name, table.name) is not None
    return way.value is not None
