"""Which rows of a text file are whole, and what is wrong with the others?

Every physical line is looked at once. A row stands on one line, has the header's number of cells
and its quotes in pairs; extra cells at its end may be empty. What does not is told with its line;
an unclosed quote costs its own line alone, never those behind it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

import numpy as np

MOST_IN_A_CELL = 2**20
csv.field_size_limit(MOST_IN_A_CELL)

_TOLD = 1_000
_MOST_LINES_OF_A_ROW = 50
_CHUNK = 2**24


@dataclass
class Rows:
    """`good`: the lines of the whole rows, or None when all of the body is whole as it stands.

    `bad`: line, found, expected of the first bad rows; `padded`: rows with empty cells too many.
    """

    good: list[int] | None
    bad: list[tuple[int, str, str]]
    count_bad: int
    total: int
    padded: int = 0


@dataclass
class _Pass:
    """Gathers what is seen of a file's rows."""

    header: list[str]
    good: list[int] = field(default_factory=list)
    bad: list[tuple[int, str, str]] = field(default_factory=list)
    count_bad: int = 0
    padded: int = 0
    plain: bool = True

    def is_bad(self, line: int, found: str, expected: str) -> None:
        self.count_bad, self.plain = self.count_bad + 1, False
        if len(self.bad) < _TOLD:
            self.bad.append((line, found, expected))

    def is_blank(self) -> None:
        self.plain = False

    def row(self, line: int, row: list[str]) -> None:
        width = len(self.header)
        if row == self.header:
            self.is_bad(line, "the header again", "a row")
        elif len(row) == width:
            self.good.append(line)
        elif len(row) > width and not any(cell.strip() for cell in row[width:]):
            self.good.append(line)
            self.padded, self.plain = self.padded + 1, False
        else:
            self.is_bad(line, *_cells(len(row), width))

    def rows(self) -> Rows:
        good = None if self.plain else self.good
        total = len(self.good) + self.count_bad
        return Rows(good, self.bad, self.count_bad, total, self.padded)


def look_through(
    path: Path, delimiter: str, header_line: int, header: list[str], *, quoted: bool
) -> Rows:
    """Look at every row once. `quoted` says whether there is any quote in the file."""
    if quoted:
        return _with_quotes(path, delimiter, header_line, header)
    return _without_quotes(path, delimiter, header_line, header)


def _with_quotes(path: Path, delimiter: str, header_line: int, header: list[str]) -> Rows:
    seen = _Pass(header)
    whole = _whole_rows(delimiter)
    taken: list[str] = []

    def remembered(lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            taken.append(line)
            if len(taken) > _MOST_LINES_OF_A_ROW:
                raise csv.Error("no end")
            yield line

    with path.open(encoding="utf-8", newline="") as file:
        lines: Iterator[str] = islice(file, header_line, None)
        reader = csv.reader(remembered(lines), delimiter=delimiter, strict=True)
        begins, width, good = header_line + 1, len(header), seen.good.append
        while True:
            taken.clear()
            fault = ""
            try:
                row = next(reader, None)
            except csv.Error as error:
                row, fault = [], _fault(error, taken)
            if row is None:
                break
            if len(taken) == 1 and len(row) == width and '"' not in "".join(row):
                # Nearly every row goes this way, and it must be quick.
                if row == header:
                    seen.row(begins, row)
                else:
                    good(begins)
                begins += 1
                continue
            if len(taken) > 1 and not fault and len(row) == width:
                seen.is_bad(begins, "a line break inside quotes", "a row on one line")
                begins += len(taken)
                continue
            if len(taken) > 1 or fault:
                fault = fault or "a quote that is not closed on its line"
                seen.is_bad(begins, fault, "quotes in pairs around a whole cell")
                lines = chain(taken[1:], lines)
                reader = csv.reader(remembered(lines), delimiter=delimiter, strict=True)
            elif not row:
                seen.is_blank()
            elif '"' in "".join(row) and not whole.fullmatch(taken[0].rstrip("\r\n")):
                seen.is_bad(begins, "a quote inside a cell", "quotes in pairs around a whole cell")
            else:
                seen.row(begins, row)
            begins += 1
    return seen.rows()


def _fault(error: csv.Error, taken: list[str]) -> str:
    if "field limit" in str(error):
        return "a cell of more than a million signs"
    if len(taken) == 1 and "expected after" in str(error):
        return "text behind a closing quote"
    return "a quote that is not closed on its line"


def _whole_rows(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{sign}]*)'
    return re.compile(f"{cell}(?:{sign}{cell})*")


def _without_quotes(path: Path, delimiter: str, header_line: int, header: list[str]) -> Rows:
    """Count delimiters by line; without quotes that is the whole truth and quick."""
    seen = _Pass(header)
    width, line, rest = len(header), 1, b""
    again = delimiter.join(header).encode()
    good: list[np.ndarray] = []
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            data = rest + chunk
            if not data:
                break
            cut = data.rfind(b"\n") + 1 if chunk else len(data)
            part, rest = data[:cut], data[cut:]
            if part and not part.endswith(b"\n"):
                part += b"\n"
            signs = np.frombuffer(part, dtype=np.uint8)
            ends = np.flatnonzero(signs == 10)
            marks = np.flatnonzero(signs == ord(delimiter))
            cells = np.diff(np.searchsorted(marks, ends), prepend=0) + 1
            lengths = np.diff(ends, prepend=-1) - 1
            empty = (lengths == 0) | ((lengths == 1) & (signs[np.maximum(ends - 1, 0)] == 13))
            numbers = np.arange(line, line + len(ends))
            body = numbers > header_line
            odd = body & ~empty & ((cells != width) | (lengths > MOST_IN_A_CELL))
            if again in part:
                odd |= body & (lengths >= len(again)) & (lengths <= len(again) + 1)
            right = body & ~empty & ~odd
            good.append(numbers[right].astype(np.int32))
            if (body & empty).any():
                seen.is_blank()
            for at in np.flatnonzero(odd):
                text = part[int(ends[at] - lengths[at]) : int(ends[at])].rstrip(b"\r")
                _odd(seen, int(numbers[at]), text, int(cells[at]), delimiter)
            line += len(ends)
            if not chunk:
                break
    if seen.good:
        good.append(np.array(seen.good, dtype=np.int32))
    lines = np.sort(np.concatenate(good)) if good else np.array([], dtype=np.int32)
    total = len(lines) + seen.count_bad
    kept = None if seen.plain else lines.tolist()
    return Rows(kept, seen.bad, seen.count_bad, total, seen.padded)


def _odd(seen: _Pass, line: int, text: bytes, cells: int, delimiter: str) -> None:
    width = len(seen.header)
    if len(seen.bad) >= _TOLD and cells < width:
        seen.count_bad += 1
        return
    row = text.decode("utf-8").split(delimiter)
    if max(map(len, row)) > MOST_IN_A_CELL:
        seen.is_bad(line, "a cell of more than a million signs", "a cell of a table")
    else:
        seen.row(line, row)


def _cells(found: int, width: int) -> tuple[str, str]:
    return f"{found} cell{'s'[: found != 1]}", f"{width} cells, as in the header"
