"""How do these tests get a table: from a real file, or written out small?"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from trellis.intake.mappings.sheet import Sheet, sheet_of


def raw_rows(path: Path, *, header_line: int = 1) -> tuple[list[str], list[list[str]]]:
    """Read a file with the csv module alone: its header, and its rows of the header's width."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[header_line - 1]
    body = [row for row in rows[header_line:] if len(row) == len(header) and any(row)]
    return header, body


def file_sheet(path: Path, *, header_line: int = 1) -> Sheet:
    """Return a real file as a sheet, without its rows of another width."""
    header, body = raw_rows(path, header_line=header_line)
    return small_sheet(header, body, name=path.name)


def small_sheet(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, name: str = "scores.csv"
) -> Sheet:
    """Return a sheet from a header and rows of text."""
    columns = {str(i): [row[i] for row in rows] for i in range(len(header))}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return sheet_of(name, header, frame)
