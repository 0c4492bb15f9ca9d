"""Who sat the tests? The candidate ids of each line, exactly as delivered.

An id is text. A column in which a spreadsheet has rewritten ids as powers of ten is refused whole:
the digits are gone, and a rounded id is somebody else's.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trellis.intake.mappings.columns import said
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.intake.mappings.values import nothing, seen
from trellis.lib.api import BadInput

EXPONENT = r"^[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}$"
"""How a spreadsheet writes a long number: 1.23457E+11."""


@dataclass(frozen=True)
class People:
    """`student` numbers each line's student (null: no id); `frame` has one row a candidate id."""

    student: pl.Series
    frame: pl.DataFrame

    def only(self, students: pl.Series) -> People:
        """Return the people who have a row in the end."""
        wanted = students.drop_nulls().unique().to_frame("student")
        return People(self.student, self.frame.join(wanted, on="student", how="semi"))


def people_of(mapping: Mapping, sheet: Sheet, troubles: Troubles) -> People:
    """Read the candidate ids. Raises `BadInput` when no id column can be used.

    Students are told apart by their best id; two lines with the same best id are one student, who
    has the other ids of both.
    """
    ids: list[tuple[str, pl.Series]] = []
    spoiled: list[str] = []
    for wanted in mapping.student:
        found = seen((wanted,), sheet, {})
        if found is None or found.column is None:
            continue
        rewritten = found.value.str.contains(EXPONENT).fill_null(False)
        if rewritten.any():
            spoiled.append(sheet.header.said(found.column))
            troubles.column_refused(found.column, rewritten, sheet.lines, found.value)
            continue
        ids.append((wanted.type, found.value))
    if not ids:
        raise BadInput(_no_ids(mapping, sheet, spoiled))
    return _numbered(ids, sheet.height)


def _numbered(ids: list[tuple[str, pl.Series]], height: int) -> People:
    best_type, best_text = nothing(height), nothing(height)
    for kind, text in ids:
        take = best_text.is_null() & text.is_not_null()
        best_type = pl.repeat(kind, height, dtype=pl.String, eager=True).zip_with(take, best_type)
        best_text = text.zip_with(take, best_text)
    lines = pl.DataFrame({"best_type": best_type, "best_text": best_text})
    order = lines.unique(maintain_order=True).drop_nulls().with_row_index("student")
    student = lines.join(order, on=["best_type", "best_text"], how="left", maintain_order="left")[
        "student"
    ]
    candidates = [
        pl.DataFrame({"student": student, "rank": rank, "id_type": kind, "id_text": text})
        for rank, (kind, text) in enumerate(ids)
    ]
    frame = pl.concat(candidates).drop_nulls().unique().sort("student", "rank", "id_text")
    kept = frame.unique(["student", "id_type", "id_text"], keep="first", maintain_order=True)
    return People(student, kept.select("student", "id_type", "id_text"))


def _no_ids(mapping: Mapping, sheet: Sheet, spoiled: list[str]) -> str:
    if spoiled:
        return (
            f"The ids in {', '.join(spoiled)} of “{sheet.name}” were rewritten by a spreadsheet "
            "(as in 1.23457E+11), so their digits are gone. Export the file again and do not open "
            "it in a spreadsheet."
        )
    wanted = "; ".join(said(one.column) for one in mapping.student)
    has = ", ".join(sheet.header.names[:12])
    return (
        f"“{sheet.name}” has no student id that {mapping.title} reads: {wanted}. "
        f"Its columns begin with: {has}."
    )
