"""What does a board observer find: the district as a whole, and nothing about single adults?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse

from trellis.home.today.common import Act


@dataclass(frozen=True)
class Observing:
    """The way to what leaves the gate."""

    template: ClassVar[str] = "home/today/board.html"
    label: ClassVar[str] = "for the board"
    title: ClassVar[str] = ""
    says: ClassVar[str] = "You see the district as a whole, and nothing about single adults."

    @property
    def acts(self) -> list[Act]:
        """What to press first."""
        return [
            Act("The district", reverse("district")),
            Act("Questions of the data", reverse("evidence")),
            Act("The report", reverse("report")),
        ]


def observing() -> Observing:
    """A board observer's page needs nothing gathered."""
    return Observing()
