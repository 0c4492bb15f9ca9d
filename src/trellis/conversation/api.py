"""The door of `conversation`."""

from trellis.conversation.acts.meetings import end_meeting, name_presenter, plan_next
from trellis.conversation.acts.planning import call_off, invite, plan, side_of
from trellis.conversation.acts.predicting import say_which_figure
from trellis.conversation.acts.running import before_closing, close, come, move_step, start
from trellis.conversation.acts.showing import ask_in_meeting
from trellis.conversation.acts.writing import compare, write_note
from trellis.conversation.events import append_event
from trellis.conversation.learned import (
    FOUND_AGAIN,
    closed_between,
    closed_seen_by,
    notes_found_again,
)
from trellis.conversation.models import Conversation, Invitation, Note, State
from trellis.conversation.on_paper import ENTER_FROM_PAPER, OnPaper, on_paper
from trellis.conversation.permissions import FACILITATE, SEE_CONVERSATION, TAKE_PART
from trellis.conversation.protocols.reading import Step
from trellis.conversation.queries import (
    ahead_at,
    coming_for,
    conversations_at,
    conversations_seen_by,
    invitations_of,
    minutes_of,
    people_of,
)
from trellis.conversation.queries_room import more_minutes_of
from trellis.conversation.queries_series import Run, going_on
from trellis.conversation.rules import COMPARED
from trellis.conversation.rules_predictions import figures_to_predict
from trellis.conversation.sketching import Pad, Sketch, pads_of, said_of, sketch_among, sketch_of

__all__ = [
    "said_of",
    "sketch_among",
    "sketch_of",
    "Sketch",
    "Pad",
    "say_which_figure",
    "pads_of",
    "figures_to_predict",
    "ask_in_meeting",
    "ENTER_FROM_PAPER",
    "FACILITATE",
    "FOUND_AGAIN",
    "SEE_CONVERSATION",
    "TAKE_PART",
    "Conversation",
    "Invitation",
    "Note",
    "Run",
    "OnPaper",
    "State",
    "ahead_at",
    "append_event",
    "before_closing",
    "call_off",
    "COMPARED",
    "Step",
    "close",
    "closed_between",
    "closed_seen_by",
    "come",
    "coming_for",
    "compare",
    "conversations_at",
    "conversations_seen_by",
    "end_meeting",
    "going_on",
    "invitations_of",
    "invite",
    "minutes_of",
    "more_minutes_of",
    "move_step",
    "name_presenter",
    "notes_found_again",
    "on_paper",
    "people_of",
    "plan",
    "plan_next",
    "side_of",
    "start",
    "write_note",
]
