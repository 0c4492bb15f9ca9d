"""Where does what was read wait until it is published?

Slices of lake tables are written as Parquet beside the delivery; the batch keeps the list of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from trellis.evidence.api import current, the_lake
from trellis.lake.api import Change, Manifest, Writing


@dataclass
class Staged:
    """One slice: a table, its rows, and what of the table it replaces."""

    table: str
    path: Path
    within: dict[str, list[Any]] | None
    absent_means_gone: bool

    def frame(self) -> pl.LazyFrame:
        """Return the rows."""
        return pl.scan_parquet(self.path)

    def to_json(self) -> dict[str, Any]:
        """Return the slice as plain data."""
        return {
            "table": self.table,
            "path": self.path.name,
            "within": self.within,
            "absent_means_gone": self.absent_means_gone,
        }


@dataclass
class Stage:
    """The slices of one batch, and how each compares with what is published."""

    folder: Path
    slices: list[Staged] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    _writing: Writing | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        newest = current()
        previous = Manifest.load(newest.manifest) if newest else None
        self.published = the_lake().read(previous) if previous else None
        self._writing = the_lake().write((newest.number if newest else 0) + 1, previous)

    def put(
        self,
        table: str,
        frame: pl.DataFrame,
        *,
        within: dict[str, list[Any]] | None = None,
        absent_means_gone: bool = True,
    ) -> Change:
        """Keep a slice, and say what it would change."""
        path = self.folder / f"{len(self.slices):03d}-{table}.parquet"
        frame.write_parquet(path, compression="zstd")
        self.slices.append(Staged(table, path, within, absent_means_gone))
        assert self._writing is not None  # noqa: S101 - made in __post_init__
        change = self._writing.compare(
            table, frame, within=within, absent_means_gone=absent_means_gone
        )
        self.changes[table] = self.changes.get(table, Change()) + change
        return change

    def standing(self, table: str, **where: list[Any]) -> pl.DataFrame | None:
        """Return the rows of a table that stand now; None before anything was published."""
        if self.published is None:
            return None
        rows = self.published.table(table)
        for column, values in where.items():
            rows = rows.filter(rows[column].isin(values))
        return pl.DataFrame(pl.from_arrow(self.published.run(rows)))


def slices_of(folder: Path, kept: list[dict[str, Any]]) -> list[Staged]:
    """Read a batch's slices back."""
    return [
        Staged(one["table"], folder / one["path"], one["within"], one["absent_means_gone"])
        for one in kept
    ]
