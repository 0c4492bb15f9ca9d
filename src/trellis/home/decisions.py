"""What did conversations end with, by date, and how does each stand today?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from trellis.commitments.api import (
    WENT,
    promises_of_conversations,
    reasons_for_none,
    went,
    went_says,
)
from trellis.conversation.api import Conversation
from trellis.district.api import Org, Person
from trellis.lib.api import count, listed, sentence

NONE = "no-action"
_STATES = {**WENT, NONE: "no action"}


@dataclass(frozen=True)
class Decision:
    """A promise, or a reason for none: when, in which conversation, how it stands."""

    at: datetime
    words: str
    href: str
    conversation: Conversation
    state: str
    says: str = ""

    @property
    def mark(self) -> str:
        """The word by which CSS chooses the mark."""
        return "done" if self.state == "kept" else self.state

    @property
    def state_words(self) -> str:
        """The state in words."""
        return sentence(_STATES[self.state])


def decisions(*, seen_by: Person, school: Org | None = None) -> list[Decision]:
    """Everything that closed conversations ended with, newest first; of one school, or of all."""
    promises = promises_of_conversations(seen_by)
    reasons = reasons_for_none(seen_by)
    if school is not None:
        promises = promises.filter(conversation__school=school)
        reasons = reasons.filter(conversation__school=school)
    made = (
        Decision(one.made_at, one.words, one.get_absolute_url(), talk, went(one), went_says(one))
        for one in promises
        if (talk := one.conversation) is not None
    )
    none = (
        Decision(
            one.at,
            f"No action, because {one.because}",
            f"{one.conversation.get_absolute_url()}minutes/",
            one.conversation,
            NONE,
        )
        for one in reasons
    )
    return sorted(
        chain(made, none), key=lambda one: (one.at, one.conversation.pk, one.words), reverse=True
    )


def says(found: list[Decision]) -> str:
    """Say how many decisions there are and how they stand, as one sentence."""
    counts = Counter(one.state for one in found)
    parts = [count(counts[key], words, words) for key, words in _STATES.items() if counts[key]]
    if not found:
        return "No conversation has ended with a decision yet."
    return f"{sentence(count(len(found), 'decision'))}: {listed(parts)}."
