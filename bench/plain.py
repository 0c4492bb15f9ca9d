"""The plain baseline of an import: polars reads the same files and writes parquet, nothing more.

Runs in a process of its own: `python -m bench.plain first|second FOLDER`.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from pathlib import Path

import polars as pl

from bench.files import first_delivery, second_delivery
from bench.machine import tell


def parse(paths: list[Path]) -> None:
    """Parse every file with the types that polars finds, and write it as parquet."""
    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), 0
        began = time.perf_counter()
        sheets = [path for path in paths if path.suffix == ".csv"]
        for path in paths:
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as packed:
                    packed.extractall(folder)
                sheets += [one for one in folder.glob("*.csv") if one.name != "manifest.csv"]
        for number, path in enumerate(sheets):
            to = folder / f"{number}.parquet"
            pl.scan_csv(path, infer_schema_length=10_000, ignore_errors=True).sink_parquet(to)
            rows += pl.scan_parquet(to).select(pl.len()).collect().item()
        tell(seconds=time.perf_counter() - began, rows=rows)


if __name__ == "__main__":
    which = {"first": first_delivery, "second": second_delivery}[sys.argv[1]]
    parse(which(Path(sys.argv[2])))
