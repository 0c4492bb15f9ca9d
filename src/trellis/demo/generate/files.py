"""How are large tables written, part by part, always the same bytes?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import polars as pl

_EPOCH = (2020, 1, 1, 0, 0, 0)


class Csv:
    """A CSV file that grows by frames; without a row there is no file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, frame: pl.DataFrame) -> None:
        """Write the frame below what stands."""
        if frame.is_empty():
            return
        begins = self._file is None
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb")
        frame.write_csv(self._file, include_header=begins)


class Package:
    """A zip of CSV files, whose bytes do not depend on when it was made."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Put a table into the package."""
        text = io.BytesIO()
        frame.write_csv(text)
        info = zipfile.ZipInfo(f"{name}.csv", _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, text.getvalue(), compresslevel=1)


def lines(columns: dict[str, pl.Series | str], number: int) -> pl.DataFrame:
    """Make a table of columns, of which some say the same on each line."""
    return pl.DataFrame(
        {
            name: column if isinstance(column, pl.Series) else pl.repeat(column, number, eager=True)
            for name, column in columns.items()
        }
    )
