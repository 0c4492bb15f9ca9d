"""When is somebody asked whether a visit helped, and when may answers be seen?"""

from __future__ import annotations

import random
from datetime import date, timedelta

from trellis.lib.api import BadInput, NotNow
from trellis.support.models.engagements import Engagement
from trellis.support.models.feedback import FeedbackAsk
from trellis.support.models.visit_words import Openness

SHARE_ASKED = 0.5
"""The share of acknowledged visits after which anybody is asked (0-1)."""

OPEN_WEEKS = 2
"""How many weeks an ask stays open."""

QUESTIONS = {
    "helped": "Did this visit help us move our goal?",
    "well_used": "Was our time well used?",
}
STEPS = ("Not at all", "A little", "Somewhat", "Very much")
"""The four answers, 1 to 4; the upper two count as “worth our time”."""


def week_of_day(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def is_asked_about(visit: Engagement, *, rng: random.Random) -> bool:
    """Whether anybody is asked after this visit: a sample, and only of visits of several people.

    Where one person alone could have answered, an answer would have a name.
    """
    return visit.openness == Openness.OPEN and rng.random() < SHARE_ASKED


def check_answer(helped: int, well_used: int) -> None:
    """Raise BadInput unless both answers are 1 to 4."""
    if helped not in range(1, 5) or well_used not in range(1, 5):
        raise BadInput("Choose one answer to each of the two questions.")


def check_open(ask: FeedbackAsk, *, today: date) -> None:
    """Raise NotNow when it was answered already, or is over."""
    if ask.state != FeedbackAsk.State.OPEN:
        raise NotNow("You have answered this already. Thank you; nothing more is needed.")
    if today >= ask.week + timedelta(weeks=OPEN_WEEKS + 1):
        raise NotNow("These two questions are closed by now.")
