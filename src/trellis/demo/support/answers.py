"""Who was asked whether a visit helped, and how did answers fall, apart from who gave them?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from trellis.demo.support.days import Days
from trellis.demo.support.outing import World
from trellis.demo.support.truth import SupportTruth
from trellis.district.api import Department, Org
from trellis.support.api import (
    RELEASED_FROM,
    SHARE_ASKED,
    Engagement,
    FeedbackAsk,
    Openness,
    PastAsk,
    PastCount,
    PastVisit,
    VisitState,
)

ANSWERED, AWAY = 0.76, 0.05
"""How often an ask is answered, and how often somebody says that she was not there."""

HELPS = 0.75
GROWS = (0.32, 0.54, 0.76, 0.8)
"""How often a visit is felt to help: as a rule, and by year in the department that grows."""

_SAID = (VisitState.FAIR, VisitState.NOTED, VisitState.DIFFERS)
Box = tuple[str, int]


def ask_around(
    pairs: Iterable[tuple[Engagement, PastVisit]], world: World, days: Days, truth: SupportTruth
) -> tuple[list[PastAsk], list[PastCount]]:
    """Ask after a part of the visits, at most one person a week, and count what was said."""
    dice = truth.dice("answers")
    asked: set[tuple[int, date]] = set()
    asks: list[PastAsk] = []
    said: defaultdict[Box, list[tuple[date, int, int]]] = defaultdict(list)
    places: dict[Box, Department | Org] = {}
    known = sorted(_said(pairs), key=lambda one: (one[2], one[0].pk))
    for visit, told, day in known:
        week = day - timedelta(days=day.weekday())
        person = world.principals[visit.school_id]
        if dice.random() > SHARE_ASKED or (person.pk, week) in asked:
            continue
        asked.add((person.pk, week))
        state = _state(day, days, dice)
        asks.append(PastAsk(visit, person, week, state))
        if state == FeedbackAsk.State.ANSWERED:
            answer = _answer(told, world, days, truth, day, dice)
            for where in _places(told, world, visit.school):
                box = (type(where).__name__, where.pk)
                places[box] = where
                said[box].append((day, *answer))
    counts = [one for box, answers in said.items() for one in _counted(places[box], answers)]
    return asks, counts


def _said(
    pairs: Iterable[tuple[Engagement, PastVisit]],
) -> Iterable[tuple[Engagement, PastVisit, date]]:
    """Open visits whose record a school has answered, with the day on which it did."""
    for visit, told in pairs:
        last = told.steps[-1]
        if visit.openness == Openness.OPEN and last.side == "school" and last.became in _SAID:
            yield visit, told, timezone.localtime(last.at).date()


def _state(day: date, days: Days, dice: Random) -> str:
    chance = dice.random()
    if day >= days.today - timedelta(days=days.today.weekday()):
        return FeedbackAsk.State.OPEN
    if chance < ANSWERED:
        return FeedbackAsk.State.ANSWERED
    return FeedbackAsk.State.NOT_THERE if chance < ANSWERED + AWAY else FeedbackAsk.State.OPEN


def _answer(
    told: PastVisit, world: World, days: Days, truth: SupportTruth, day: date, dice: Random
) -> tuple[int, int]:
    unit = next((one.unit for one in world.workers if one.person == told.lead), "")
    helps = HELPS
    if unit == truth.grows:
        helps = GROWS[days.place_of_year(day)]
    answers = [
        dice.choice((3, 3, 4)) if dice.random() < helps else dice.choice((1, 2, 2))
        for _question in range(2)
    ]
    return answers[0], answers[1]


def _places(told: PastVisit, world: World, school: Org) -> list[Department | Org]:
    people = {told.lead, *told.joined}
    departments = {
        one.department.pk: one.department
        for one in world.workers
        if one.person in people and one.department is not None
    }
    return [*departments.values(), school]


def _counted(where: Department | Org, answers: list[tuple[date, int, int]]) -> list[PastCount]:
    """Let five answers out together, in the month of the fifth; what is left over waits."""
    counts = []
    for begin in range(0, len(answers), RELEASED_FROM):
        part = answers[begin : begin + RELEASED_FROM]
        helped, well_used = [0] * 4, [0] * 4
        for _day, one, other in part:
            helped[one - 1] += 1
            well_used[other - 1] += 1
        counts.append(
            PastCount(
                where,
                part[-1][0].replace(day=1),
                (helped[0], helped[1], helped[2], helped[3]),
                (well_used[0], well_used[1], well_used[2], well_used[3]),
                waiting=len(part) < RELEASED_FROM,
            )
        )
    return counts
