"""Which figures can be predicted, and from how many predictions on may a group see its own?"""

from __future__ import annotations

from dataclasses import dataclass

from trellis.conversation.models import Conversation
from trellis.evidence.api import Finding, frozen, marks_of
from trellis.lib.api import school_year

LEAST_PEOPLE = 5
LEAST_CONVERSATIONS = 5
LEAST_PREDICTIONS = 10
UNITS = {"percent": "percentage points", "points": "points", "students": "students"}
"""What a distance between two figures is counted in."""
_MOST = 200


@dataclass(frozen=True)
class Predictable:
    """A figure by its name alone: whose it is, of which year, and never what it says."""

    key: str
    name: str
    finding: Finding


def figures_to_predict(conversation: Conversation) -> list[Predictable]:
    """Name the figures that a conversation will show, the newest year first."""
    return [
        Predictable(f"{finding.pk}|{mark.key}", f"{mark.name}, {school_year(mark.year)}", finding)
        for finding in conversation.evidence
        for mark in marks_of(frozen(finding))
    ][:_MOST]


def is_enough(*, people: int, conversations: int, predictions: int) -> bool:
    """Whether a group's calibration may be shown: never from so few that one could be known."""
    many = conversations >= LEAST_CONVERSATIONS or predictions >= LEAST_PREDICTIONS
    return people >= LEAST_PEOPLE and many
