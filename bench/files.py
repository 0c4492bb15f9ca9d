"""Which files of the invented district go into which delivery?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from trellis.demo.generate.api import write_district

TODAY = date(2025, 11, 20)
RESULTS_FIRST = ("map_growth_2024", "map_growth_2025", "dibels8_2024", "staar_2025")


def made(folder: Path, students: int) -> Path:
    """Write the district once; later runs take what is there."""
    if not (folder / "truth.json").exists():
        write_district(folder, students=students, today=TODAY, progress=_say)
    return folder


def first_delivery(folder: Path) -> list[Path]:
    """Roster and results: about 15 scores a student, so 3 million of 200,000."""
    results = sorted((folder / "results").iterdir())
    return [folder / "oneroster.zip", *(r for r in results if r.name.startswith(RESULTS_FIRST))]


def second_delivery(folder: Path) -> list[Path]:
    """Everything else: school days, programmes, attendance, marks, the other results."""
    first = first_delivery(folder)
    rest = [*sorted(folder.glob("*.csv")), *sorted((folder / "results").iterdir())]
    return [path for path in rest if path not in first]


def _say(what: str, done: int, of: int) -> None:
    sys.stderr.write(f"\r  writing the district: {what:<24} {done} of {of}")
    if done == of:
        sys.stderr.write("\n")
