"""Which visits get in each other's way, and which day would be free?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from trellis.lib.api import BadInput
from trellis.support.models.engagements import Engagement


@dataclass(frozen=True)
class Collision:
    """What stands on the day that somebody wants: visits of other departments, a blackout.

    `free` are days near it on which nobody comes.
    """

    day: date
    visits: tuple[Engagement, ...] = ()
    blackout: str = ""
    free: tuple[date, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.visits or self.blackout)


def local_day(at: datetime) -> date:
    """The day of a moment, on the district's own clock."""
    return timezone.localtime(at).date()


def other_units(visit: Engagement, units: Iterable[str]) -> bool:
    """Whether a visit brings nobody from these departments: then two would come apart."""
    own = {one.unit for one in visit.visitors.all()}
    return not own.intersection(units)


def colliding(visits: Sequence[Engagement]) -> list[Engagement]:
    """Of one school's visits of one day, those of different departments with different reasons.

    Visits for one request, and one visit that several departments make together, don't collide.
    """
    apart: list[Engagement] = []
    for visit in visits:
        others = [v for v in visits if v.pk != visit.pk]
        if any(
            other_units(other, {one.unit for one in visit.visitors.all()})
            and not (visit.request_id and visit.request_id == other.request_id)
            for other in others
        ):
            apart.append(visit)
    return apart


def check_why_that_day(collision: Collision, why: str) -> str:
    """Return why it has to be a blackout day, or raise BadInput when that is not said."""
    if collision.blackout and len(why.strip()) < 3:
        raise BadInput(
            f"The school keeps that day free of visits: {collision.blackout}. Choose another day, "
            "or say why it can’t wait; the school reads it."
        )
    return why.strip()[:200]


def check_blackout(day: date, why: str) -> None:
    """Raise BadInput for a day that has passed, or without a reason."""
    if day < timezone.localdate():
        raise BadInput("That day has passed.")
    if len(why.strip()) < 3:
        raise BadInput("Say why in a few words: “benchmark testing”, “picture day”.")
