"""Which kinds of support are there, and of which class is each?

Kinds are data: a service on a role card, a request and a visit name one of them.
"""

from __future__ import annotations

from django.db import models


class Class(models.TextChoices):
    FACILITATE = "facilitate", "facilitating"
    COACH = "coach", "coaching"
    SUPPORT = "support", "supporting"
    REQUIRED = "required", "a required visit"


class Kind(models.TextChoices):
    DATA_CONVERSATION = "data_conversation", "data conversation"
    PLC_FACILITATION = "plc_facilitation", "learning-team meeting"
    PROTOCOL_RUN = "protocol_run", "protocol"
    ROUNDS_HOST = "rounds_host", "rounds"
    PLANNING_RETREAT = "planning_retreat", "planning retreat"
    NETWORK_MEETING = "network_meeting", "principals together"
    STAKEHOLDER_SESSION = "stakeholder_session", "session with families or partners"
    PRINCIPAL_COACHING = "principal_coaching", "principal coaching"
    JOINT_WALK = "joint_walk_with_principal", "joint walk with the principal"
    COACHING_OF_COACH = "coaching_of_coach", "coaching of a coach"
    TEACHER_COACHING = "teacher_coaching_cycle_step", "step of a coaching cycle with a teacher"
    FEEDBACK_REHEARSAL = "feedback_rehearsal", "rehearsal of feedback"
    CO_OBSERVATION = "co_observation", "watching a meeting together"
    TECHNICAL_HELP = "technical_help", "technical help"
    RESOURCE_DELIVERY = "resource_delivery", "bringing resources"
    STAFFING_HELP = "staffing_help", "help with staffing"
    PROBLEM_SOLVING = "problem_solving", "solving a problem together"
    BROKERING = "brokering", "connecting with another school or unit"
    BUFFERING = "buffering", "taking a demand off the school"
    COMPLIANCE_HELP = "compliance_help", "help with a requirement"
    CRISIS_SUPPORT = "crisis_support", "support in a crisis"
    MODEL_LESSON = "model_lesson", "model lesson or meeting"
    MATERIALS = "materials", "materials"
    REQUIRED_VISIT = "required_visit", "required visit"


_FACILITATE = (
    Kind.DATA_CONVERSATION,
    Kind.PLC_FACILITATION,
    Kind.PROTOCOL_RUN,
    Kind.ROUNDS_HOST,
    Kind.PLANNING_RETREAT,
    Kind.NETWORK_MEETING,
    Kind.STAKEHOLDER_SESSION,
)
_COACH = (
    Kind.PRINCIPAL_COACHING,
    Kind.JOINT_WALK,
    Kind.COACHING_OF_COACH,
    Kind.TEACHER_COACHING,
    Kind.FEEDBACK_REHEARSAL,
    Kind.CO_OBSERVATION,
)
_REQUIRED = (Kind.REQUIRED_VISIT,)

CLASS_OF: dict[str, str] = (
    dict.fromkeys(Kind.values, Class.SUPPORT.value)
    | dict.fromkeys(_FACILITATE, Class.FACILITATE.value)
    | dict.fromkeys(_COACH, Class.COACH.value)
    | dict.fromkeys(_REQUIRED, Class.REQUIRED.value)
)
"""The class of every kind."""

OFFERED = [(kind.value, kind.label) for kind in Kind if kind not in _REQUIRED]
"""Kinds that a department can offer: nobody asks for a required visit."""
