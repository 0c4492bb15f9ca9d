"""How does the first sheet of a workbook become a table of text?"""

from __future__ import annotations

from pathlib import Path

import fastexcel
import polars as pl

from trellis.lib.api import BadInput

_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00(?:\.0+)?$"


def workbook_cells(path: Path, name: str) -> tuple[pl.DataFrame, list[str]]:
    """Return every row of the first sheet, all as text and from its first line, and warnings.

    A day without a time is written as 2026-08-17; an empty cell is null.
    """
    try:
        book = fastexcel.read_excel(path)
        loaded = book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string")
        frame = loaded.to_polars()
    except Exception as error:  # noqa: BLE001 - whatever the reader says, a person gets a sentence
        raise BadInput(f"{name} cannot be read as a workbook: {error}.") from None
    warnings = []
    if len(book.sheet_names) > 1:
        warnings.append(
            f"{name} has {len(book.sheet_names)} sheets; the first, “{book.sheet_names[0]}”, was "
            "read."
        )
    text = frame.select(pl.all().cast(pl.String).str.replace(_MIDNIGHT, "$1"))
    return text, warnings
