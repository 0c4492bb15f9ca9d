"""What can people do with a delivery? Receive, check, answer, approve, publish, throw away."""

from trellis.intake.acts.checking import answer, check
from trellis.intake.acts.deciding import approve, discard, publish
from trellis.intake.acts.receiving import receive
from trellis.intake.acts.ways import save_mapping, say_habit

__all__ = [
    "answer",
    "approve",
    "check",
    "discard",
    "publish",
    "receive",
    "save_mapping",
    "say_habit",
]
