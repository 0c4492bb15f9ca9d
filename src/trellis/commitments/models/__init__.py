"""The rows of promises: the promises themselves, the goals they serve, looking again."""

from trellis.commitments.models.goals import Aim, Goal, GoalEnd
from trellis.commitments.models.looking import Look
from trellis.commitments.models.promises import Change, Commitment, NoAction, Part, Side, State

__all__ = [
    "Aim",
    "Change",
    "Commitment",
    "Goal",
    "GoalEnd",
    "Look",
    "NoAction",
    "Part",
    "Side",
    "State",
]
