"""What does a mapping read from: a table of text with its header, its lines and its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from pydantic import BaseModel

from trellis.intake.mappings.columns import Header
from trellis.intake.mappings.found import Columns
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.saved import results


@dataclass(frozen=True)
class Sheet:
    """A table of text. `cells` has one text column a position, named c0, c1, ... ; nothing typed.

    `lines` are the physical lines on which the rows begin (the header is line 1).
    """

    name: str
    header: Header
    cells: pl.DataFrame
    lines: pl.Series

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return self.cells.height

    def text(self, index: int) -> pl.Series:
        """Return a column without blanks at the ends; a blank cell is null."""
        trimmed = self.cells[f"c{index}"].str.strip_chars()
        return trimmed.set(trimmed == "", None) if trimmed.len() else trimmed

    def rows(self, mask: pl.Series) -> Sheet:
        """Return the sheet with some of its rows only."""
        return Sheet(self.name, self.header, self.cells.filter(mask), self.lines.filter(mask))

    def only(self, columns: set[int]) -> Sheet:
        """Return the sheet with some of its columns only; the others are dropped unread."""
        kept = [f"c{index}" for index in sorted(columns)]
        return Sheet(self.name, self.header, self.cells.select(kept), self.lines)


def sheet_of(
    name: str,
    names: Sequence[str],
    rows: pl.DataFrame,
    *,
    groups: Sequence[str] = (),
    lines: pl.Series | None = None,
) -> Sheet:
    """Build a sheet from a header and a frame of text, column by column in the same order."""
    cells = rows.select(
        column.cast(pl.String).fill_null("").alias(f"c{index}")
        for index, column in enumerate(rows.iter_columns())
    )
    if lines is None:
        lines = pl.int_range(2, rows.height + 2, dtype=pl.Int32, eager=True)
    return Sheet(name, Header(names, groups), cells, lines.cast(pl.Int32))


def columns_read(mapping: Mapping, header: Header) -> set[int]:
    """Return the columns that a mapping reads in a file with this header."""
    found: set[int] = set()
    for columns in addresses(mapping):
        index = header.find(columns)
        if index is not None:
            found.add(index)
    return found


def addresses(mapping: Mapping) -> list[Columns]:
    """Return every address that a mapping mentions, with `over` written out."""
    said: list[Columns] = []
    _gather(mapping.model_copy(update={"result": results(mapping)}), said)
    return said


def _gather(part: object, said: list[Columns]) -> None:
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if name == "column" and value:
                said.append(value)
            else:
                _gather(value, said)
    elif isinstance(part, tuple):
        for one in part:
            _gather(one, said)
