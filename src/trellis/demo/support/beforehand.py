"""When was a visit of the story announced, and what did the school say to that?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from trellis.commitments.api import Side
from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import Outing
from trellis.district.api import Person
from trellis.support.api import Kind, PastStep, VisitState

NOTICE = (1, 3, 3, 4, 5, 5, 6, 7, 8, 10)
SHORT_NOTICE = (0, 1, 1, 2, 2, 4)
"""School days between announcement and visit: as a rule, and in the department that gives few."""

UNANNOUNCED, OFTEN_UNANNOUNCED, CALLS_UNANNOUNCED = 0.06, 0.4, 0.25
"""How often nobody announced it: as a rule, in that department, and of calls."""

_DECLINED = ("We test that day.", "Half the team is out; next month, please.")
_OFF = ("I am ill today.", "The road is closed; I call you.")
_PROPOSED = ("Could it be later that day? The team meets then.", "The other time suits us better.")


def announced_at(outing: Outing, days: Days, dice: Random, *, few: bool) -> datetime | None:
    """When it was announced; None when somebody came without a word.

    `few` marks the department that gives little notice.
    """
    notice = dice.choice(SHORT_NOTICE if few else NOTICE)
    share = OFTEN_UNANNOUNCED if few else UNANNOUNCED
    unsaid = dice.random() < (CALLS_UNANNOUNCED if outing.far else share)
    crisis = outing.work is not None and outing.work.kind == Kind.CRISIS_SUPPORT
    if outing.asking is not None:
        said = outing.asking.replied_at + timedelta(minutes=8)
        return min(said, outing.start - timedelta(minutes=20))
    if (unsaid or crisis) and not outing.required:
        return None
    said = at(days.before(outing.day, notice), dice.randrange(8 * 60, 16 * 60))
    return min(said, outing.start - timedelta(minutes=dice.randint(30, 60)))


def until_it_began(
    outing: Outing, announced: datetime, principal: Person, days: Days, dice: Random
) -> list[PastStep]:
    """What was said between announcement and visit, by now."""
    lead = outing.worker.person
    steps = [PastStep(VisitState.ANNOUNCED, lead, announced)]
    left = (outing.start - announced) / 2
    soon = announced + min(timedelta(minutes=dice.randint(25, 240)), left)
    school = PastStep(VisitState.AGREED, principal, soon, side=Side.SCHOOL)
    chance = dice.random()
    if outing.required or outing.asking is not None or outing.joined:
        # These take place; it is said at most that another time suits better.
        chance += 0.06
    if chance < 0.03:
        words = dice.choice(_DECLINED)
        steps.append(replace(school, became=VisitState.DECLINED, words=words))
    elif chance < 0.055:
        steps.append(PastStep(VisitState.CANCELLED, lead, soon, dice.choice(_OFF)))
    elif chance < 0.1:
        words, later = dice.choice(_PROPOSED), soon + (outing.start - soon) / 2
        start, end = outing.start, outing.end
        asked = replace(school, became=VisitState.CHANGED, words=words, start=start, end=end)
        steps += [asked, PastStep(VisitState.AGREED, lead, later, start=start, end=end)]
    elif chance < 0.86:
        steps.append(school)
    return [step for step in steps if step.at <= days.now]
