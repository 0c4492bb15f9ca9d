"""Which tables does the lake hold, and what does each column mean?

Common words: `student_key` is random and knows no name; `school_id` is the key of a school in the
record; `school_year` is the year of spring; spans are half-open, [from, to), with the far date
9999-12-31 for "no end yet". Tables with two clocks carry `recorded_in` and `replaced_in`: the
publications in which a row began and ceased to stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pyarrow as pa

POLARS = {
    "text": pl.String,
    "date": pl.Date,
    "small": pl.Int16,
    "whole": pl.Int32,
    "number": pl.Float64,
    "flag": pl.Boolean,
}
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "small": pa.int16(),
    "whole": pa.int32(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}
IBIS = {
    "text": "string",
    "date": "date",
    "small": "int16",
    "whole": "int32",
    "number": "float64",
    "flag": "boolean",
}
SQL = {
    "text": "VARCHAR",
    "date": "DATE",
    "small": "SMALLINT",
    "whole": "INTEGER",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
}


@dataclass(frozen=True)
class Column:
    """A column; `type` is one of text, date, small, whole, number, flag."""

    name: str
    type: str


@dataclass(frozen=True)
class Table:
    """A table: its columns, the key among standing rows, and how files are sorted."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    timed: bool = True

    @property
    def names(self) -> list[str]:
        """Names of the columns, without those of the two clocks."""
        return [c.name for c in self.columns if c.name not in CLOCKS]

    def polars(self) -> dict[str, type[pl.DataType]]:
        """Return the schema for Polars."""
        return {c.name: POLARS[c.type] for c in self.columns}

    def arrow(self) -> pa.Schema:
        """Return the schema for Arrow; every column may be null."""
        return pa.schema([(c.name, ARROW[c.type]) for c in self.columns])


CLOCKS = ("recorded_in", "replaced_in")


def _table(name: str, says: str, columns: str, key: str, sort: str, *, timed: bool = True) -> Table:
    made = [Column(*one.split(":")) for one in columns.split()]
    if timed:
        made += [Column("recorded_in", "whole"), Column("replaced_in", "whole")]
    return Table(name, says, tuple(made), tuple(key.split()), tuple(sort.split()), timed)


_ALL = (
    _table(
        "place",
        "A school and the network it belongs to at the time of the publication.",
        "school_id:text network_id:text",
        "school_id",
        "school_id",
        timed=False,
    ),
    _table(
        "enrolment",
        "A span of a student in a school and grade, within one school year.",
        "student_key:text school_id:text grade:text school_year:small enters_on:date "
        "leaves_on:date is_primary:flag",
        "student_key school_id school_year enters_on",
        "school_id grade student_key",
    ),
    _table(
        "programme",
        "A span in a programme: el, swd, frl and others.",
        "student_key:text programme:text begins_on:date ends_on:date",
        "student_key programme begins_on",
        "programme student_key",
    ),
    _table(
        "student",
        "What demographics say, as delivered.",
        "student_key:text sex:text american_indian:flag asian:flag black:flag hispanic:flag "
        "pacific_islander:flag two_or_more:flag white:flag",
        "student_key",
        "student_key",
    ),
    _table(
        "attendance",
        "A day that was not simply present; share_of_day is the part of the day missed.",
        "student_key:text school_id:text school_year:small day:date mark:text share_of_day:number",
        "student_key school_id day",
        "school_id student_key day",
    ),
    _table(
        "calendar",
        "A day in session at a school; day_number counts from 1 within school and year.",
        "school_id:text school_year:small day:date day_number:small",
        "school_id day",
        "school_id day",
    ),
    _table(
        "received",
        "Up to which day a table is complete for a school and year; without it nothing is known.",
        "school_id:text school_year:small what:text first_day:date last_day:date",
        "school_id school_year what",
        "school_id school_year",
    ),
    _table(
        "score",
        "One score of one test of one student; several rows (scale, percentile) make a result.",
        "student_key:text school_id:text grade:text school_year:small product:text subject:text "
        "domain:text window:text tested_on:date tested_first:date tested_last:date "
        "score_type:text value:number level_scheme:text level_label:text level_rank:small "
        "levels_in_scheme:small meets:flag state:text attempt:small event:text is_reported:flag",
        "student_key product subject domain school_year window event tested_first score_type "
        "level_scheme",
        "school_id product student_key tested_first",
    ),
    _table(
        "mark",
        "A mark in a course for a term.",
        "student_key:text school_id:text school_year:small term:text course_id:text core:text "
        "mark:text failed:flag is_final:flag credits_tried:number credits_earned:number",
        "student_key school_id school_year term course_id",
        "school_id course_id student_key",
    ),
    _table(
        "gated",
        "What may leave the disclosure gate: the only table that pages read.",
        "measure:text measure_version:whole school_year:small product:text subject:text "
        "window:text level:text place_id:text dim:text value:text hidden:flag structural:flag "
        "n_shown:whole low:number high:number middle:number interval_low:number "
        "interval_high:number part:text part_order:small as_of:date",
        "measure school_year product subject window level place_id dim value part",
        "measure product subject window dim school_year place_id",
        timed=False,
    ),
)
TABLES = {table.name: table for table in _ALL}
