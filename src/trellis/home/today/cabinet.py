"""What does a cabinet member find: where support went, which schools heard nobody, what is late?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse

from trellis.commitments.api import Part, Side, late_parts
from trellis.district.api import Person
from trellis.home.lines import DAYS
from trellis.home.today.common import Act
from trellis.support.api import (
    Sentence,
    Standing,
    SupportMap,
    draw_map,
    open_requests,
    say_map,
    support_map,
)

MOST = 6
MOST_LINES = 30
"""A map of more schools stands on its own page alone, so that this one stays light."""


@dataclass(frozen=True)
class Leading:
    """The district's support in a sentence and a map; what is late, never by a person."""

    template: ClassVar[str] = "home/today/cabinet.html"
    label: ClassVar[str] = "for the district"
    title: ClassVar[str] = ""
    says: ClassVar[str] = ""
    ask: ClassVar[dict[str, str]] = {"show": "visits", "by": "school"}

    said: Sentence
    map: SupportMap
    rows: list[Any]
    late_requests: list[Standing]
    late_parts: list[Part]

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [
            Act("The support map", reverse("support-map")),
            Act("How well it works", reverse("support-measures")),
        ]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The departments of the map, each with the address that shows it alone."""
        address, keys = reverse("support-map"), self.map.keys
        return [
            (name, f"{address}?department={keys[pk]}" if pk in keys else "")
            for pk, name in self.map.columns.items()
        ]

    @property
    def late(self) -> int:
        """How many of the district's promises are late."""
        return len(self.late_requests) + len(self.late_parts)

    @property
    def shown_requests(self) -> list[Standing]:
        """The longest late of the requests."""
        return self.late_requests[:MOST]

    @property
    def shown_parts(self) -> list[Part]:
        """The longest late of the promises."""
        return self.late_parts[:MOST]

    @property
    def more(self) -> int:
        """How many late promises are not shown here."""
        return self.late - len(self.shown_requests) - len(self.shown_parts)


def leading(person: Person) -> Leading:
    """Gather a cabinet member's Monday."""
    found = support_map(seen_by=person, days=DAYS)
    small = len(found.lines) <= MOST_LINES
    return Leading(
        said=say_map(found, link="/schools/{}/", many=f"{reverse('support-map')}#silent"),
        map=found,
        rows=draw_map(found, show="visits", link="/schools/{}/") if small else [],
        late_requests=[one for one in open_requests(seen_by=person) if one.is_late],
        late_parts=list(late_parts(side=Side.DISTRICT, seen_by=person)),
    )
