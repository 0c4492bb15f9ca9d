"""How do three years of support get into the record?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from trellis.demo.support.answers import ask_around
from trellis.demo.support.asking import askings
from trellis.demo.support.catalogue import Catalogue
from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import World
from trellis.demo.support.schedule import Schedule
from trellis.demo.support.shaping import shape
from trellis.demo.support.telling import tell_request
from trellis.demo.support.truth import SupportTruth
from trellis.demo.support.visits import Telling
from trellis.district.api import Person
from trellis.support.api import (
    PastFreeDay,
    take_over_past_answers,
    take_over_past_free_days,
    take_over_past_requests,
    take_over_past_visits,
)


def take_over_the_past(
    world: World,
    days: Days,
    truth: SupportTruth,
    catalogue: Catalogue,
    *,
    taken: Iterable[tuple[Person, date]],
    by: Person,
) -> None:
    """Invent requests, visits and answers in which the truth shows, and take them over."""
    asked = askings(world, days, truth, catalogue)
    schedule = Schedule(world, days, truth, taken)
    outings = schedule.fill(asked)
    shape(outings, truth.dice("work"))
    dice = truth.dice("how requests went")
    requests = [(one, told) for one in asked if (told := tell_request(one, days, dice))]
    made = take_over_past_requests([told for _one, told in requests], by=by)
    known = {id(one): row for (one, _told), row in zip(requests, made, strict=True)}
    telling = Telling(world, days, truth)
    visits = []
    for outing in outings:
        request = known.get(id(outing.asking)) if outing.asking else None
        if outing.asking is None or request is not None:
            visits.append(telling.tell(outing, request))
    took_place = [one for one in visits if one is not None]
    rows = take_over_past_visits(took_place, by=by)
    asks, counts = ask_around(zip(rows, took_place, strict=True), world, days, truth)
    take_over_past_answers(asks, counts, by=by)
    take_over_past_free_days(_free_days(schedule, world), by=by)


def _free_days(schedule: Schedule, world: World) -> list[PastFreeDay]:
    return [
        PastFreeDay(
            school=school,
            day=day,
            why="Benchmark testing",
            by=world.principals[school.pk],
            at=at(day - timedelta(days=40), 9 * 60),
        )
        for school in world.schools
        for day in sorted(schedule.free[school.pk])
    ]
