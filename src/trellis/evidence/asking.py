"""What is a question of the data, as a person asks it?

A question is a sentence with blanks: show MEASURE (of PRODUCT, SUBJECT, WINDOW) of STUDENTS at
PLACE, compared OVER TIME, BETWEEN SCHOOLS, BETWEEN GROUPS or BY LEVEL. Only what is declared here
can be asked; anything else does not exist for readers behind the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from trellis.lib.api import BadInput

COMPARISONS = {
    "time": "over the years",
    "schools": "between schools",
    "groups": "between groups",
    "levels": "by level",
}
"""How a question compares; `levels` is for level shares alone."""

DIMENSIONS = {
    "all": "all students",
    "grade": "grade",
    "race": "race and ethnicity",
    "sex": "sex",
    "el": "English learners",
    "swd": "students with disabilities",
    "frl": "lunch status",
}
"""One-way breakdowns; two at once are not offered, see docs/explanation/disclosure.md."""

PAIRS = {
    "el": (("yes", "English learners"), ("no", "others")),
    "swd": (("yes", "with a disability"), ("no", "others")),
    "frl": (("yes", "free or reduced lunch"), ("no", "others")),
    "sex": (("female", "girls"), ("male", "boys")),
}
"""Dimensions with two values between which a gap is drawn."""


@dataclass(frozen=True)
class Ask:
    """One question. Empty words mean "not asked for"; `place` is an org's key."""

    measure: str
    comparison: str
    product: str = ""
    subject: str = ""
    window: str = ""
    year: int = 0
    place: str = ""
    dim: str = "all"
    value: str = ""

    def __post_init__(self) -> None:
        if self.comparison not in COMPARISONS:
            raise BadInput(
                f"No comparison “{self.comparison}”. There are: {', '.join(COMPARISONS)}."
            )
        if self.dim not in DIMENSIONS:
            raise BadInput(
                f"No group of students “{self.dim}”. There are: {', '.join(DIMENSIONS)}."
            )

    def but(self, **changes: Any) -> Ask:
        """Return the same question with other blanks."""
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Return the question as plain data, for a frozen finding."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Ask:
        """Read a question back."""
        return cls(**kept)

    def query(self) -> str:
        """Return the question as the end of an address."""
        return urlencode({k: v for k, v in asdict(self).items() if v not in ("", 0)})
