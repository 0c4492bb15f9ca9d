"""When may a visit change, whoever asks? And what must an announcement and a record hold?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.lib.api import BadInput, NotNow
from trellis.support.models.engagements import Engagement
from trellis.support.models.kinds import CLASS_OF, Class
from trellis.support.models.visit_words import UNDER_AGREEMENT, Hat, Openness, Started, VisitState

NEXT: dict[str, set[str]] = {
    VisitState.ANNOUNCED: {
        VisitState.ANNOUNCED,
        VisitState.AGREED,
        VisitState.CHANGED,
        VisitState.DECLINED,
        VisitState.CANCELLED,
        VisitState.DONE,
    },
    VisitState.CHANGED: {
        VisitState.ANNOUNCED,
        VisitState.AGREED,
        VisitState.DECLINED,
        VisitState.CANCELLED,
        VisitState.DONE,
    },
    VisitState.AGREED: {
        VisitState.ANNOUNCED,
        VisitState.CHANGED,
        VisitState.DECLINED,
        VisitState.CANCELLED,
        VisitState.DONE,
    },
    VisitState.DECLINED: {VisitState.ANNOUNCED, VisitState.CANCELLED},
    VisitState.CANCELLED: set(),
    VisitState.DONE: {VisitState.FAIR, VisitState.NOTED, VisitState.DIFFERS},
    VisitState.FAIR: {VisitState.DONE, VisitState.NOTED, VisitState.DIFFERS},
    VisitState.NOTED: {VisitState.DONE, VisitState.FAIR, VisitState.DIFFERS},
    VisitState.DIFFERS: {VisitState.DONE, VisitState.FAIR, VisitState.NOTED},
}
"""announced (again, for another time) -> the school agrees, changes or declines -> done, or called
off -> the school says whether the record is fair; a new version of the record asks anew."""

LONGEST = timedelta(hours=12)
KEPT_YEARS = 5
"""How long a visit stays in the ledger, in years from its day."""


def check_can_become(visit: Engagement, state: str, *, last_by: str = "") -> None:
    """Raise NotNow with a sentence when a visit cannot go there from where it is.

    `last_by` names who brought it to where it is, for whoever comes second.
    """
    if state not in NEXT[visit.state]:
        who = f"{last_by} was first: " if last_by else ""
        now = visit.get_state_display()
        raise NotNow(f"{who}this visit is “{now}” by now. Load the page again to see it.")


def check_may_answer(visit: Engagement, state: str) -> None:
    """Raise NotNow when a school would decline what is required; another time it may ask for."""
    if visit.shape == Class.REQUIRED and state == VisitState.DECLINED:
        raise NotNow("A required visit can be moved, not declined. Press “Change it” for that.")


def check_times(start: datetime, end: datetime) -> None:
    """Raise BadInput unless it ends after it begins, on the same day."""
    if end <= start:
        raise BadInput("The visit would end before it begins; look at the two times.")
    if end - start > LONGEST:
        raise BadInput("A visit is of one day. Announce a second one for the next day.")


def check_comes(start: datetime) -> None:
    """Raise BadInput when a visit is announced for a time that has passed."""
    if start < timezone.now() - timedelta(minutes=5):
        raise BadInput("That time has passed. Announce what comes; what was is written in the log.")


def check_kind(kind: str, *, hat: str, started: str) -> None:
    """Raise BadInput when kind, hat and beginning don't go together."""
    if kind not in CLASS_OF:
        raise BadInput("Choose what kind of work it is.")
    if kind in UNDER_AGREEMENT:
        raise BadInput(
            "This coaching is between the two of you and does not stand in the visits. Write it "
            "under your coaching agreement."
        )
    required = CLASS_OF[kind] == Class.REQUIRED
    if required != (started == Started.REQUIRED):
        raise BadInput("What is required is a required visit, and nothing else is.")
    if required and hat != Hat.SUPERVISE:
        raise BadInput("A required visit is made with the supervising hat, and says so.")


def check_purpose(openness: str, purpose: str) -> str:
    """Return the purpose, or raise BadInput: everybody says beforehand what she comes for.

    A required visit keeps no words, whatever was typed.
    """
    if openness == Openness.CLOSED:
        return ""
    if len(purpose.strip()) < 3:
        raise BadInput("Say in one line what you come for; the school reads it beforehand.")
    return purpose.strip()[:200]


def check_record(openness: str, minutes: int, what_we_did: str) -> None:
    """Raise BadInput when a log lacks its line or its minutes."""
    if not 1 <= minutes <= 720:
        raise BadInput("Say how many minutes it took, from 1 to 720.")
    if openness == Openness.OPEN and len(what_we_did.strip()) < 3:
        raise BadInput("Say in one line what you did; the school reads it and says if it is fair.")


def check_happened(at: datetime) -> None:
    """Raise BadInput when a log is of a time to come; a wrong clock of a day is forgiven."""
    if at > timezone.now() + timedelta(hours=1):
        raise BadInput("That is still to come. Announce it; write the log when it is over.")


def kept_until(day: date) -> date:
    """The day until which a visit of this day stays in the ledger."""
    return date(day.year + KEPT_YEARS, day.month, min(day.day, 28))
