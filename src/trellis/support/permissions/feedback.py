"""Who answers the two questions, and who sees what came of them?"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import CENTRAL_ROLES, Permission, Reason, at_school, holds
from trellis.support.models.feedback import FeedbackAsk, FeedbackBox

ANSWER: Permission[FeedbackAsk] = Permission(
    "answer these two questions",
    on=FeedbackAsk,
    reasons=(Reason("you were asked", lambda who: Q(person=who)),),
)

SEE_BOX: Permission[FeedbackBox] = Permission(
    "see how answers fell",
    on=FeedbackBox,
    reasons=(
        Reason(
            "you work in the central office, and it speaks of departments, not of people",
            lambda who: ~Q(department=None) & holds(who, CENTRAL_ROLES),
        ),
        Reason("it is your own school’s", lambda who: at_school(who, "school")),
    ),
)
