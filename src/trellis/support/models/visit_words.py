"""Which words does a visit's row know: hats, states, who began it, who reads what it is about?"""

from __future__ import annotations

from django.db import models

from trellis.support.models.kinds import CLASS_OF, Class, Kind


class Hat(models.TextChoices):
    SUPPORT = "support", "support"
    SUPERVISE = "supervise", "supervise"


class Started(models.TextChoices):
    SCHOOL_REQUEST = "school_request", "the school asked for it"
    AGREED_PLAN = "agreed_plan", "it is in an agreed plan"
    DISTRICT_OFFER = "district_offer", "the central office offered it"
    INCIDENT = "incident", "something happened"
    REQUIRED = "required", "it is required"


class Mode(models.TextChoices):
    IN_PERSON = "in_person", "at the school"
    VIDEO = "video", "by video"
    PHONE = "phone", "by phone"
    ASYNC = "async", "work between meetings"


class CoachRole(models.TextChoices):
    """Killion and Harrison's ten roles of a coach, as tags."""

    RESOURCES = "resource_provider", "resource provider"
    DATA = "data_coach", "data coach"
    INSTRUCTION = "instructional_specialist", "instructional specialist"
    CURRICULUM = "curriculum_specialist", "curriculum specialist"
    CLASSROOM = "classroom_supporter", "classroom supporter"
    LEARNING = "learning_facilitator", "learning facilitator"
    MENTOR = "mentor", "mentor"
    LEADER = "school_leader", "school leader"
    CATALYST = "catalyst", "catalyst for change"
    LEARNER = "learner", "learner"


class Openness(models.TextChoices):
    """Who reads what a visit is about: both sides, the people in it, or nobody (no words kept)."""

    OPEN = "open", "the school and every department"
    TWO = "two", "the people in it"
    CLOSED = "closed", "nobody: only that it takes place"


BETWEEN_TWO = frozenset({Kind.PRINCIPAL_COACHING, Kind.CO_OBSERVATION})
"""Coaching that takes the school's time and is announced; its words are for the people in it."""

UNDER_AGREEMENT = frozenset(
    {Kind.TEACHER_COACHING, Kind.COACHING_OF_COACH, Kind.FEEDBACK_REHEARSAL}
)
"""Coaching that is never a visit in the ledger: it is written under an agreement only."""


def openness_of(kind: str) -> str:
    """Say who reads what a visit of this kind is about."""
    if CLASS_OF[kind] == Class.REQUIRED:
        return Openness.CLOSED
    return Openness.TWO if kind in BETWEEN_TWO else Openness.OPEN


class VisitState(models.TextChoices):
    ANNOUNCED = "announced", "announced"
    CHANGED = "changed", "the school asks to change it"
    AGREED = "agreed", "agreed"
    DECLINED = "declined", "not this week"
    CANCELLED = "cancelled", "called off"
    DONE = "done", "waits for the school’s word"
    FAIR = "fair", "fair"
    NOTED = "noted", "fair, with a note"
    DIFFERS = "differs", "told differently"


SAID = {
    VisitState.ANNOUNCED: "announced it",
    VisitState.CHANGED: "asks to change it",
    VisitState.AGREED: "says “fine by us”",
    VisitState.DECLINED: "says “not this week”",
    VisitState.CANCELLED: "called it off",
    VisitState.DONE: "wrote it down",
    VisitState.FAIR: "says it’s fair",
    VisitState.NOTED: "added a note",
    VisitState.DIFFERS: "says it was different",
}
"""What somebody did who brought a visit to a state."""

AHEAD = (VisitState.ANNOUNCED, VisitState.CHANGED, VisitState.AGREED)
"""States of a visit that is still to come."""

ANSWERED = (VisitState.FAIR, VisitState.NOTED, VisitState.DIFFERS)
"""States in which the other side has said whether the record is fair."""

TOOK_PLACE = (VisitState.DONE, *ANSWERED)
"""States of a visit that was written down."""
