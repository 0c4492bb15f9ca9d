"""The door of `commitments`."""

from trellis.commitments.acts.aiming import Number, aim, end_goal, serve, set_goal
from trellis.commitments.acts.looking import agree_to_look, look, say_what_changed
from trellis.commitments.acts.promising import (
    Owner,
    adapt,
    confirm,
    drop,
    end_without_action,
    not_yet,
    promise,
    report_done,
)
from trellis.commitments.acts.reminding import remind
from trellis.commitments.counting import Kept, kept_by_side
from trellis.commitments.models import (
    Commitment,
    Goal,
    GoalEnd,
    Look,
    NoAction,
    Part,
    Side,
    State,
)
from trellis.commitments.permissions import ANSWER_FOR, CONFIRM_PART, SEE_COMMITMENT
from trellis.commitments.permissions_goals import SEE_GOAL
from trellis.commitments.queries import (
    late_parts,
    made_in,
    no_action_of,
    opening_of,
    owed_to,
    parts_owned_by,
    promised_by,
    standing_by_school,
)
from trellis.commitments.standing import (
    WENT,
    promises_of_conversations,
    reasons_for_none,
    that_went,
    went,
    went_says,
)

__all__ = [
    "ANSWER_FOR",
    "CONFIRM_PART",
    "SEE_GOAL",
    "SEE_COMMITMENT",
    "Commitment",
    "Goal",
    "GoalEnd",
    "Look",
    "Kept",
    "NoAction",
    "Number",
    "Owner",
    "Part",
    "Side",
    "State",
    "WENT",
    "adapt",
    "agree_to_look",
    "aim",
    "confirm",
    "drop",
    "end_goal",
    "end_without_action",
    "kept_by_side",
    "late_parts",
    "look",
    "made_in",
    "no_action_of",
    "not_yet",
    "opening_of",
    "owed_to",
    "parts_owned_by",
    "promise",
    "promised_by",
    "promises_of_conversations",
    "reasons_for_none",
    "remind",
    "report_done",
    "say_what_changed",
    "serve",
    "set_goal",
    "standing_by_school",
    "that_went",
    "went",
    "went_says",
]
