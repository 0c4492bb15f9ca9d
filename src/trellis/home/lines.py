"""How do many schools stand between the two sides: a line each, in the order of names?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trellis.commitments.api import standing_by_school
from trellis.district.api import Org, Person
from trellis.support.api import (
    MapLine,
    Seen,
    Standing,
    SupportMap,
    coming_to,
    open_requests,
    support_map,
)

DAYS = 40
"""Over how many school days support is counted on these pages."""


@dataclass(frozen=True)
class SchoolLine:
    """A school in a list: what stands between it and the district, who was there, who comes.

    `owed` counts promises and requests in which the district has the next word.
    """

    school: Org
    counted: MapLine
    promised: int
    requests: tuple[Standing, ...] = ()
    coming: tuple[Seen, ...] = ()

    @property
    def owed(self) -> int:
        """What the district owes the school."""
        return self.counted.whole.promises + sum(one.waits for one in self.requests)

    @property
    def late(self) -> int:
        """How much of it is late."""
        return self.counted.whole.promises_late + sum(one.is_late for one in self.requests)

    @property
    def has_something(self) -> bool:
        """Whether anything stands between the school and the district."""
        return bool(self.owed or self.promised or self.requests)


@dataclass(frozen=True)
class Lines:
    """Schools with what stands between each and the district, and the map that it is read from."""

    map: SupportMap
    schools: list[SchoolLine]
    open_requests: list[Standing]

    @property
    def late(self) -> int:
        """How many of the district's promises to these schools are late."""
        return sum(one.late for one in self.schools)

    @property
    def late_requests(self) -> list[Standing]:
        """Requests whose promise has run out, the longest late first."""
        return [one for one in self.open_requests if one.is_late]


def lines_of(schools: Iterable[Org], *, seen_by: Person, from_day: date, to_day: date) -> Lines:
    """Count what stands, and name who comes from one day to another, for each of these schools."""
    rows = list(schools)
    pks = {school.pk for school in rows}
    found = support_map(seen_by=seen_by, days=DAYS)
    promised = standing_by_school(rows, seen_by=seen_by)
    coming = coming_to(rows, from_day, to_day, seen_by=seen_by)
    asked: dict[int, list[Standing]] = {pk: [] for pk in pks}
    for one in open_requests(seen_by=seen_by):
        if one.request.school_id in pks:
            asked[one.request.school_id].append(one)
    lines = [
        SchoolLine(
            school=line.place,
            counted=line,
            promised=promised[line.place.pk].promised if line.place.pk in promised else 0,
            requests=tuple(asked[line.place.pk]),
            coming=tuple(coming.get(line.place.pk, ())),
        )
        for line in found.lines
        if line.place.pk in pks
    ]
    return Lines(found, lines, [one for school in lines for one in school.requests])
