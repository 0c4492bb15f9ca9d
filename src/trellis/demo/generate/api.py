"""How is a whole delivery of the invented district written?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from trellis.demo.generate.attendance import write_attendance
from trellis.demo.generate.district import District, make_district
from trellis.demo.generate.levels import learn
from trellis.demo.generate.marks import write_marks
from trellis.demo.generate.places import usual_number
from trellis.demo.generate.programs import write_programs
from trellis.demo.generate.results_access import write_access
from trellis.demo.generate.results_dibels import write_dibels
from trellis.demo.generate.results_map import write_map_growth
from trellis.demo.generate.results_staar import write_staar
from trellis.demo.generate.roster import write_roster
from trellis.demo.generate.school_days import write_school_days
from trellis.demo.generate.truth import Dip, SchoolTruth, Truth
from trellis.lib.api import BadInput

STUDENTS = 12_000
SEED = 2026
FEWEST, MOST = 200, 300_000
FEWEST_IN_A_SCHOOL = 40

Progress = Callable[[str, int, int], None]

__all__ = ["SEED", "STUDENTS", "Dip", "SchoolTruth", "Truth", "write_district"]


def write_district(
    folder: Path,
    *,
    students: int = STUDENTS,
    schools: int | None = None,
    seed: int = SEED,
    today: date,
    faults: bool = False,
    progress: Progress = lambda _what, _done, _of: None,
) -> Truth:
    """Write all that the district would have delivered by `today`; return what is true of it.

    Equal arguments make equal files, byte for byte. With `faults`, some rows are as wrong as real
    deliveries have them. Raises BadInput for numbers of which no district can be made.
    """
    if not FEWEST <= students <= MOST:
        raise BadInput(f"Found {students:,}, expected {FEWEST} students to {MOST:,}.")
    if seed < 0:
        raise BadInput(f"Found the seed {seed}, expected 0 or more.")
    schools = usual_number(students) if schools is None else schools
    if students < schools * FEWEST_IN_A_SCHOOL:
        raise BadInput(
            f"Found {students:,} students for {schools} schools, expected {FEWEST_IN_A_SCHOOL} a "
            "school or more."
        )
    district = make_district(students, schools, seed, today)
    folder.mkdir(parents=True, exist_ok=True)
    steps = _steps(folder, district, faults=faults)
    for done, (what, write) in enumerate(steps, 1):
        write()
        progress(what, done, len(steps))
    district.truth.write(folder / "truth.json")
    return district.truth


def _steps(
    folder: Path, district: District, *, faults: bool
) -> list[tuple[str, Callable[[], None]]]:
    learning = learn(district)
    steps: list[tuple[str, Callable[[], None]]] = [
        ("roster", partial(write_roster, folder / "oneroster.zip", district)),
        ("school days", partial(write_school_days, folder / "school_days.csv", district)),
        ("programmes", partial(write_programs, folder / "programs.csv", district)),
        (
            "attendance",
            partial(write_attendance, folder / "attendance.csv", district, faults=faults),
        ),
        ("marks", partial(write_marks, folder / "marks.csv", district)),
    ]
    for name, write in (
        ("MAP Growth", write_map_growth),
        ("DIBELS", write_dibels),
        ("STAAR", write_staar),
        ("ACCESS", write_access),
    ):
        steps += [
            (f"{name} {year.span}", partial(write, folder / "results", district, learning, index))
            for index, year in enumerate(district.years)
        ]
    return steps
