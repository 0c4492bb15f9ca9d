"""How were promises kept, counted for the two sides and never for one person or one school?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trellis.commitments.models import Part, Side, State


@dataclass(frozen=True)
class Kept:
    """Parts of promises of one side whose day lies in a span, by how they stand."""

    side: str
    due: int
    kept: int
    waiting: int
    late: int
    dropped: int


def kept_by_side(since: date, until: date) -> list[Kept]:
    """Count the parts that were due from one day to another, for each side.

    Everybody is given the same counts, so no person is asked for here.
    """
    states: dict[str, list[str]] = {side: [] for side in Side.values}
    rows = Part.objects.filter(due_on__gte=since, due_on__lte=until)
    for side, state in rows.values_list("side", "state"):
        states[side].append(state)
    return [
        Kept(
            side=side,
            due=len(found),
            kept=found.count(State.DONE),
            waiting=found.count(State.REPORTED),
            late=found.count(State.OPEN),
            dropped=found.count(State.DROPPED),
        )
        for side, found in states.items()
    ]
