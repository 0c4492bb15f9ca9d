"""How do tests read R's reference values where they stand?"""

from __future__ import annotations

import csv
from pathlib import Path


def rows(shared_data: Path, name: str) -> list[dict[str, str]]:
    with (shared_data / "reference" / name).open() as file:
        return list(csv.DictReader(file))


def column(table: list[dict[str, str]], name: str) -> list[float]:
    return [float(row[name]) for row in table]


def or_none(written: str) -> float | None:
    """Read a limit; R leaves the field empty when it was not reached."""
    return float(written) if written not in ("", "NA") else None
