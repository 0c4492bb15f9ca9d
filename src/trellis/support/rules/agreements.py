"""When may a coaching agreement and what is under it change?"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow
from trellis.support.models.agreements import Agreement, Share, Terms

REACH: dict[str, frozenset[str]] = {
    Share.What.WHO_AND_FOCUS: frozenset({Share.Whom.PRINCIPAL, Share.Whom.LEAD_COACH}),
    Share.What.DATES: frozenset({Share.Whom.PRINCIPAL, Share.Whom.LEAD_COACH}),
    Share.What.STEPS: frozenset({Share.Whom.PRINCIPAL, Share.Whom.LEAD_COACH}),
}
"""What can be shared, with whom at most. Supervisors, cabinet and administrators are in no set."""


def check_shares(shares: set[tuple[str, str]]) -> None:
    """Raise BadInput for a share that no agreement can hold.

    Dates and steps say whom they are about, so they go only where that is known.
    """
    for what, whom in shares:
        if whom not in REACH.get(what, frozenset()):
            raise BadInput("That can’t be shared with them by an agreement.")
        if what != Share.What.WHO_AND_FOCUS and (Share.What.WHO_AND_FOCUS, whom) not in shares:
            raise BadInput("Whoever reads days or steps knows whom and what they are about too.")


def check_open(agreement: Agreement) -> None:
    """Raise NotNow when the relationship is over."""
    if agreement.ended_at is not None:
        raise NotNow("This agreement is over. What was written stays yours to read.")


def check_waits(terms: Terms) -> None:
    """Raise NotNow when a version was decided already."""
    if not terms.waits:
        raise NotNow("This version was decided already. Load the page again to see it.")


def check_signed(agreement: Agreement) -> Terms:
    """Return the version that holds, or raise NotNow: nothing is written before both signed."""
    if agreement.standing is None:
        raise NotNow("First you both sign the agreement; then you write under it.")
    return agreement.standing


def check_two(coach: Person, coachee: Person) -> None:
    """Raise BadInput when the two are one."""
    if coach.pk == coachee.pk:
        raise BadInput("An agreement is between two people; choose the other one.")


def check_met(met_on: date, minutes: int, words: str) -> None:
    """Raise BadInput when an entry lacks its day, its minutes or its words."""
    if met_on > timezone.localdate():
        raise BadInput("That day is still to come.")
    if not 1 <= minutes <= 720:
        raise BadInput("Say how many minutes you met, from 1 to 720.")
    if len(words.strip()) < 3:
        raise BadInput("Write a line or two about what you worked on.")
