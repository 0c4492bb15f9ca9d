"""What does a director of professional learning find: what do schools ask for, of which kind?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from trellis.district.api import Person
from trellis.home.today.common import Act
from trellis.home.wording import spoken
from trellis.lib.api import count
from trellis.support.api import Standing, how_many_standing, open_requests

MOST = 8


@dataclass(frozen=True)
class Asked:
    """What schools ask for, a line each: how many open requests, of how many schools."""

    what: str
    requests: int
    schools: int
    late: int


@dataclass(frozen=True)
class Learning:
    """What the professional learning of a district is asked for, in the schools' own requests."""

    template: ClassVar[str] = "home/today/pl_director.html"
    label: ClassVar[str] = "for professional learning"
    title: ClassVar[str] = ""

    asked: list[Asked]
    agreements: int | None

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [Act("Plan a conversation", reverse("conversation-plan"))]

    @property
    def says(self) -> str:
        """The page in a sentence."""
        n = sum(one.requests for one in self.asked)
        kinds = len(self.asked)
        said = f"{count(n, 'request of a school is', 'requests of schools are')} open"
        return spoken((f"{said}, of {count(kinds, 'kind')}" if n else "no request is open",))


def learning(person: Person) -> Learning:
    """Gather what schools ask for, the most asked first."""
    by_kind: dict[str, list[Standing]] = {}
    for one in open_requests(seen_by=person):
        service = one.request.service
        what = service.title if service else "In free words"
        by_kind.setdefault(what, []).append(one)
    order = Counter({what: len(found) for what, found in by_kind.items()})
    return Learning(
        [
            Asked(
                what,
                n,
                len({one.request.school_id for one in by_kind[what]}),
                sum(one.is_late for one in by_kind[what]),
            )
            for what, n in order.most_common()
        ],
        how_many_standing(seen_by=person),
    )
