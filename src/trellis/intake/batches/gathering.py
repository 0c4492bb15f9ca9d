"""Where do the scores of many files wait until all of them are read?

On disk, by product and school year: two files can tell the same score only within these, so that
no more than one such part need be in memory at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from trellis.lake.api import TABLES

Part = tuple[str, int]
"""A product and a school year."""

SCORE = tuple(name for name in TABLES["score"].names if name not in ("student_key", "school_id"))
KEYS = list(TABLES["score"].key)


@dataclass
class Gathered:
    """Scores as they were read, and how many of them files do not agree on."""

    folder: Path
    disputed: int = 0
    _files: dict[Part, list[Path]] = field(default_factory=dict)
    _written: int = 0

    def add(self, rows: pl.DataFrame) -> None:
        """Keep the scores of one more file."""
        for (product, year), part in rows.partition_by(
            "product", "school_year", as_dict=True
        ).items():
            path = self.folder / f"read-{self._written:04d}.parquet"
            part.write_parquet(path, compression="lz4")
            self._files.setdefault((str(product), int(year)), []).append(path)
            self._written += 1

    def parts(self, waited: pl.DataFrame | None) -> Iterator[tuple[Part, pl.DataFrame]]:
        """Return each part whole, once; what `waited` gives way to what was read now."""
        before = _by_part(waited)
        for part in sorted({*self._files, *before}):
            frames = [before[part]] if part in before else []
            if part in self._files:
                rows, disputed = together([pl.read_parquet(p) for p in self._files[part]])
                self.disputed += disputed
                frames = [old.join(rows, on=KEYS, how="anti", nulls_equal=True) for old in frames]
                frames.append(rows)
                for path in self._files[part]:
                    path.unlink()
            whole = pl.concat(frames, how="diagonal")
            if whole.height:
                yield part, whole


def together(files: list[pl.DataFrame]) -> tuple[pl.DataFrame, int]:
    """Put the scores of several files together, and count those on which they do not agree.

    A score that is told twice alike is taken once; one that is told differently is not taken.
    """
    content = [name for name in SCORE if name not in KEYS]
    rows = pl.concat(files, how="diagonal")
    twice = rows.select(KEYS).is_duplicated()
    if not twice.any():
        return rows, 0
    told_again = rows.filter(twice)
    differs = told_again.select(pl.struct(content).n_unique().over(KEYS) > 1).to_series()
    alike = told_again.filter(~differs).unique(KEYS, keep="first", maintain_order=True)
    return pl.concat([rows.filter(~twice), alike]), int(differs.sum())


def _by_part(waited: pl.DataFrame | None) -> dict[Part, pl.DataFrame]:
    if waited is None or waited.is_empty():
        return {}
    rows = waited.select("student_key", "school_id", *SCORE)
    rows = rows.unique(KEYS, keep="last", maintain_order=True)
    parts = rows.partition_by("product", "school_year", as_dict=True)
    return {(str(product), int(year)): part for (product, year), part in parts.items()}
