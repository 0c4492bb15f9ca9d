"""How do these tests read a package without a record: as files on a disk, straight to a roster?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trellis.intake.layouts.habits import Habits
from trellis.intake.layouts.package import Package, sort_out
from trellis.intake.mappings.troubles import Problem
from trellis.intake.reading.opening import Member
from trellis.intake.reading.rows import read_sheet
from trellis.intake.roster.building import Roster, Years, build

Files = Mapping[str, str | bytes | None]


def members_of(files: Files, folder: Path) -> list[Member]:
    """Write files into a folder of ours, as a delivery is kept."""
    made = []
    for number, (name, content) in enumerate(sorted(files.items())):
        if content is None:
            continue
        path = folder / f"{number:03d}.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        made.append(Member(name, path, "", path.stat().st_size))
    return made


def package_of(files: Files, folder: Path) -> Package:
    """Sort a package's files by what they are."""
    return sort_out(members_of(files, folder))


def roster_of(
    files: Files,
    folder: Path,
    *,
    habits: Habits | None = None,
    calendar: Years | None = None,
) -> tuple[Roster, list[Problem]]:
    """Read a package; return the roster and every problem, those of reading first."""
    package = package_of(files, folder)
    problems, sheets = [], {}
    for name, member in package.roster.items():
        reading = read_sheet(member.path, member.name)
        problems += reading.problems
        sheets[name] = reading.sheet
    roster = build(sheets, version=package.version, habits=habits, calendar=calendar)
    return roster, problems + roster.problems


def sentences(problems: list[Problem]) -> str:
    """Return what all problems say, one a line."""
    return "\n".join(problem.sentence for problem in problems)
