"""From how many on may a figure be shown, and from how many on may a sentence be built on it?

Privacy has a limit of its own (fewer than ten students never leave the gate); these ones are about
luck. Between `show` and `say` the figure stands with its interval and `otherwise` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Enough:
    """Least numbers for one kind of figure, of what they count, and what to print below them."""

    show: int
    say: int
    counts: str
    otherwise: str


SHARE = Enough(10, 90, "answers", "too few to say more")
WAITING = Enough(10, 10, "answered requests", "not enough answered yet")
CONCENTRATION = Enough(15, 15, "schools", "can't tell whether support follows need")
OWN_PAST = Enough(12, 20, "points", "too few months to know what is usual")
AGREEMENT = Enough(10, 50, "records named by both sides", "too few records to tell")
