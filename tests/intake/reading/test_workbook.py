"""Is a workbook read like a text file: every cell as text, every line with its number?"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from trellis.intake.reading.rows import Reading, read_sheet
from trellis.lib.api import BadInput

# A workbook's times have no zone.
MORNING = datetime(2026, 9, 14, 8, 30)  # noqa: DTZ001
MIDNIGHT = datetime(2026, 9, 14)  # noqa: DTZ001


def read(tmp_path: Path, *rows: list[Any], **layout: Any) -> Reading:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "000.xlsx")
    return read_sheet(tmp_path / "000.xlsx", "scores.xlsx", **layout)


def test_cells_are_text_as_a_person_sees_them(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["Number", "Id", "Day", "Score", "At"],
        ["0012", 1234567, date(2026, 9, 14), 231.5, MORNING],
        [None, None, None, None, None],
        ["0013", 123456789012, MIDNIGHT, 231, None],
    )
    assert found.sheet.cells.rows() == [
        ("0012", "1234567", "2026-09-14", "231.5", "2026-09-14 08:30:00"),
        ("0013", "123456789012", "2026-09-14", "231", ""),
    ]
    assert found.sheet.lines.to_list() == [2, 4]


def test_lines_above_the_names_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, [None, None], ["Report", None], ["id", "score"], ["1", 2], header_line=3)
    assert found.sheet.header.names == ("id", "score")
    assert found.sheet.lines.to_list() == [4]


def test_other_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "score"])
    book.create_sheet("notes")
    book.save(tmp_path / "000.xlsx")
    found = read_sheet(tmp_path / "000.xlsx", "scores.xlsx")
    assert found.problems[0].sentence == "scores.xlsx has 2 sheets; the first, “Sheet”, was read."


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="“id” stands twice, at 1 and 2"):
        read(tmp_path, ["id", "id"], ["1", "2"])


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "000.xlsx").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(BadInput, match="scores.xlsx cannot be read as a workbook"):
        read_sheet(tmp_path / "000.xlsx", "scores.xlsx")


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="expected the names of the columns"):
        read(tmp_path)
