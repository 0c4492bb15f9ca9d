"""How is a file with fixed columns read: which are needed, what may stand in them?

Columns are found by name, in any order and any case. A cell that cannot be understood sets its row
aside when the column is needed or holds a date, a flag or a number; else it is left out and its row
kept. Either way it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from trellis.intake.layouts.cells import Cells, read_cells
from trellis.intake.layouts.habits import Habits
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.lib.api import BadInput, listed

Kind = Literal["text", "id", "date", "flag", "choice", "list", "number", "share", "year", "grades"]

STRICT = ("date", "flag", "number", "share")
"""Kinds of which a cell that cannot be read sets its row aside, though the cell may be empty."""


@dataclass(frozen=True)
class Field:
    """A column. `needed`: a row without it is set aside. `must_exist`: so is a file.

    `extends`: words that begin with "ext:" are allowed beside the `choices`; they mean "other".
    """

    name: str
    kind: Kind = "text"
    needed: bool = False
    must_exist: bool = False
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    extends: bool = False


@dataclass(frozen=True)
class Layout:
    """A file's name without its ending, and its columns."""

    name: str
    fields: tuple[Field, ...]


def fields(text: str) -> tuple[Field, ...]:
    """Read fields from words: "sourcedId:id! name:text sex:choice(a|b)+".

    "!" needed, "?" the column must exist and a cell may be empty, "+" open to "ext:" words;
    "grades|grade:grades" has the alias "grade".
    """
    made = []
    for word in text.split():
        names, _, kind = word.partition(":")
        needed, must_exist = word.endswith("!"), word.endswith(("!", "?"))
        names, kind = names.rstrip("!?"), kind.rstrip("!?")
        name, *aliases = names.split("|")
        extends, kind = kind.endswith("+"), kind.rstrip("+")
        choices: tuple[str, ...] = ()
        if kind.startswith("choice("):
            choices, kind = tuple(kind[7:-1].split("|")), "choice"
        made.append(
            Field(
                name,
                kind or "text",  # type: ignore[arg-type]
                needed,
                must_exist,
                choices,
                tuple(aliases),
                extends,
            )
        )
    return tuple(made)


def read_fields(
    sheet: Sheet, layout: Layout, troubles: Troubles, habits: Habits | None = None
) -> pl.DataFrame:
    """Return the rows that stand, typed, with `line`. Raises BadInput when a column is missing."""
    at = {field.name: find(sheet, field) for field in layout.fields}
    missing = [f.name for f in layout.fields if f.must_exist and at[f.name] is None]
    if missing:
        has = ", ".join(sheet.header.names[:15])
        raise BadInput(
            f"{sheet.name} lacks the column {listed([f'“{name}”' for name in missing])}. "
            f"Its columns are: {has}."
        )
    columns: list[pl.Series] = [sheet.lines.alias("line")]
    good = pl.repeat(True, sheet.height, dtype=pl.Boolean, eager=True)
    for field in layout.fields:
        index = at[field.name]
        if index is None:
            columns.append(_absent(field, sheet.height))
            continue
        cells = Cells(sheet, index, troubles, habits or Habits())
        value, bad, expected = read_cells(cells, field.kind, field.choices, extends=field.extends)
        columns.append(value.alias(field.name))
        if field.needed:
            empty = cells.text.is_null()
            troubles.lines_set_aside("empty", empty, sheet.lines, index, None, "a value")
            good = good & ~empty
        if field.needed or field.kind in STRICT:
            troubles.lines_set_aside(field.kind, bad, sheet.lines, index, cells.text, expected)
            good = good & ~bad
        else:
            troubles.emptied(field.kind, bad, sheet.lines, index, cells.text, expected)
        if field.name == "sourcedId":
            cells.notice_odd_ids()
    return pl.DataFrame(columns).filter(good)


def notice_columns(
    sheet: Sheet, layout: Layout, troubles: Troubles, standard: tuple[str, ...] = ()
) -> None:
    """Tell once what is odd about a file's columns, although they can be read.

    `standard`: all columns of the file in the standard's order, where there is a standard.
    """
    given = {name: index for index, name in enumerate(sheet.header.names) if name}
    found = {
        field.name: index for field in layout.fields if (index := find(sheet, field)) is not None
    }
    other = [(sheet.header.names[i], name) for name, i in found.items() if name not in given]
    for there, name in other:
        troubles.about_the_file(
            "column_name", f"{sheet.name}: the column “{there}” was read as “{name}”."
        )
    expected = [f.name for f in layout.fields if f.name in standard and f.name != "status"]
    lacking = [f"“{name}”" for name in expected if name not in found]
    if lacking:
        troubles.about_the_file(
            "column_missing",
            f"{sheet.name} is without {listed(lacking)}; it was read all the same.",
        )
    known = {name.casefold() for name in (*standard, *(field.name for field in layout.fields))}
    known |= {there.casefold() for there, _name in other}
    strange = [f"“{name}”" for name in given if name.casefold() not in known]
    if strange:
        said = listed(strange[:20])
        troubles.about_the_file("column_unknown", f"{sheet.name}: {said} are not read.")
    order = [place for name in standard if (place := sheet.header.find_name(name)) is not None]
    if order != sorted(order):
        troubles.about_the_file(
            "column_order",
            f"{sheet.name}: the columns stand in another order than in the standard; they were "
            "read by their names.",
        )


def find(sheet: Sheet, field: Field) -> int | None:
    """Return where a field's column stands, by its name or a former one."""
    for wanted in (field.name, *field.aliases):
        index = sheet.header.find_name(wanted)
        if index is not None:
            return index
    return None


def _absent(field: Field, height: int) -> pl.Series:
    dtypes: dict[str, pl.DataType | type[pl.DataType]] = {
        "date": pl.Date,
        "flag": pl.Boolean,
        "number": pl.Float64,
        "share": pl.Float64,
        "year": pl.Int16,
        "list": pl.List(pl.String),
        "grades": pl.List(pl.String),
    }
    dtype = dtypes.get(field.kind, pl.String)
    return pl.Series(field.name, [None], dtype=dtype).new_from_index(0, height)
