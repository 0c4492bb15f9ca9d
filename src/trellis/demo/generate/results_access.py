"""What does the vendor of ACCESS deliver: English learners of all grades, tested in winter?

The file changed its shape with the tests of 2026; the levels before and after stand on two scales.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv, lines
from trellis.demo.generate.levels import Learning
from trellis.demo.generate.names import DISTRICT, DISTRICT_NUMBER
from trellis.demo.generate.people import Floats
from trellis.demo.generate.sittings import Sittings, noise, sit

TESTED_FROM, RETURNED = (1, 20, 24), (5, 15)
NEW_SHAPE = 2026
DOMAINS = {"Listening": 0.55, "Reading": 0.1, "Speaking": -0.15, "Writing": -0.35}
"""By how much each domain stands above or below the whole, in levels."""

MIXES = {
    "Comprehension": (0.3, 0.7, 0.0, 0.0),
    "Literacy": (0.0, 0.5, 0.0, 0.5),
    "Oral": (0.5, 0.0, 0.5, 0.0),
    "Overall": (0.15, 0.35, 0.15, 0.35),
}
"""Of which parts each composite is made."""


def write_access(folder: Path, district: District, learning: Learning, index: int) -> None:
    """Write the file of a winter; until the results are back there is none."""
    year = district.years[index]
    if district.today < date(year.number, *RETURNED):
        return
    rng = district.streams.of("access", index)
    stays = district.moves.years[index]
    learners = stays.only(district.students.is_el(stays.student, index))
    sat = sit(district, index, year.window(*TESTED_FROM), learners, rng)
    with Csv(folder / f"access_{year.number}.csv") as file:
        file.add(lines(_who(sat) | _scores(sat, learning, index, rng), sat.number))


def _who(sat: Sittings) -> dict[str, pl.Series | str]:
    who, student = sat.district.students, sat.stays.student
    local, state = sat.ids()
    return {
        "State Name Abbreviation": "TX",
        "District Name": DISTRICT,
        "District Number": DISTRICT_NUMBER,
        "School Name": sat.school(sat.district.places.names),
        "School Number": sat.school(sat.district.places.numbers),
        "Unique DRC Student ID": pl.Series(700_000_000 + student).cast(pl.String),
        "Reported Record": "1",
        "Student Last Name": who.family.gather(student),
        "Student First Name": who.given.gather(student),
        "Birth Date": pl.Series(who.born[student]).dt.strftime("%m/%d/%Y"),
        "Gender": pl.Series(np.where(who.female[student], "F", "M")),
        "State Student ID": state,
        "District Student ID": local,
        "Grade": pl.Series(sat.stays.grade),
    }


def _scores(
    sat: Sittings, learning: Learning, index: int, rng: np.random.Generator
) -> dict[str, pl.Series | str]:
    district, stays = sat.district, sat.stays
    here = index - district.moves.first_year[stays.student]
    level = 3.5 + 0.3 * here + 0.07 * (stays.grade % 6)
    level = level + 0.55 * district.students.ability[1, stays.student]
    level = level + 0.02 * learning.luck[index, 1, stays.student]
    parts = [_decimal(level + more + noise(district, stays, 0.4, rng)) for more in DOMAINS.values()]
    levels = dict(zip(DOMAINS, parts, strict=True))
    for name, mix in MIXES.items():
        weights = zip(mix, parts, strict=True)
        levels[name] = _decimal(np.sum([w * part for w, part in weights], axis=0))
    new = sat.year.number >= NEW_SHAPE
    columns: dict[str, pl.Series | str] = {}
    for name, reached in levels.items():
        columns[f"Proficiency Level - {name}"] = pl.Series(np.round(reached, 1))
    for name, reached in levels.items():
        scale = 150 + 46 * reached + 4 * stays.grade
        columns[f"Scale Score - {name}"] = pl.Series(np.rint(scale).astype(np.int64))
    columns |= {f"Do Not Score Code - {domain}": "" for domain in DOMAINS}
    columns["Test Completion Date"] = sat.days("%m/%d/%Y")
    columns |= {f"Mode of Administration - {domain}": "Online" for domain in DOMAINS}
    if new:
        columns |= {f"LT4D Indicator - {domain}": "" for domain in DOMAINS}
    else:
        columns["Scored Task 4 - Writing"] = ""
    return columns


def _decimal(level: Floats) -> Floats:
    decimal: Floats = np.round(level, 1).clip(1.0, 6.0)
    return decimal
