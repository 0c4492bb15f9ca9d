"""What does whoever loads files find: what is in hand, and which positions wait to be confirmed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from trellis.access.api import CONFIRM_POSITION
from trellis.district.api import Person
from trellis.home.today.common import Act
from trellis.home.wording import spoken
from trellis.intake.api import Batch, State
from trellis.lib.api import count

MOST = 8


@dataclass(frozen=True)
class FilesIn:
    """Deliveries that are neither published nor thrown away, and what they proposed."""

    template: ClassVar[str] = "home/today/files.html"
    label: ClassVar[str] = "files in"
    title: ClassVar[str] = ""

    batches: list[Batch]
    published: Batch | None
    positions: int

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [Act("Bring files in", reverse("files"))]

    @property
    def says(self) -> str:
        """The page in a sentence or two."""
        n = len(self.batches)
        return spoken(
            (
                f"{count(n, 'delivery is', 'deliveries are')} in hand"
                if n
                else "every delivery is published or thrown away",
                f"{count(self.positions, 'position waits', 'positions wait')} to be confirmed"
                if self.positions
                else "",
            )
        )


def files_in(person: Person) -> FilesIn:
    """Gather what whoever loads files has in hand."""
    ended = [State.PUBLISHED, State.DISCARDED]
    batches = Batch.objects.exclude(state__in=ended).select_related("by")
    last = Batch.objects.filter(state=State.PUBLISHED).order_by("-received_at").first()
    return FilesIn(list(batches[:MOST]), last, positions_to_confirm(person))


def positions_to_confirm(person: Person) -> int:
    """How many proposed positions wait for a yes that is hers to give."""
    return CONFIRM_POSITION.among(person).filter(confirmed_at=None).count()
