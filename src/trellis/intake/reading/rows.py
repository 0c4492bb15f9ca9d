"""How does a file become a table of text, strictly: no cell shifted, no row guessed?

A row that is too short, too long or broken is set aside with its line; the others are read by the
column engine, all as text.
"""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from trellis.intake.mappings.columns import plain_name
from trellis.intake.mappings.sheet import Sheet, sheet_of
from trellis.intake.mappings.troubles import SHOWN, Problem
from trellis.intake.reading.passing import Rows, look_through
from trellis.intake.reading.text import drop_copies, text_of
from trellis.intake.reading.workbook import workbook_cells
from trellis.lib.api import BadInput, count

MOST_COLUMNS = 5_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass
class Reading:
    """A sheet, and the rows that could not be read."""

    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)
    set_aside: int = 0


def read_sheet(
    path: Path,
    name: str,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    header_line: int = 1,
    group_line: int = 0,
) -> Reading:
    """Read a file. Raises BadInput when the whole file cannot be used."""
    if path.suffix == ".xlsx":
        return _from_workbook(path, name, header_line)
    try:
        return _from_text(path, name, delimiter, encoding, header_line, group_line)
    finally:
        drop_copies(path)


def delimiter_of(path: Path, name: str, *, encoding: str = "utf-8") -> str:
    """Propose what separates a file's columns: the sign that its first line has most of."""
    if path.suffix == ".xlsx":
        return ","
    try:
        text = text_of(path, name, encoding=encoding)
        with text.path.open(encoding="utf-8", newline="") as file:
            first = file.readline()
    finally:
        drop_copies(path)
    return max(DELIMITERS, key=first.count)


def _from_text(
    path: Path, name: str, delimiter: str, encoding: str, header_line: int, group_line: int
) -> Reading:
    text = text_of(path, name, encoding=encoding)
    heads = _heads(text.path, name, delimiter, header_line)
    header = heads[-1]
    groups = heads[group_line - 1] if group_line else []
    _check_header(header, name, header_line, delimiter)
    rows = look_through(text.path, delimiter, header_line, header, quoted=text.quotes)
    if rows.total and rows.count_bad > rows.total / 2:
        line, found, _expected = rows.bad[0]
        raise BadInput(
            f"{name}: more than half of its rows do not have the header's {len(header)} cells "
            f"(line {line:,}: {found}). Is it separated by something else than “{delimiter}”?"
        )
    frame = _frame(text.path, delimiter, header_line, len(header), rows)
    lines = pl.Series("line", rows.good, dtype=pl.Int32) if rows.good is not None else None
    if lines is None:
        lines = _lines_from(header_line + 1, frame.height)
    sheet = sheet_of(name, header, frame, groups=groups, lines=lines)
    warned = [_warning(name, sentence) for sentence in text.warnings]
    if rows.padded:
        said = f"{name}: empty cells too many at the end of {count(rows.padded, 'row')}; left out."
        warned.append(_warning(name, said, rule="rows.padded"))
    return Reading(sheet, warned + _problems(name, rows), rows.count_bad)


def _heads(path: Path, name: str, delimiter: str, header_line: int) -> list[list[str]]:
    heads: list[list[str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(itertools.islice(file, header_line), 1):
            try:
                heads.append(next(csv.reader([line], delimiter=delimiter, strict=True), []))
            except csv.Error as error:
                raise BadInput(
                    f"{name}, line {number:,}: found a header that cannot be read ({error}), "
                    "expected the names of the columns on one line."
                ) from None
    if len(heads) < header_line or not any(cell.strip() for cell in heads[-1]):
        raise BadInput(f"{name}, line {header_line}: expected the names of the columns.")
    return heads


def _check_header(header: list[str], name: str, line: int, delimiter: str) -> None:
    if len(header) > MOST_COLUMNS:
        raise BadInput(f"{name} has {len(header):,} columns; at most {MOST_COLUMNS:,} are read.")
    other = max(DELIMITERS, key=header[0].count)
    if len(header) == 1 and other != delimiter and other in header[0]:
        raise BadInput(
            f"{name}, line {line}: found one column, “{plain_name(header[0])[:60]}”, expected "
            f"several. It looks as if a {DELIMITERS[other]} separates them; deliver it with commas."
        )
    seen: dict[str, int] = {}
    for position, cell in enumerate(header, 1):
        plain = plain_name(cell)
        if plain and plain in seen and line == 1:
            raise BadInput(
                f"{name}, line {line}: the column “{plain}” stands twice, at {seen[plain]} and "
                f"{position}; nothing tells which is meant."
            )
        seen.setdefault(plain, position)


def _frame(path: Path, delimiter: str, header_line: int, width: int, rows: Rows) -> pl.DataFrame:
    names = [f"c{index}" for index in range(width)]
    source = path if rows.good is None else _cleaned(path, rows.good)
    skip = header_line if rows.good is None else 0
    if source.stat().st_size == 0 or rows.total == rows.count_bad:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return pl.read_csv(
        source,
        has_header=False,
        skip_lines=skip,
        separator=delimiter,
        schema=dict.fromkeys(names, pl.String),
        encoding="utf8",
        quote_char='"',
        raise_if_empty=False,
        truncate_ragged_lines=rows.padded > 0,
        extra_columns="ignore" if rows.padded else "raise",
    )


def _cleaned(path: Path, good: list[int]) -> Path:
    """Copy the good rows alone; each stands on one line."""
    target = path.with_suffix(".rows")
    wanted = iter(good)
    following = next(wanted, None)
    with path.open("rb") as source, target.open("wb") as out:
        for number, line in enumerate(source, 1):
            if following is None:
                break
            if number == following:
                out.write(line if line.endswith(b"\n") else line + b"\n")
                following = next(wanted, None)
    return target


def _from_workbook(path: Path, name: str, header_line: int) -> Reading:
    frame, warnings = workbook_cells(path, name)
    if frame.height < header_line or not any(frame.row(header_line - 1)):
        raise BadInput(f"{name}, line {header_line}: expected the names of the columns.")
    header = ["" if cell is None else str(cell) for cell in frame.row(header_line - 1)]
    _check_header(header, name, header_line, ",")
    body = frame.slice(header_line)
    lines = _lines_from(header_line + 1, body.height)
    filled = body.select(pl.any_horizontal(pl.all().fill_null("") != "")).to_series()
    sheet = sheet_of(name, header, body.filter(filled), lines=lines.filter(filled))
    return Reading(sheet, [_warning(name, said, rule="rows.workbook") for said in warnings])


def _lines_from(first: int, height: int) -> pl.Series:
    return pl.int_range(first, first + height, dtype=pl.Int32, eager=True)


def _problems(name: str, rows: Rows) -> list[Problem]:
    told: list[Problem] = []
    for line, found, expected in rows.bad[:SHOWN]:
        told.append(
            Problem(
                file=name,
                line=line,
                column="",
                position=None,
                found=found,
                expected=expected,
                rule="rows.width",
                severity="quarantine",
                sentence=f"{name}, line {line:,}: found {found}, expected {expected}. "
                "The row was set aside.",
                more_like_it=max(0, rows.count_bad - SHOWN) if len(told) == SHOWN - 1 else 0,
            )
        )
    return told


def _warning(name: str, sentence: str, *, rule: str = "rows.encoding") -> Problem:
    return Problem(name, None, "", None, "", "", rule, "warn", sentence)
