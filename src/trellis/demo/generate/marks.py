"""Which marks did students of grades 6 to 12 get in the four core subjects, each semester?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Csv
from trellis.demo.generate.homerooms import CODES

CORES = ("english", "math", "science", "social")
TITLES = ("English Language Arts", "Mathematics", "Science", "Social Studies")
SHORT = ("ELA", "MTH", "SCI", "SOC")
MARKS = ("F", "D", "C-", "C", "C+", "B-", "B", "B+", "A-", "A")
CUTS = np.array([-1.75, -1.3, -1.0, -0.7, -0.4, -0.05, 0.35, 0.75, 1.2])


def write_marks(path: Path, district: District) -> None:
    """Write marks.csv: the marks of the terms that are over."""
    with Csv(path) as file:
        for index, year in enumerate(district.years):
            for term, last in (("S1", year.half - 1), ("S2", year.last)):
                rng = district.streams.of("marks", index, int(term[1]))
                for core in range(len(CORES)):
                    table = _marks(district, index, term, last, core, rng)
                    if year.known(district.today) > last:
                        file.add(table)


def _marks(
    district: District, index: int, term: str, last: int, core: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Return one mark a student where she was on the last day of the term."""
    who, year = district.students, district.years[index]
    stays = district.moves.years[index].within(6, 12)
    stays = stays.only(stays.on(np.full(len(stays.student), last)))
    able = who.ability[:, stays.student]
    level = able[core] if core < 2 else able.mean(axis=0)
    missed = who.absence[stays.student] + district.effects.absence[index, stays.school, stays.grade]
    level = 0.2 + 0.6 * level - 0.4 * (missed + 3) + rng.normal(0, 0.65, len(level))
    mark = np.searchsorted(CUTS, level)
    code = SHORT[core] + CODES.gather(stays.grade)
    high = pl.Series(stays.grade >= 9)
    credit = pl.Series(["0.5"]).new_from_index(0, len(level))
    earned = credit.zip_with(pl.Series(mark > 0), pl.Series(["0"]).new_from_index(0, len(level)))
    nothing = pl.repeat(None, len(level), dtype=pl.String, eager=True)
    return pl.DataFrame(
        {
            "student_id": who.local_ids.gather(stays.student),
            "school_id": pl.Series(district.places.numbers).gather(stays.school),
            "school_year": pl.repeat(str(year.number), len(level), eager=True),
            "term": pl.repeat(term, len(level), eager=True),
            "course_code": code,
            "course_title": pl.repeat(TITLES[core], len(level), eager=True),
            "core": pl.repeat(CORES[core], len(level), eager=True),
            "mark": pl.Series(MARKS).gather(mark),
            "credit_tried": credit.zip_with(high, nothing),
            "credit_earned": earned.zip_with(high, nothing),
            "is_final": pl.repeat("true", len(level), eager=True),
        }
    )
