"""Which column of a file does an address mean?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from trellis.intake.mappings.found import Columns, Where

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


@lru_cache(maxsize=65_536)
def plain_name(name: str) -> str:
    """Return a header's name as people see it: no invisible signs, single blanks, NFC."""
    seen = unicodedata.normalize("NFC", name.translate(_INVISIBLE))
    return " ".join(seen.split())


class Header:
    """The names of a file's columns, as delivered and as people see them.

    `groups` are the names in the line above the header, one a column, where the layout has such a
    line; a blank there continues the group to its left.
    """

    def __init__(self, names: Sequence[str], groups: Sequence[str] = ()) -> None:
        self.delivered = tuple(names)
        self.names = tuple(plain_name(name) for name in names)
        self.groups = _carried(groups, len(self.names))
        self._lower = tuple(name.casefold() for name in self.names)

    def find(self, columns: Columns) -> int | None:
        """Return the index of the first address that exists, or nothing."""
        for where in columns:
            index = self._find(where)
            if index is not None:
                return index
        return None

    def has(self, name: str) -> bool:
        """Say whether a column of this name exists."""
        return plain_name(name).casefold() in self._lower

    def find_name(self, name: str) -> int | None:
        """Return the index of the column of a name, whatever its case, or nothing."""
        wanted = plain_name(name).casefold()
        return self._lower.index(wanted) if wanted in self._lower else None

    def said(self, index: int) -> str:
        """Name a column for a person: its name and its position."""
        return f"column {index + 1} “{self.names[index]}”"

    def _find(self, where: Where) -> int | None:
        if where.position and not (where.name or where.like):
            return where.position - 1 if where.position <= len(self.names) else None
        start = 0
        if where.after:
            before = self._matches(Where(name=where.after))
            if not before:
                return None
            start = before[0] + 1
        found = [index for index in self._matches(where) if index >= start]
        return found[where.nth - 1] if len(found) >= where.nth else None

    def _matches(self, where: Where) -> list[int]:
        if where.like:
            pattern = re.compile(where.like)
            found = [i for i, name in enumerate(self.names) if pattern.fullmatch(name)]
        else:
            wanted = plain_name(where.name)
            found = [i for i, name in enumerate(self.names) if name == wanted]
            if not found:
                lower = wanted.casefold()
                found = [i for i, name in enumerate(self._lower) if name == lower]
        if where.group:
            group = plain_name(where.group)
            found = [i for i in found if self.groups[i] == group]
        return found


def said(columns: Columns) -> str:
    """Say an address to a person."""
    words = []
    for where in columns:
        if where.name:
            words.append(f"“{where.name}”")
        elif where.like:
            words.append(f"a name like {where.like}")
        else:
            words.append(f"position {where.position}")
    return " or ".join(words)


def _carried(groups: Sequence[str], width: int) -> tuple[str, ...]:
    carried, last = [], ""
    for index in range(width):
        here = plain_name(groups[index]) if index < len(groups) else ""
        last = here or last
        carried.append(last)
    return tuple(carried)
