"""What does one measure of support count, in words, and how might a busy honest person fool it?

A definition is frozen: whoever changes what is counted gives it the next version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["share", "waiting", "median", "difference", "parts", "count", "index", "gaps"]
Level = Literal["district", "department"]

ALL = 0
"""The key under which a figure of all departments together stands."""


@dataclass(frozen=True)
class Definition:
    """One measure. `says` is the sentence in which its figure stands, with {} for the figure.

    `least` is the least n that is shown, of what `counts` names. `days` is the length of its
    window in school days. `trap` says how it could turn green without anything getting better,
    `guard` what stands against that.
    """

    number: int
    key: str
    title: str
    question: str
    says: str
    form: Form
    formula: str
    unit: str
    counts: str
    trap: str
    guard: str
    least: int = 10
    levels: tuple[Level, ...] = ("district", "department")
    days: int = 40
    leaves_out: str = ""
    version: int = 1


@dataclass(frozen=True)
class NotYet:
    """A measure without data by now, and why."""

    number: int
    title: str
    because: str


NOT_YET = (
    NotYet(
        18,
        "Cycle vitality",
        "Learning teams and their cycles are not kept here yet; without their stages there is "
        "nothing to count.",
    ),
    NotYet(
        20,
        "Practice movement",
        "It needs ratings of classrooms against a map that a team agreed on; none are kept.",
    ),
    NotYet(
        21,
        "District barriers removed",
        "Nobody can note a barrier yet. A request or a promise says what is asked for, not what "
        "stands in the way.",
    ),
    NotYet(
        22,
        "Learning spread",
        "There is no library yet from which another school could take something up.",
    ),
)
