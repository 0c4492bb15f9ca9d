"""What kinds of notes are there, and in which words does a page ask for each?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KindOfNote:
    """A kind of note: its name for one and for many, what the form asks, what the list is called.

    `in_minutes` heads the list of the minutes.
    """

    one: str
    many: str
    asks: str
    title: str
    in_minutes: str
    button: str = "Share"


KINDS_OF_NOTES: dict[str, KindOfNote] = {
    "prediction": KindOfNote(
        "prediction",
        "predictions",
        "What do you expect to see, and what makes you think so?",
        "Predictions",
        "What we expected",
        "I’m done",
    ),
    "observation": KindOfNote(
        "observation",
        "observations",
        "What do you see, and where?",
        "Observations",
        "What we saw, and how we read it",
    ),
    "inference": KindOfNote(
        "inference",
        "inferences",
        "What could explain it?",
        "Explanations",
        "How we read it",
    ),
    "question": KindOfNote(
        "question",
        "questions",
        "What would we need to know?",
        "Questions",
        "What we do not know yet",
    ),
    "theme": KindOfNote(
        "thought",
        "thoughts",
        "What do you take from this?",
        "Thoughts",
        "What we take from it",
    ),
    "hypothesis": KindOfNote(
        "hypothesis",
        "hypotheses",
        "If we are right, what would we see? And if we are not?",
        "Hypotheses",
        "What we think could be so, until it is checked",
    ),
    "root_cause": KindOfNote(
        "possible cause",
        "possible causes",
        "What could lie behind it, within our reach?",
        "Possible causes",
        "Causes that we named",
    ),
    "warm": KindOfNote(
        "warm response",
        "warm responses",
        "What already serves the goal?",
        "Warm",
        "What already serves the goal",
    ),
    "cool": KindOfNote(
        "cool response",
        "cool responses",
        "Where is a gap between this and the goal? A question is enough.",
        "Cool",
        "Where there is a gap to the goal",
    ),
    "reflection": KindOfNote(
        "reflection",
        "reflections",
        "What do you see now that you did not see before?",
        "Reflections",
        "What we see now",
    ),
    "process": KindOfNote(
        "remark on the talk",
        "remarks on the talk",
        "How did we talk, and what would help next time?",
        "How we talked",
        "How we talked",
    ),
    "parked": KindOfNote(
        "parked thought",
        "parked thoughts",
        "What waits for another step or another day?",
        "Parked",
        "What waits for another day",
    ),
}


def takes(kinds: tuple[str, ...]) -> str:
    """Say which kinds a step takes: "questions and hypotheses"; "no notes" when it takes none."""
    many = [KINDS_OF_NOTES[kind].many for kind in kinds]
    if len(many) < 3:
        return " and ".join(many) or "no notes"
    return f"{', '.join(many[:-1])} and {many[-1]}"
