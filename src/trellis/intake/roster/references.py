"""Does every row of a roster lead to rows that stand, and what follows from one that does not?

The files are looked at in the order of what explains what: a bad org explains its classes, these
their enrolments. What follows from a row that was set aside is told once, as its consequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Problem, Troubles


@dataclass(frozen=True)
class Reference:
    """A column of ids of another file; a row that leads to none of its rows is set aside."""

    file: str
    column: str
    to: str
    rule: str
    expected: str


REFERENCES = (
    Reference("classes", "schoolSourcedId", "orgs", "school", "an org that orgs.csv has"),
    Reference(
        "classes", "termSourcedIds", "academicSessions", "term", "a term of academicSessions.csv"
    ),
    Reference("roles", "userSourcedId", "users", "user", "a user of users.csv"),
    Reference("roles", "orgSourcedId", "orgs", "org", "an org that orgs.csv has"),
    Reference("enrollments", "classSourcedId", "classes", "class", "a class that classes.csv has"),
    Reference("enrollments", "userSourcedId", "users", "user", "a user of users.csv"),
    Reference("demographics", "sourcedId", "users", "user", "a user of users.csv"),
)


@dataclass
class References:
    """Follows references through the files of a roster; `aside` keeps which ids were set aside."""

    sheets: Mapping[str, Sheet]
    problems: list[Problem] = field(default_factory=list)
    aside: dict[str, pl.DataFrame] = field(default_factory=dict)

    def read(self, name: str, frame: pl.DataFrame) -> None:
        """Remember which rows of a file do not stand although they have an id."""
        sheet = self.sheets[name]
        column = sheet.header.find_name("sourcedId")
        if column is None:
            return
        every = pl.DataFrame({"id": sheet.text(column), "line": sheet.lines})
        lost = every.join(frame, on="line", how="anti").drop_nulls("id").unique("id", keep="first")
        self.aside[name] = lost.join(frame, left_on="id", right_on="sourcedId", how="anti")

    def follow(self, frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        """Return the frames without the rows that lead nowhere."""
        frames = dict(frames)
        for one in REFERENCES:
            if one.file in frames:
                frames[one.file] = self._checked(one, frames)
                self.read(one.file, frames[one.file])
        return frames

    def _checked(self, one: Reference, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
        frame, there = frames[one.file], frames[one.to]["sourcedId"]
        sheet = self.sheets[one.file]
        troubles = Troubles(sheet.name, sheet.header)
        column = sheet.header.find_name(one.column)
        if frame[one.column].dtype == pl.List:
            met = frame[one.column].list.eval(pl.element().is_in(there.implode())).list.any()
            said = frame[one.column].list.first()
        else:
            said = frame[one.column]
            met = said.is_in(there.implode())
        met = met.fill_null(False)
        lost = self.aside.get(one.to, pl.DataFrame(schema={"id": pl.String, "line": pl.Int32}))
        follows = ~met & said.is_in(lost["id"].implode()).fill_null(False)
        strange = ~met & ~follows
        troubles.lines_set_aside(one.rule, strange, frame["line"], column, said, one.expected)
        self.problems += troubles.all()
        here = pl.DataFrame({"id": said, "row": frame["line"]}).filter(follows)
        self.problems += self._consequences(one, sheet, here.join(lost, on="id"))
        return frame.filter(met)

    def _consequences(self, one: Reference, sheet: Sheet, rows: pl.DataFrame) -> list[Problem]:
        root = self.sheets[one.to].name
        told = []
        by_root = rows.group_by("id", "line").agg(pl.len(), pl.col("row").min()).sort("line")
        for id_, line, many, first in by_root.select("id", "line", "len", "row").iter_rows():
            rows_said = f"{many:,} row{'s' if many > 1 else ''}"
            told.append(
                Problem(
                    file=sheet.name,
                    line=first,
                    column=one.column,
                    position=None,
                    found=id_[:80],
                    expected=one.expected,
                    rule=f"follows.{one.rule}",
                    severity="quarantine",
                    sentence=f"{sheet.name}: {rows_said} set aside because of {root}, line "
                    f"{line:,}, which was set aside itself. Mend that line, and they go in.",
                    more_like_it=many - 1,
                )
            )
        return told
