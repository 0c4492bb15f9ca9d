"""What is a chart, before it is drawn: one description for drawing, table, words and downloads."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

Form = Literal[
    "trend", "dots", "dumbbell", "levels", "bars",
    "waiting", "concentration", "control", "run", "scatter",
]  # fmt: skip
Unit = Literal["percent", "number", "points"]

NOT_SHOWN = "not shown"
_FORGOTTEN = {
    "middle": None,
    "low": None,
    "high": None,
    "words": "",
    "hidden": True,
    "remark": "",
    "ticks": 0,
}


@dataclass(frozen=True)
class Value:
    """One figure as it may be shown. `middle` is where it is drawn, None when it is hidden.

    `low` and `high` are its interval; `words` what a person reads; `key` names its mark. `remark`
    is said after the words and ringed in a control chart; `ticks` counts requests that are still
    open at this place of a waiting curve.
    A hidden figure forgets its numbers and words as it is made, so nothing can draw or say them.
    """

    middle: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""
    hidden: bool = False
    key: str = ""
    remark: str = ""
    ticks: int = 0

    def __post_init__(self) -> None:
        lost = self.middle is None or not math.isfinite(self.middle)
        if self.hidden or lost:
            for name, nothing in _FORGOTTEN.items():
                object.__setattr__(self, name, nothing)

    @property
    def said(self) -> str:
        """The figure in words; of a hidden one nothing but that it is not shown."""
        if self.middle is None:
            return NOT_SHOWN
        return ", ".join(part for part in (self._plain, self.remark) if part)

    @property
    def short(self) -> str:
        """The figure without its n and interval."""
        return NOT_SHOWN if self.middle is None else self._plain.split(" (")[0]

    @property
    def _plain(self) -> str:
        return self.words or f"{self.middle:,.4g}"


@dataclass(frozen=True)
class Row:
    """One line of a table: a school, a group, a grade. `values` stand in the chart's columns.

    `at` is its place along a curve (a day, a share of students). `named` writes its name into a
    scatter, where points otherwise tell theirs only when they are pointed at.
    """

    name: str
    values: tuple[Value, ...]
    at: float = 0.0
    named: bool = False


@dataclass(frozen=True)
class Guide:
    """A line of reference and its words: a median dropped to the axis, what is usual.

    `points` are (along, up). `low` and `high` belong to each point: of a median along the axis, of
    a line up and down. It belongs to a column, and goes when anything in that column is hidden.
    """

    words: str
    points: tuple[tuple[float, float], ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    column: int = 0


@dataclass(frozen=True)
class Chart:
    """A chart. Rows are drawn in the order in which they are given: nothing is ranked.

    `trend` and the forms with one line a row have a row for each place. `waiting`, `concentration`,
    `control` and `run` have a row for each step along the axis and a column for each curve;
    `control` has the columns figure, centre, lower and upper limit, `run` figure and median;
    `scatter` has a row for each place and two columns: along and up.
    """

    form: Form
    title: str
    unit: Unit
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_rows_of: str = "School"
    note: str = ""
    start_at_zero: bool = True
    guides: tuple[Guide, ...] = ()

    def __post_init__(self) -> None:
        hidden = {
            column
            for row in self.rows
            for column, value in enumerate(row.values)
            if value.middle is None
        }
        kept = tuple(guide for guide in self.guides if guide.column not in hidden)
        object.__setattr__(self, "guides", kept)


@dataclass(frozen=True)
class Table:
    """The figures of a chart as a table of words."""

    caption: str
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)
