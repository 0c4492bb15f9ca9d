"""What does reading a file of results give back?"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from trellis.intake.mappings.troubles import Problem

ROWS = {
    "student": pl.UInt32,
    "school": pl.String,
    "grade": pl.String,
    "school_year": pl.Int16,
    "product": pl.String,
    "subject": pl.String,
    "domain": pl.String,
    "window": pl.String,
    "tested_on": pl.Date,
    "tested_first": pl.Date,
    "tested_last": pl.Date,
    "score_type": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "level_scheme": pl.String,
    "level_label": pl.String,
    "level_rank": pl.Int16,
    "levels_in_scheme": pl.Int16,
    "meets": pl.Boolean,
    "state": pl.String,
    "attempt": pl.Int16,
    "event": pl.String,
    "is_reported": pl.Boolean,
    "source_line": pl.Int32,
    "source_column": pl.String,
}
"""The columns of `ScoreFrames.rows`."""


@dataclass(frozen=True)
class Counts:
    """How many of what. Every line of the file is in exactly one of the first three."""

    lines_read: int = 0
    lines_left_out: dict[str, int] = field(default_factory=dict)
    lines_set_aside: int = 0
    students: int = 0
    scores: int = 0
    scores_by_type: dict[str, int] = field(default_factory=dict)
    not_scored: int = 0
    scores_set_aside: int = 0
    repeated: int = 0

    @property
    def lines(self) -> int:
        """Return all lines of the file that hold data."""
        return self.lines_read + sum(self.lines_left_out.values()) + self.lines_set_aside


@dataclass(frozen=True)
class ScoreFrames:
    """The results of a file in normal form, what was wrong with it, and the counts.

    `rows`: one row a score. In place of `student_key` stands `student`, a number within this file,
    and in place of `school_id` `school`, as delivered. `tested_first` and `tested_last` are the
    days between which the test was taken; `tested_on` is null where the file tells only a month.
    `people`: student, id_type, id_text; one row a candidate id, a student's best id first.
    """

    rows: pl.DataFrame
    people: pl.DataFrame
    problems: list[Problem]
    counts: Counts
    columns_read: tuple[str, ...] = ()
    columns_dropped: int = 0
