"""What may be written now, and what is hinted at when words sound like something else?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from trellis.conversation.kinds import KINDS_OF_NOTES, takes
from trellis.conversation.models import Conversation, Note
from trellis.conversation.protocols.reading import Step
from trellis.conversation.step_rules import hint_of_step, kept_from_writing
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, plain

SAYS_WHY = (
    "because",
    "caused by",
    "don't care",
    "due to",
    "lazy",
    "since they",
    "thanks to",
    "the reason",
    "unmotivated",
)
"""Words that Trellis brings; a district adds to them and takes from them."""
KINDS = {kind: said.one for kind, said in KINDS_OF_NOTES.items()}
COMPARED = {
    "as_expected": "about as expected",
    "higher": "it is higher than I expected",
    "lower": "it is lower than I expected",
    "cannot_tell": "I can’t tell",
}
_MOST = 2000


def check_may_write(conversation: Conversation, kind: str, *, by: Person | None = None) -> None:
    """Raise NotNow when this step does not take this kind of note, or not from this person."""
    if not conversation.is_running:
        raise NotNow(
            f"This conversation is {conversation.get_state_display()}; nothing is written now."
        )
    step = conversation.current
    if kind == "parked":
        return
    if kind not in step.writes:
        said = KINDS.get(kind, "note")
        raise NotNow(
            f"The step “{step.title}” takes {takes(step.writes)}. "
            f"Your {said} is kept here for its own step."
        )
    kept = kept_from_writing(conversation, by) if by else ""
    if kept:
        raise NotNow(kept)
    if not may_be_written(conversation, kind):
        raise NotNow("The evidence has been seen; a prediction written now would be none.")


def may_be_written(conversation: Conversation, kind: str) -> bool:
    """Whether this step takes this kind of note; no prediction once the evidence was seen."""
    step = conversation.current
    seen = kind == "prediction" and conversation.shows_evidence and not step.evidence
    takes = kind in step.writes or kind == "parked"
    return conversation.is_running and takes and not seen


def is_kept_back(conversation: Conversation, kind: str) -> bool:
    """Whether a note of now is its author's alone: a prediction has its own time to be shown."""
    return conversation.current.silent and kind not in ("prediction", "parked")


def check_may_mend(note: Note) -> None:
    """Raise NotNow when a note's own step is over: what others build on does not change."""
    if not may_be_written(note.conversation, note.kind):
        many = KINDS_OF_NOTES[note.kind].many
        raise NotNow(f"The time for {many} is over; this one stands as it was.")


def check_words(words: str) -> str:
    """Return the words without blanks around them, or raise BadInput when there are none."""
    kept = plain(words)
    if not kept:
        raise BadInput("Write a few words first.")
    if len(kept) > _MOST:
        raise BadInput(f"A note holds at most {_MOST:,} letters; this one has {len(kept):,}.")
    return kept


def hinted_at(words: Iterable[str]) -> re.Pattern[str] | None:
    """Make one pattern of the words that are hinted at; None when the district wants no hints."""
    parts = [
        r"\s+".join(re.escape(part).replace("'", ".?") for part in one.split()) for one in words
    ]
    return re.compile(rf"\b({'|'.join(parts)})\b", re.IGNORECASE) if parts else None


def hint_for(note: Note, words: re.Pattern[str] | None, step: Step | None = None) -> str:
    """Return a hint when an observation says why, or words do not suit their step; never a wall."""
    own = hint_of_step(note, step) if step else ""
    if own or note.kind != "observation":
        return own
    found = words.search(note.words) if words else None
    if found is None:
        return ""
    return (
        f"This says why (“{found.group(0)}”). What the chart shows belongs here; the rest is a "
        "good start for the next step."
    )
