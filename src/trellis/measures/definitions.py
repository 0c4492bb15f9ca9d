"""Which measures are there, and what does each mean, word for word?

A definition is frozen: when what is counted changes, the version goes up and old findings keep
the words that they were made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "share", "mean", "parts"]


@dataclass(frozen=True)
class Measure:
    """A measure. `direction` says whether more is better (1), worse (-1) or neither (0).

    `unit` is "percent", "points" or "students"; `leaves_out` names the students that do not count.
    """

    key: str
    title: str
    kind: Kind
    unit: str
    says: str
    leaves_out: str = ""
    direction: int = 0
    version: int = 1
    needs_test: bool = False


_HOME = (
    "A student counts at the one school where she was enrolled longest in that school year, in the "
    "grade she was in last at that school."
)
_AT_TEST = (
    "A student counts at the school where she was enrolled on the day of the test; where the file "
    "tells no day, at the school where she was enrolled longest in that year."
)
_DAYS = (
    "Days enrolled are school days between entering and leaving for which the school's attendance "
    "was received; excused, unexcused and suspended days all count as missed, tardy days do not."
)

_ALL = (
    Measure(
        "enrolment",
        "Enrolled students",
        "count",
        "students",
        f"Students enrolled on at least one day of the school year. {_HOME}",
    ),
    Measure(
        "average_attendance",
        "Average attendance",
        "mean",
        "percent",
        f"The mean, over students, of the share of enrolled days on which they were there. {_DAYS} "
        f"{_HOME}",
        "students enrolled fewer than 10 days; schools whose attendance was not received",
        1,
    ),
    Measure(
        "chronic_absence",
        "Chronic absence",
        "share",
        "percent",
        f"The share of students who missed a tenth or more of the days they were enrolled. {_DAYS} "
        f"{_HOME}",
        "students enrolled fewer than 10 days; schools whose attendance was not received",
        -1,
    ),
    Measure(
        "course_failure",
        "Course failure",
        "share",
        "percent",
        "The share of students with at least one failing final mark in English, math, science or "
        f"social studies. {_HOME}",
        "students without a final mark in one of these courses",
        -1,
    ),
    Measure(
        "proficiency",
        "Proficiency",
        "share",
        "percent",
        "The share of tested students who reached the benchmark that the test's publisher or the "
        f"state has set. {_AT_TEST}",
        "students who were not tested or whose test was not scored",
        1,
        needs_test=True,
    ),
    Measure(
        "mean_scale_score",
        "Mean scale score",
        "mean",
        "points",
        f"The mean of the overall scale scores of the attempt that counts. {_AT_TEST}",
        "students who were not tested or whose test was not scored",
        1,
        needs_test=True,
    ),
    Measure(
        "level_shares",
        "Level shares",
        "parts",
        "percent",
        f"The share of tested students at each level of the test's own scheme. {_AT_TEST}",
        "students who were not tested or whose test was not scored",
        0,
        needs_test=True,
    ),
)
MEASURES = {measure.key: measure for measure in _ALL}


@dataclass(frozen=True)
class Question:
    """One table of figures: a measure, a school year and, for tests, which test."""

    measure: str
    school_year: int
    product: str = ""
    subject: str = ""
    window: str = ""
