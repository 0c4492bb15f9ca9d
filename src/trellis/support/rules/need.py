"""By which definition is a school's need counted?"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, pstdev

PARTS = {
    "frl": "free or reduced lunch",
    "el": "English learners",
    "swd": "students with disabilities",
}
"""The groups whose share in a school makes up its need."""

DEFINITION = (
    "For each school the shares of its students with free or reduced lunch, of English learners "
    "and of students with disabilities, each as it left the gate for small groups. Each share is "
    "set against the other schools (its distance from their mean, in standard deviations); the "
    "index is the mean of those of the three that may be shown, all counting alike. 0 is the mean "
    "of the schools, 1 is one standard deviation more need. It says where support is likely to be "
    "needed, and nothing about how well a school works."
)

Shares = Mapping[str, float | None]
"""For each of PARTS the share (0-1), None where it may not be shown."""


def need_index(shares: Mapping[str, Shares]) -> dict[str, float | None]:
    """Return each school's index by DEFINITION; None when none of its shares may be shown."""
    scores: dict[str, list[float]] = {school: [] for school in shares}
    for part in PARTS:
        shown = {school: told[part] for school, told in shares.items() if told[part] is not None}
        values = [value for value in shown.values() if value is not None]
        spread = pstdev(values) if len(values) > 1 else 0.0
        if spread == 0:
            continue
        middle = fmean(values)
        for school, value in shown.items():
            assert value is not None  # noqa: S101 - those without were left out above
            scores[school].append((value - middle) / spread)
    return {school: round(fmean(told), 4) if told else None for school, told in scores.items()}
