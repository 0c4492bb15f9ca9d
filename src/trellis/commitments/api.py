"""The door of `commitments`."""

from trellis.commitments.acts import (
    Owner,
    adapt,
    confirm,
    drop,
    end_without_action,
    not_yet,
    promise,
    report_done,
)
from trellis.commitments.counting import Kept, kept_by_side
from trellis.commitments.models import Commitment, NoAction, Part, Side, State
from trellis.commitments.permissions import ANSWER_FOR, CONFIRM_PART, SEE_COMMITMENT
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
    "SEE_COMMITMENT",
    "Commitment",
    "Kept",
    "NoAction",
    "Owner",
    "Part",
    "Side",
    "State",
    "WENT",
    "adapt",
    "confirm",
    "drop",
    "end_without_action",
    "kept_by_side",
    "late_parts",
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
    "report_done",
    "standing_by_school",
    "that_went",
    "went",
    "went_says",
]
