"""What did schools ask for in three years, and how did it go?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from trellis.demo.cast import OAK
from trellis.demo.support.catalogue import Catalogue
from trellis.demo.support.days import Days, at
from trellis.demo.support.outing import Asking, World
from trellis.demo.support.teams import team_of
from trellis.demo.support.truth import SupportTruth
from trellis.district.api import Org
from trellis.lib.api import school_year_of

A_YEAR = 10.0
"""How often a school asks in a year."""

KEPT_REPLY, KEPT_HELP = 0.93, 0.88
SLIPPED_REPLY, SLIPPED_HELP = 0.42, 0.5
"""How often promises are kept: as a rule, and in the department where they slip."""

LEFT_ALONE = 22
"""School days before today from which on Oak Hollow's own story is told by hand."""

_BEGINS, _ENDS = 7 * 60, 16 * 60 + 30
_WISHES = {
    "academics": 5,
    "student-services": 4,
    "special-education": 3,
    "multilingual": 8,
    "assessment": 3,
    "professional-learning": 3,
}


def askings(world: World, days: Days, truth: SupportTruth, catalogue: Catalogue) -> list[Asking]:
    """Invent what schools asked for, in the order of time."""
    dice = truth.dice("requests")
    found = [
        _one(school, day, world, days, truth, catalogue, dice)
        for school in world.schools
        for day in _days_of_asking(school, days, truth, dice)
    ]
    kept = (one for one in found if one is not None and not _left_alone(one, days))
    return sorted(kept, key=lambda one: one.asked_at)


def _days_of_asking(school: Org, days: Days, truth: SupportTruth, dice: Random) -> Iterator[date]:
    if school.key == truth.neglected:
        for year in days.years[:2]:
            yield days.of_year(year)[dice.randrange(20, 60)]
        return
    often = A_YEAR * (0.5 if school.key == truth.overvisited else 1.0)
    whole = max(len(days.of_year(year)) for year in days.years)
    for year in days.years:
        for day in days.of_year(year):
            if dice.random() < often / whole:
                yield day


def _one(
    school: Org,
    day: date,
    world: World,
    days: Days,
    truth: SupportTruth,
    catalogue: Catalogue,
    dice: Random,
) -> Asking | None:
    key = dice.choices(list(_WISHES), list(_WISHES.values()))[0]
    offer = dice.choice(catalogue.offers(key))
    own = [one for one in world.workers if one.unit == key]
    if not own:
        return None
    handed = dice.random() < 0.06
    others = [one for one in world.workers if one.department and one.unit != key]
    lead = dice.choice(others if handed and others else own)
    slips = key == truth.slips and school_year_of(day) >= truth.slips_from
    service = catalogue.service(offer, day)
    asked_at = at(day, dice.randrange(_BEGINS, _ENDS))
    reply, help_in = _lags(service.reply_in_days, service.visit_in_days, slips, dice)
    reply = max(reply, 2) if handed else reply
    help_in = max(help_in, reply + 1)
    title, words = dice.choice(offer.asks)
    team = team_of(school, dice)
    ends = dice.choices(("closed", "not yet", "opened again", "withdrawn"), (90, 5, 2, 3))[0]
    return Asking(
        school=school,
        by=world.principals[school.pk],
        offer=offer,
        service=service,
        lead=lead,
        asked_at=asked_at,
        words=(title.format(team=team), words.format(team=team)),
        replied_at=_reply_at(asked_at, day, reply, days, dice),
        helped_on=days.after(day, help_in),
        comes=dice.random() < 0.62 and ends != "withdrawn",
        handed_by=dice.choice(own) if handed and others else None,
        ends=ends,
    )


def _lags(reply: int, help_in: int, slips: bool, dice: Random) -> tuple[int, int]:
    """How many school days until a reply, and until help."""
    kept_reply, kept_help = (SLIPPED_REPLY, SLIPPED_HELP) if slips else (KEPT_REPLY, KEPT_HELP)
    first = dice.randint(0, reply) if dice.random() < kept_reply else reply + dice.randint(1, 5)
    if dice.random() < kept_help:
        return first, dice.randint(max(1, help_in // 2), help_in)
    return first, help_in + dice.randint(1, 8)


def _reply_at(asked_at: datetime, day: date, lag: int, days: Days, dice: Random) -> datetime:
    if lag == 0:
        return asked_at + timedelta(minutes=dice.randint(10, 75))
    return at(days.after(day, lag), dice.randrange(8 * 60, _ENDS))


def _left_alone(asking: Asking, days: Days) -> bool:
    """Whether this would stand in the weeks that are told by hand: at Oak Hollow, of late."""
    late = asking.asked_at >= at(days.ago(LEFT_ALONE + 25), 0)
    return asking.school.key == OAK and late
