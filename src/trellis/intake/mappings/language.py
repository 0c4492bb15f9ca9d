"""What can a mapping say about a file of results?

A mapping is plain data: one TOML file for a product that we ship, the same shape for one that a
district saves. It has no code in it, so that it can be read, compared and approved by people.

Shape of a mapping:

    product = "map_growth"              what the rows are called in the lake
    [file]                              how the text is laid out
    [[student]]                         candidate ids, best first
    school, grade, year, window, tested, subject, event    how each is found, in order of trust
    [[keep]]                            rows that belong to the product; others are counted, unread
    [[result]]                          one test (or strand) of one line, repeated `over` a list
    [schemes.quintile]                  a scheme of levels, lowest first
    [attempts]                          which of several attempts counts

Wherever a value is found, the same words are used: see `found.py`.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from trellis.intake.mappings.found import (
    Columns,
    Condition,
    Days,
    Found,
    Part,
    StudentId,
    Ways,
    Years,
)

State = Literal[
    "scored",
    "not_tested",
    "invalid",
    "exempt",
    "absent",
    "discontinued",
    "not_assessed",
    "suppressed",
]
Reads = Literal["number", "lexile", "quantile", "order", "text"]


class Layout(Part):
    """How the text is laid out before anything is read from it."""

    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: Literal["utf-8", "windows-1252", "utf-16"] = "utf-8"
    header_line: int = Field(default=1, ge=1)
    group_line: int = Field(
        default=0, ge=0, description="The line that names groups of columns; 0 = none."
    )


class Scheme(Part):
    """A scheme of levels. `levels` are named lowest first; `meets_from` is the first that meets.

    Without `meets_from` the scheme has no benchmark and nobody meets or misses it. Schemes whose
    levels come as numbers say `best = "last"` (the highest number is best) or "first".
    """

    title: str
    levels: tuple[str, ...] = ()
    meets_from: str = ""
    best: Literal["first", "last"] = "last"
    count: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _knows_its_benchmark(self) -> Self:
        if self.meets_from and self.meets_from not in self.levels:
            raise ValueError(
                f'The benchmark "{self.meets_from}" is not one of the levels: '
                f"{', '.join(self.levels) or 'none are named'}."
            )
        return self


class Flag(Part):
    """One of several cumulative flags, lowest first: the last flag that is set names the level."""

    column: Columns
    level: str


class Level(Part):
    """Which level a result reached: by its label, by its number, by flags, or by whole numbers.

    `number` with `count` is for vendors who send "level 1 of 4"; `whole` takes the whole part of a
    decimal level (4.7 is level 4). `meets` overrides the scheme's benchmark with the file's own.
    """

    scheme: str
    label: Found | None = None
    number: Found | None = None
    count: Found | None = None
    flags: tuple[Flag, ...] = ()
    whole: bool = False
    meets: Found | None = None


class Score(Part):
    """One score of a result. `missing` maps words to the state they mean ("" = no row at all).

    `low` and `high` are the ends of the scale; a number outside is quarantined. A score that
    `must_be_there` and is blank although the test was scored is quarantined too.
    """

    type: str
    column: Columns
    reads: Reads = "number"
    order: tuple[str, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    missing: dict[str, State | Literal[""]] = {}
    must_be_there: bool = False
    level: Level | None = None


class Result(Part):
    """One test, or one strand of it, on each line; `over` repeats it with other words filled in.

    In every text of the result `{word}` is replaced by the entry of the same name in `over`. What
    is said here replaces what the mapping says for the whole line. A test without a score gives one
    row that says why, on the first score; `only_scored` leaves that row to another result.
    `sitting` tells several tests on one line apart.
    """

    over: tuple[dict[str, str], ...] = ()
    subject: Ways = ()
    domain: Ways = ()
    window: Ways = ()
    tested: Days = ()
    year: Years = ()
    grade: Ways = ()
    event: Ways = ()
    state: Ways = ()
    only_scored: bool = False
    sitting: str = ""
    scores: tuple[Score, ...]


class Attempts(Part):
    """Which attempt counts when a student has several in one window: never the order of lines."""

    choose: Literal["last", "first", "best"] = "last"
    among: tuple[Condition, ...] = ()


class Known(Part):
    """How a file of this product is known: by columns it has or has not, by its name."""

    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    file_name: str = ""


class Mapping(Part):
    """How the results of one product are read from one kind of file."""

    key: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str
    product: str = Field(pattern=r"^[a-z0-9_]+$")
    version: int = Field(default=1, ge=1)
    says: str = ""
    notes: tuple[str, ...] = ()
    off_by_default: bool = False
    known_by: Known = Known()
    file: Layout = Layout()
    student: tuple[StudentId, ...] = Field(min_length=1)
    school: Ways = ()
    grade: Ways = ()
    subject: Ways = ()
    domain: Ways = ()
    year: Years = Field(min_length=1)
    window: Ways = ()
    tested: Days = ()
    event: Ways = ()
    keep: tuple[Condition, ...] = ()
    schemes: dict[str, Scheme] = {}
    attempts: Attempts = Attempts()
    result: tuple[Result, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_schemes_it_has(self) -> Self:
        used = {
            score.level.scheme
            for result in self.result
            for score in result.scores
            if score.level and "{" not in score.level.scheme
        }
        for scheme in sorted(used - set(self.schemes)):
            raise ValueError(
                f'The scheme "{scheme}" is used and not described; '
                f"described are: {', '.join(self.schemes) or 'none'}."
            )
        return self
