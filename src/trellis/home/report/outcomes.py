"""What do students show, for the district and its schools: only what left the gate?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trellis.evidence.api import Answer, Figure, as_rows, choices, current, figures, title_of
from trellis.home.evidence import first_with_figures
from trellis.lib.api import NotThere
from trellis.measures.api import Measure

FEWEST_STUDENTS = 10
_NOT_SHOWN = "not shown"
_ASKED: tuple[dict[str, str], ...] = (
    {"measure": "chronic_absence", "comparison": "schools"},
    {"measure": "course_failure", "comparison": "schools"},
    {"measure": "proficiency", "comparison": "schools", "subject": "math"},
    {"measure": "proficiency", "comparison": "schools", "subject": "reading"},
    {"measure": "enrolment", "comparison": "schools"},
)


@dataclass(frozen=True)
class Outcome:
    """One measure: its definition, its day, its chart, and a row a place."""

    title: str
    says: str
    leaves_out: str
    as_of: date
    figures: list[Figure]
    rows: list[tuple[str, ...]]


def outcomes() -> list[Outcome]:
    """Answer each question of the report from the newest publication; none without one."""
    publication = current()
    if publication is None:
        return []
    try:
        chosen = choices(publication)
    except NotThere:
        return []
    found = []
    for number, blanks in enumerate(_ASKED):
        answered = first_with_figures(blanks, "district", chosen, publication)
        if answered is not None:
            found.append(_told(guarded(answered), number))
    return found


def guarded(found: Answer) -> Answer:
    """Hide once more whatever comes from fewer than ten students, should it ever get here."""
    return replace(found, rows=tuple(_guarded(row) for row in found.rows))


def _guarded(row: dict[str, Any]) -> dict[str, Any]:
    n = row["n_shown"]
    if not row["hidden"] and n is not None and n >= FEWEST_STUDENTS:
        return row
    nothing = ("n_shown", "low", "high", "middle", "interval_low", "interval_high")
    return row | {"hidden": True} | dict.fromkeys(nothing)


def _told(found: Answer, number: int) -> Outcome:
    head, *rows = list(as_rows(found))
    at = {name: column for column, name in enumerate(head)}
    drawn = figures(found, key=f"r{number}")
    order = [row[0] for figure in drawn for row in figure.table.rows]
    told = [_row(row, at, found.measure) for row in rows]
    told.sort(key=lambda row: order.index(row[0]) if row[0] in order else len(order))
    return Outcome(
        title=title_of(found),
        says=found.measure.says,
        leaves_out=found.measure.leaves_out,
        as_of=found.as_of,
        figures=drawn,
        rows=told,
    )


def _row(row: list[Any], at: dict[str, int], measure: Measure) -> tuple[str, ...]:
    place, shown = str(row[at["place"]]), str(row[at["shown"]])
    if shown == _NOT_SHOWN:
        return (place, _NOT_SHOWN, _NOT_SHOWN, _NOT_SHOWN)
    n = f"{row[at['n']]:,}"
    if measure.kind == "count":
        return (place, shown, "counted whole", n)
    sign = "%" if measure.unit == "percent" else ""
    low, high = row[at["low"]], row[at["high"]]
    return (place, shown.partition(" (")[0], f"{low:g} to {high:g}{sign}", f"about {n}")
