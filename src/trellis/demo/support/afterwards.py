"""What did the school say to a record, and what became of what was to follow?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from django.utils import timezone

from trellis.commitments.api import Side
from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import Outing
from trellis.district.api import Person
from trellis.support.api import (
    CLASS_OF,
    Class,
    Kind,
    Log,
    Next,
    PastEnd,
    PastStep,
    PastView,
    Plan,
    Started,
    VisitState,
)

ANSWERS, ALWAYS = 0.88, 1.0
"""How often a school says whether a record is fair: as a rule, and at the schools of the story."""

OPEN_STILL = 15
"""School days before today since which something that follows may still be open."""

_NOTES = (
    "Two of the team were out that day.",
    "It took longer, and it was worth it.",
    "Please put the next date in as well.",
)
_DIFFERENT = ("We spoke about lunch duty for most of it.", "It was half an hour, not an hour.")
_DROPPED = ("The unit was taught already.", "The team chose another question.")


def answered(
    done: PastStep,
    plan: Plan,
    principal: Person,
    days: Days,
    dice: Random,
    *,
    always: bool,
) -> PastStep | None:
    """Say whether a record is fair, if the school has said it by now."""
    share = ALWAYS if always else ANSWERS
    chance, lag = dice.random(), dice.choice((0, 0, 1, 1, 2, 3, 4, 6, 9))
    state, words = VisitState.FAIR, ""
    kind = dice.random()
    if plan.with_person is None and kind < 0.12:
        state = VisitState.NOTED if kind < 0.09 else VisitState.DIFFERS
        words = dice.choice(_NOTES if state == VisitState.NOTED else _DIFFERENT)
    day = timezone.localtime(done.at).date()
    when = at(days.after(day, lag), 7 * 60 + dice.randrange(500)) if lag else done.at
    when = max(when, done.at + timedelta(minutes=dice.randint(15, 45)))
    if chance > share or when > days.now:
        return None
    return PastStep(
        state, principal, when, words, side=Side.SCHOOL, started=_remembered(plan, dice)
    )


def followed(log: Log, outing: Outing, principal: Person, days: Days, dice: Random) -> Log:
    """Add what comes next to a log, where something does."""
    work = outing.work
    if work is None or not work.after or dice.random() > 0.4:
        return log
    of_school = dice.random() < 0.3
    owner = principal if of_school else outing.worker.person
    due = days.after(outing.day, dice.randint(3, 10))
    side = Side.SCHOOL if of_school else Side.DISTRICT
    return replace(log, what_next=dice.choice(work.after), next=Next(owner, side, due))


def ended(log: Log, days: Days, dice: Random) -> PastEnd | None:
    """Say how it ended, if it has; what was to be done long ago is over one way or the other."""
    following = log.next
    if following is None:
        return None
    due = following.due_on
    lag = dice.choice((-2, -1, 0, 0, 0, 1, 3))
    day = days.after(due, lag) if lag > 0 else days.before(due, -lag)
    ends_at = max(at(day, 14 * 60), log.happened_at + timedelta(days=1))
    lingers = due > days.ago(OPEN_STILL) and dice.random() < 0.25
    if ends_at > days.now or lingers:
        return None
    why = dice.choice(_DROPPED) if dice.random() < 0.05 else ""
    return PastEnd(following.owner, ends_at, why)


def looked_at(last: PastStep, plan: Plan, dice: Random) -> PastView | None:
    """Let a school say now and then that it was another kind of work."""
    if last.side != Side.SCHOOL or plan.with_person is not None or dice.random() > 0.06:
        return None
    facilitating = CLASS_OF[plan.kind] == Class.FACILITATE
    kind = Kind.PROBLEM_SOLVING if facilitating else Kind.PLC_FACILITATION
    return PastView(kind, last.by, last.at) if kind != plan.kind else None


def _remembered(plan: Plan, dice: Random) -> str:
    """Who started it, as the school remembers: mostly as the district wrote."""
    if dice.random() < 0.88:
        return str(plan.initiated_by)
    return str(dice.choice((Started.SCHOOL_REQUEST, Started.AGREED_PLAN, Started.DISTRICT_OFFER)))
