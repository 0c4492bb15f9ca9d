"""What does the state deliver of STAAR: grades 3 to 8 in April, four subjects?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import ndtr

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv, lines
from trellis.demo.generate.homerooms import CODES
from trellis.demo.generate.levels import SPREAD, Learning
from trellis.demo.generate.moves import Ints
from trellis.demo.generate.names import DISTRICT
from trellis.demo.generate.people import Floats, Marks
from trellis.demo.generate.sittings import Sittings, noise, sit

TESTED_FROM, RETURNED = (4, 14, 10), (6, 10)
"""When the tests begin and for how many days; when the results come back."""

TESTS = (
    ("reading_language_arts", 1, tuple(range(3, 9)), "percentile_185"),
    ("mathematics", 0, tuple(range(3, 9)), "percentile_mathematics"),
    ("science", 0, (5, 8), "percentile_science"),
    ("social_studies", 1, (8,), "percentile_social_studies"),
)
"""Each test's word in the columns, the subject that it leans on, its grades, its percentile."""

CUTS = {"approaches": -0.8, "meets": 0.05, "masters": 0.85}
CENTRE = np.array([0, 0, 0, 1460, 1540, 1600, 1640, 1690, 1740])
ABSENT = 0.012
_RACE_CODES = pl.Series(["H", "W", "B", "A", "T", "I", "P"])


def write_staar(folder: Path, district: District, learning: Learning, index: int) -> None:
    """Write the file of a spring; until the results are back there is none."""
    year = district.years[index]
    if district.today < date(year.number, *RETURNED):
        return
    rng = district.streams.of("staar", index)
    grades = district.moves.years[index].within(3, 8)
    sat = sit(district, index, year.window(*TESTED_FROM), grades, rng)
    columns = _who(sat, index)
    for name, subject, tested, percentile in TESTS:
        z = learning.above(sat.stays, index, subject, "spring") / SPREAD[subject, sat.stays.grade]
        z = z + noise(district, sat.stays, 0.32, rng)
        given = np.isin(sat.stays.grade, tested)
        absent = (rng.random(district.moves.students) < ABSENT)[sat.stays.student]
        columns |= _test(name, percentile, z, sat.stays.grade, given, absent)
    with Csv(folder / f"staar_{year.number}.csv") as file:
        file.add(lines(columns, sat.number))


def _who(sat: Sittings, index: int) -> dict[str, pl.Series | str]:
    who, stays = sat.district.students, sat.stays
    student = stays.student
    local, state = sat.ids()
    return {
        "administration_date": f"04{sat.year.number % 100:02d}",
        "grade_level_tested": CODES.gather(stays.grade),
        "esc_region_number": "99",
        "county_district_campus_number": sat.school(sat.district.places.numbers),
        "district_name": DISTRICT.upper(),
        "campus_name": sat.school([name.upper() for name in sat.district.places.names]),
        "last_name": who.family.gather(student).str.to_uppercase(),
        "first_name": who.given.gather(student).str.to_uppercase(),
        "sex_code": pl.Series(np.where(who.female[student], "F", "M")),
        "ethnicity/race_reporting_category": _RACE_CODES.gather(who.race[student]),
        "economic_disadvantage_code": _flag(who.frl[student]),
        "emergent_bilingual_indicator_code": _flag(who.is_el(student, index)),
        "special_ed_indicator_code": _flag(who.swd[student]),
        "local_student_id": local,
        "tx_unique_student_id": state,
    }


def _test(
    name: str, percentile: str, z: Floats, grade: Ints, given: Marks, absent: Marks
) -> dict[str, pl.Series | str]:
    """Return the columns of one test, blank where it was not given or not scored."""
    none = pl.Series(~given | absent)
    score = np.rint(CENTRE[grade] + 120 * z).astype(np.int64).clip(900, 2400)
    place = np.floor(ndtr(z) * 100).astype(np.int64).clip(0, 99)
    code = pl.Series(np.where(absent, "A", "S")).set(pl.Series(~given), None)
    return {
        f"score_code_{name}": code,
        f"{name}_scale_score": pl.Series(score).set(none, None),
        **{
            f"{level}_grade_level_in_{name}": _flag(z > cut).set(none, None)
            for level, cut in CUTS.items()
        },
        percentile: pl.Series(place).cast(pl.String).str.zfill(3).set(none, None),
    }


def _flag(marks: Marks) -> pl.Series:
    return pl.Series(["0", "1"]).gather(marks.astype(np.int64))
