"""Who reads what was said in coaching, and who knows of an agreement?

The two people, and whoever they both signed for. There is no reason here for supervisors, the
cabinet or administrators, and none may be added: a test holds this file to it.
"""

from __future__ import annotations

from django.db.models import Q

from trellis.access.api import Permission, Reason, Scope, at_school, holds
from trellis.district.api import Role
from trellis.support.models.agreements import Agreement, CoachingEntry, PrivateNote, Share, Terms

COACHES = frozenset({Role.COACH, Role.SUPERVISOR, Role.SPECIALIST, Role.PL_DIRECTOR})
"""Who may propose a coaching agreement."""

_PRINCIPAL = frozenset({Role.PRINCIPAL})
_LEAD_COACH = frozenset({Role.PL_DIRECTOR})


def _shares(what: str, whom: str, path: str) -> Q:
    """Select what stands under terms that share this; a subquery, so that rows stay single."""
    sharing = Share.objects.filter(what=what, whom=whom).values("terms")
    return Q(**{f"{path}__in": sharing})


IS_OF_THE_TWO: Permission[Agreement] = Permission(
    "open this agreement",
    on=Agreement,
    reasons=(
        Reason("you coach", lambda who: Q(coach=who)),
        Reason("you are the one who is coached", lambda who: Q(coachee=who)),
    ),
)

DECIDE_TERMS: Permission[Terms] = Permission(
    "sign this version",
    on=Terms,
    reasons=(
        Reason("you coach", lambda who: Q(agreement__coach=who)),
        Reason("you are the one who is coached", lambda who: Q(agreement__coachee=who)),
    ),
)

KNOW_OF: Permission[Agreement] = Permission(
    "know whom a coach works with, and on what",
    on=Agreement,
    reasons=(
        Reason(
            "you lead the school, and both agreed that you know",
            lambda who: (
                Q(ended_at=None)
                & _shares(Share.What.WHO_AND_FOCUS, Share.Whom.PRINCIPAL, "standing")
                & at_school(who, "school", roles=_PRINCIPAL)
            ),
        ),
        Reason(
            "you lead the coaches, and both agreed that you know",
            lambda who: (
                Q(ended_at=None)
                & _shares(Share.What.WHO_AND_FOCUS, Share.Whom.LEAD_COACH, "standing")
                & holds(who, _LEAD_COACH)
            ),
        ),
    ),
)

READ_ENTRY: Permission[CoachingEntry] = Permission(
    "read what was written about this meeting",
    on=CoachingEntry,
    reasons=(
        Reason("you coach", lambda who: Q(agreement__coach=who)),
        Reason("you are the one who is coached", lambda who: Q(agreement__coachee=who)),
    ),
)


def _entry_shared(what: str) -> tuple[Reason, ...]:
    return (
        Reason(
            "you lead the school, and both agreed that you know",
            lambda who: (
                _shares(what, Share.Whom.PRINCIPAL, "terms")
                & at_school(who, "agreement__school", roles=_PRINCIPAL)
            ),
        ),
        Reason(
            "you lead the coaches, and both agreed that you know",
            lambda who: _shares(what, Share.Whom.LEAD_COACH, "terms") & holds(who, _LEAD_COACH),
        ),
    )


KNOW_DATE: Permission[CoachingEntry] = Permission(
    "know on which day they met", on=CoachingEntry, reasons=_entry_shared(Share.What.DATES)
)

KNOW_STEP: Permission[CoachingEntry] = Permission(
    "know the next step they agreed on",
    on=CoachingEntry,
    reasons=_entry_shared(Share.What.STEPS),
)

OWN_NOTE: Permission[PrivateNote] = Permission(
    "read this note",
    on=PrivateNote,
    reasons=(Reason("you wrote it", lambda who: Q(author=who)),),
)


def may_coach(scope: Scope) -> bool:
    """Whether she may propose a coaching agreement."""
    return scope.has(*COACHES)
