"""In which homeroom is each student in each year, and who teaches it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.moves import Ints, Stays
from trellis.demo.generate.people import student_sids
from trellis.demo.generate.places import Places

SEATS = 25
CODES = pl.Series(["KG", *(f"{number:02d}" for number in range(1, 13))])
"""The standard's code of each grade, from kindergarten on."""


@dataclass(frozen=True)
class Rooms:
    """`stays`: year (index), number, student, school, grade, section, begins, ends, home.

    `slots`: school, grade, section of every homeroom that there ever was.
    """

    district: District
    stays: pl.DataFrame
    slots: pl.DataFrame

    def latest(self) -> pl.DataFrame:
        """Return each student's last known school and grade; `now` says enrolled in this year."""
        newest = self.stays["year"].max()
        last = self.stays.sort("year", "begins", maintain_order=True)
        last = last.unique("student", keep="last", maintain_order=True).sort("student")
        today = self.district.today.isoformat()
        now = (pl.col("year") == newest) & (pl.col("ends") >= today)
        return last.select("student", "school", "grade", now.alias("now"))

    def classes(self) -> pl.DataFrame:
        """Return the rows of classes.csv."""
        rooms = self._every_room()
        code = CODES.gather(rooms["grade"])
        return rooms.select(
            _class_sid(rooms, self.district.places).alias("sourcedId"),
            pl.format("Grade {} Homeroom {}", code.str.strip_chars_start("0"), "section").alias(
                "title"
            ),
            code.alias("grades"),
            ("CRS-" + code).alias("courseSourcedId"),
            pl.lit("homeroom").alias("classType"),
            pl.format("R{}", "section").alias("location"),
            self.district.places.column(
                self.district.places.sids, rooms["school"].to_numpy()
            ).alias("schoolSourcedId"),
            pl.format("SY-{}", "number").alias("termSourcedIds"),
        )

    def enrollments(self, teachers: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of enrollments.csv: students, and the one teacher of each room."""
        places, years = self.district.places, self.district.years
        stays, rooms = self.stays, self._every_room()
        taught = rooms.join(teachers, on=["school", "grade", "section"], maintain_order="left")
        first = pl.DataFrame(
            {
                "number": [year.number for year in years],
                "begins": [year.iso[0] for year in years],
                "ends": [year.iso[year.last] for year in years],
            }
        )
        taught = taught.join(first, on="number", maintain_order="left")
        turn = pl.format("ENR-{}-{}", "number", pl.int_range(pl.len()).over("number"))
        students = stays.select(
            turn.alias("sourcedId"),
            _class_sid(stays, places).alias("classSourcedId"),
            places.column(places.sids, stays["school"].to_numpy()).alias("schoolSourcedId"),
            student_sids(stays["student"]).alias("userSourcedId"),
            pl.lit("student").alias("role"),
            pl.lit("false").alias("primary"),
            pl.col("begins").alias("beginDate"),
            pl.col("ends").alias("endDate"),
        )
        teaching = taught.select(
            pl.format("ENR-T-{}", pl.int_range(pl.len())).alias("sourcedId"),
            _class_sid(taught, places).alias("classSourcedId"),
            places.column(places.sids, taught["school"].to_numpy()).alias("schoolSourcedId"),
            pl.col("sid").alias("userSourcedId"),
            pl.lit("teacher").alias("role"),
            pl.lit("true").alias("primary"),
            pl.col("begins").alias("beginDate"),
            pl.col("ends").alias("endDate"),
        )
        return pl.concat([students, teaching])

    def _every_room(self) -> pl.DataFrame:
        room = ["number", "school", "grade", "section"]
        return self.stays.select(room).unique().sort(room)


def make_rooms(district: District) -> Rooms:
    """Divide each school's grades into homerooms."""
    parts = []
    for index, year in enumerate(district.years):
        known = district.known_stays(index)
        section = _sections(district.moves.years[index])[district.known(index)]
        parts.append(
            pl.DataFrame(
                {
                    "year": np.full(len(section), index),
                    "number": np.full(len(section), year.number),
                    "student": known.student,
                    "school": known.school,
                    "grade": known.grade,
                    "section": section,
                    "begins": year.iso.gather(known.first),
                    "ends": year.iso.gather(known.last),
                }
            )
        )
    whole = pl.concat(parts)
    return Rooms(district, whole, whole.select("school", "grade", "section").unique())


def _sections(stays: Stays) -> Ints:
    """Deal the students of a school and grade out to as many rooms as its first day needs."""
    room = ["school", "grade"]
    frame = pl.DataFrame({"school": stays.school, "grade": stays.grade, "first": stays.first})
    rooms = ((pl.col("first") == 0).sum().over(room) / SEATS).ceil().clip(lower_bound=1)
    turn = pl.int_range(pl.len()).over(room)
    sections: Ints = frame.select(turn % rooms.cast(pl.Int64) + 1).to_series().to_numpy()
    return sections


def _class_sid(rooms: pl.DataFrame, places: Places) -> pl.Series:
    parts = pl.DataFrame(
        {
            "number": rooms["number"],
            "campus": places.column(places.campus, rooms["school"].to_numpy()),
            "grade": CODES.gather(rooms["grade"]),
            "section": rooms["section"].cast(pl.String).str.zfill(2),
        }
    )
    return parts.select(pl.format("CLS-{}-{}-{}-{}", *parts.columns)).to_series()
