"""How is a kind of note headed on a sheet of paper, and chosen when it is entered?"""

from __future__ import annotations

from trellis.lib.api import sentence

_TITLES = {
    "theme": "thoughts",
    "hypothesis": "hypotheses",
    "root_cause": "root causes",
    "warm": "warm feedback",
    "cool": "cool feedback",
    "process": "how we talked",
    "parked": "parked",
}


def sheet_title(kind: str) -> str:
    """Name the notes of a kind: "observation" is "Observations"."""
    return sentence(_TITLES.get(kind, f"{kind.replace('_', ' ')}s"))
