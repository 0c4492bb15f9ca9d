"""When may a part of a promise change, whoever asks?"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from trellis.commitments.models import Part, Side, State
from trellis.conversation.api import Conversation
from trellis.lib.api import BadInput, NotNow, plain

NEXT: dict[str, set[str]] = {
    State.OPEN: {State.REPORTED, State.DROPPED},
    State.REPORTED: {State.DONE, State.OPEN, State.DROPPED},
    State.DONE: set(),
    State.DROPPED: set(),
}
"""open -> the owner says it is done -> the other side says "we have it"; or it is dropped, why."""


def check_can_become(part: Part, state: str) -> None:
    """Raise NotNow with a sentence when a part cannot go there from where it is."""
    if state not in NEXT[part.state]:
        raise NotNow(f"This part is {part.get_state_display()} already; it stays as it is.")


def check_stands(part: Part) -> None:
    """Raise NotNow when a part has ended: it is neither adapted nor dropped any more."""
    if not NEXT[part.state]:
        raise NotNow(f"This part is {part.get_state_display()} already; it stays as it is.")


def check_time_to_promise(conversation: Conversation) -> None:
    """Raise NotNow unless the conversation is at a step in which promises are made."""
    if not conversation.is_running:
        state = conversation.get_state_display()
        raise NotNow(f"This conversation is {state}; nothing is promised in it now.")
    if not conversation.current.commitments:
        raise NotNow(
            f"The step “{conversation.current.title}” is not the one in which promises are made."
        )


def check_day_comes(day: date, *, of: str) -> None:
    """Raise BadInput when a day has passed."""
    if day < timezone.localdate():
        raise BadInput(f"The day for {of} has passed; choose one that comes.")


def kept_words(words: str, *, most: int, empty: str) -> str:
    """Return the words as they are kept. Raises BadInput: `empty` without any, or for too many."""
    kept = plain(words)
    if not kept and empty:
        raise BadInput(empty)
    if len(kept) > most:
        raise BadInput(f"At most {most} letters have room here; these are {len(kept)}.")
    return kept


def check_owned_on_both_sides(sides: set[str]) -> None:
    """Raise BadInput unless both the school and the district own a part."""
    for side in Side.values:
        if side not in sides:
            raise BadInput(
                f"Nobody on the {side}’s side owns a part of this yet. A promise here has an "
                "owner on both sides, each with something to deliver and a date."
            )


def kept_reason(why: str) -> str:
    """Return a reason as it is kept; raises BadInput when none is given."""
    empty = "Say why in a few words; the others will read it."
    kept = kept_words(why, most=500, empty=empty)
    if len(kept) < 3:
        raise BadInput(empty)
    return kept
