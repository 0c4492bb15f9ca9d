"""How do the requests of the story become what the room takes over?"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import Asking
from trellis.support.api import (
    PastMessage,
    PastRequest,
    PastSending,
    PastStep,
    Sending,
    State,
)

_REPLIES = (
    "Thank you for asking early. I look at my week and tell you tomorrow which day I can come.",
    "Yes, gladly. I read what you wrote; two questions first, then we find a day.",
    "This is with me now. I talk to a colleague who did the same in another school.",
    "I can help. Would mornings or afternoons suit you better?",
)
_ASKS_AGAIN = (
    "Is there news? The team meets on Thursday.",
    "Mornings are better for us. Thank you.",
    "One thing more: two people are new, please begin at the beginning.",
)
_CLOSED = ("We have what we need.", "Thank you, that helped.", "Done, thank you.", "")
_NOT_YET = ("Two rooms still lack it.", "It does not fit our schedule yet; could we look again?")
_AGAIN = ("The same came up in another team.",)
_WITHDRAWN = ("We found a way ourselves.", "It can wait until next year.")
_OURS = "It is theirs to answer; they have done this in other schools."


def tell_request(asking: Asking, days: Days, dice: Random) -> PastRequest | None:
    """Tell a request until now; None when it is still to come."""
    if asking.asked_at > days.now:
        return None
    steps = [step for step in _steps(asking, days, dice) if step.at <= days.now]
    return PastRequest(
        school=asking.school,
        title=asking.words[0],
        words=asking.words[1],
        department=asking.service.department,
        promise=(asking.service.reply_in_days, asking.service.visit_in_days),
        service=asking.service,
        steps=tuple(steps),
        messages=tuple(one for one in _messages(asking, days, dice) if one.at <= days.now),
        sendings=tuple(one for one in _handed(asking) if one.at <= days.now),
    )


def _steps(asking: Asking, days: Days, dice: Random) -> list[PastStep]:
    lead, by = asking.lead.person, asking.by
    steps = [
        PastStep(State.ASKED, by, asking.asked_at),
        PastStep(State.TAKEN_UP, lead, asking.replied_at),
    ]
    if asking.ends == "withdrawn":
        soon = _later(asking.replied_at, 1, days, dice)
        return [*steps, PastStep(State.WITHDRAWN, by, soon, dice.choice(_WITHDRAWN))]
    helped = _helped_at(asking)
    came = State.VISITED if asking.visit is not None else State.ANSWERED
    steps.append(PastStep(came, lead, helped))
    if asking.ends == "not yet":
        back = _later(helped, dice.randint(1, 3), days, dice)
        again = _later(back, dice.randint(2, 5), days, dice)
        steps.append(PastStep(State.TAKEN_UP, by, back, dice.choice(_NOT_YET)))
        steps.append(PastStep(State.ANSWERED, lead, again))
    waits = dice.choice((0, 1, 1, 2, 3, 5, 8, 12))
    closed = _later(steps[-1].at, waits, days, dice)
    steps.append(PastStep(State.CLOSED, by, closed, dice.choice(_CLOSED)))
    if asking.ends == "opened again":
        back = _later(closed, dice.randint(3, 9), days, dice)
        again = _later(back, dice.randint(1, 6), days, dice)
        steps.append(PastStep(State.TAKEN_UP, by, back, dice.choice(_AGAIN)))
        steps.append(PastStep(State.ANSWERED, lead, again))
        steps.append(PastStep(State.CLOSED, by, _later(again, 2, days, dice)))
    return steps


def _messages(asking: Asking, days: Days, dice: Random) -> list[PastMessage]:
    lead, first = asking.lead.person, asking.replied_at
    told = [PastMessage(lead, "district", dice.choice(_REPLIES), first + timedelta(minutes=3))]
    if dice.random() < 0.4:
        later = _later(first, dice.randint(0, 2), days, dice)
        told.append(PastMessage(asking.by, "school", dice.choice(_ASKS_AGAIN), later))
    if asking.visit is None and asking.ends != "withdrawn":
        helped = _helped_at(asking)
        told.append(PastMessage(lead, "district", asking.offer.helped, helped))
    return sorted(told, key=lambda one: one.at)


def _handed(asking: Asking) -> list[PastSending]:
    if asking.handed_by is None or asking.lead.department is None:
        return []
    when = asking.asked_at + (asking.replied_at - asking.asked_at) / 2
    by = asking.handed_by.person
    how = Sending.How.HANDED_OVER
    return [PastSending(asking.lead.department, how, by, when, _OURS)]


def _helped_at(asking: Asking) -> datetime:
    """When help came: with the log of the visit, or on its day."""
    if asking.visit is not None:
        return asking.visit.logged_at
    return max(at(asking.helped_on, 15 * 60 + 10), asking.replied_at + timedelta(hours=1))


def _later(moment: datetime, number: int, days: Days, dice: Random) -> datetime:
    """A moment of a school day so many school days later."""
    if number == 0:
        return moment + timedelta(minutes=dice.randint(20, 90))
    return at(
        days.after(timezone.localtime(moment).date(), number), dice.randrange(7 * 60 + 30, 16 * 60)
    )
