"""The door of `intake`."""

from trellis.intake.acts import answer, approve, check, discard, publish, receive, say_habit
from trellis.intake.models import Batch, Habit, State, StudentIdentity

__all__ = [
    "Batch",
    "Habit",
    "State",
    "StudentIdentity",
    "answer",
    "approve",
    "check",
    "discard",
    "publish",
    "receive",
    "say_habit",
]
