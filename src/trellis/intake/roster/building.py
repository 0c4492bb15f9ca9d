"""How do OneRoster's files become places, school years, people and spans of enrolment?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import polars as pl

from trellis.intake.layouts.fields import notice_columns, read_fields
from trellis.intake.layouts.habits import Habits
from trellis.intake.layouts.oneroster import LAYOUTS
from trellis.intake.layouts.standard import COLUMNS
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Problem, Troubles
from trellis.intake.roster.enrolment import spans_of
from trellis.intake.roster.people import (
    demographics_of,
    ids_of,
    roles_of,
    staff_of,
    students_of,
)
from trellis.intake.roster.places import Place, places_of
from trellis.intake.roster.references import References
from trellis.intake.roster.years import Session, Years, terms_of, years_of
from trellis.lib.api import BadInput, day, school_year

_DAY = timedelta(days=1)
_ANY_TERM = "the district’s own calendar"


@dataclass
class Roster:
    """A roster in normal form. Students stand under the SIS's id (`sid`), not yet under a key.

    `ids`: sid, id_type, id_text. `spans`: sid, org (the SIS's id), grade, school_year, enters_on,
    leaves_on, is_primary. `demographics`: sid, sex and the race flags. `staff`: sid, name, email,
    role, org. `set_aside`: rows by file. `asks`: what a person must confirm. `counts`: what stands
    of each kind.
    """

    places: list[Place]
    years: Years
    terms: list[Session]
    ids: pl.DataFrame
    spans: pl.DataFrame
    demographics: pl.DataFrame
    staff: pl.DataFrame
    problems: list[Problem]
    set_aside: dict[str, int]
    counts: dict[str, int]
    asks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build(
    sheets: Mapping[str, Sheet],
    *,
    version: str = "1.2",
    habits: Habits | None = None,
    calendar: Years | None = None,
) -> Roster:
    """Read a roster from its sheets by name ("users"). Raises BadInput when it cannot be used.

    `calendar`: the district's own school years, which stand in when the package names no session.
    """
    habits = habits or Habits()
    references = References(sheets)
    frames: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    asks: list[str] = []
    notes: list[str] = []
    for name, layout in LAYOUTS.items():
        if name not in sheets:
            continue
        sheet = sheets[name]
        troubles = Troubles(sheet.name, sheet.header)
        notice_columns(sheet, layout, troubles, COLUMNS[version].get(name, ()))
        frame = read_fields(sheet, layout, troubles, habits)
        frames[name] = _standing(frame, sheet, troubles, notes)
        if sheet.height == 0:
            troubles.about_the_file("no_rows", f"{sheet.name} holds no rows.")
        references.read(name, frames[name])
        problems += troubles.all()
    _refuse_empty(frames)
    frames = _without(frames, habits.leaves_out, notes)
    if frames["academicSessions"].is_empty():
        frames, asked = _by_own_calendar(frames, calendar or {})
        asks.append(asked)
    frames = references.follow(frames)
    problems += references.problems
    places = places_of(frames["orgs"])
    roles = roles_of(frames)
    students = students_of(roles, frames["enrollments"])
    if students.is_empty():
        raise BadInput("No user has the role “student”; nobody would be enrolled. It was refused.")
    enrollments = sheets["enrollments"]
    troubles = Troubles(enrollments.name, enrollments.header)
    schools = {place.source for place in places if place.is_school}
    spans = spans_of(
        frames, roles, students, schools, troubles, end_is_last_day=habits.end_is_last_day
    )
    problems += troubles.all()
    users = Troubles(sheets["users"].name, sheets["users"].header)
    staff = staff_of(frames["users"], roles, sheets["users"], users)
    problems += users.all()
    theirs = frames["users"].join(students, left_on="sourcedId", right_on="sid", how="semi")
    return Roster(
        places=places,
        years=years_of(frames["academicSessions"], end_is_last_day=habits.end_is_last_day),
        terms=terms_of(frames["academicSessions"], end_is_last_day=habits.end_is_last_day),
        ids=ids_of(theirs),
        spans=spans,
        demographics=demographics_of(frames.get("demographics"), students),
        staff=staff,
        problems=problems,
        set_aside={name: _aside_in(name, problems, sheets) for name in sheets},
        counts={
            "students": students.height,
            "staff": staff["sid"].n_unique(),
            "classes": frames["classes"].height,
            "enrolments": frames["enrollments"].height,
        },
        asks=asks,
        notes=[*notes, _ends(habits)],
    )


def _standing(
    frame: pl.DataFrame, sheet: Sheet, troubles: Troubles, notes: list[str]
) -> pl.DataFrame:
    """Leave out rows marked as deleted, and second rows of one id."""
    status = frame["status"].str.to_lowercase()
    gone = status.is_in(["tobedeleted", "inactive"]).fill_null(False)
    if gone.any():
        notes.append(
            f"{sheet.name}: {int(gone.sum()):,} rows are marked as deleted; they were taken as not "
            "there."
        )
    if (~gone & status.is_not_null()).any():
        notes.append(f"{sheet.name}: “status” is filled in a complete file; it was ignored.")
    frame = frame.filter(~gone)
    twice = frame["sourcedId"].is_duplicated() & ~frame["sourcedId"].is_first_distinct()
    column = sheet.header.find_name("sourcedId")
    troubles.lines_set_aside(
        "twice", twice, frame["line"], column, frame["sourcedId"], "each sourcedId once in a file"
    )
    return frame.filter(~twice)


def _refuse_empty(frames: Mapping[str, pl.DataFrame]) -> None:
    for name in ("orgs", "users", "roles", "classes", "enrollments"):
        if name in frames and frames[name].is_empty():
            raise BadInput(
                f"{name}.csv holds no usable rows. A complete file without rows would mean that "
                "everybody left; it was refused."
            )


def _without(
    frames: dict[str, pl.DataFrame], left_out: frozenset[str], notes: list[str]
) -> dict[str, pl.DataFrame]:
    """Leave out orgs and classes that the district does not count, and what belongs to them."""
    if not left_out:
        return frames
    mine = pl.col("sourcedId").is_in(left_out)
    numbered = pl.col("identifier").is_in(left_out)
    orgs = frames["orgs"].filter(mine | numbered.fill_null(False))["sourcedId"].implode()
    here = mine | pl.col("schoolSourcedId").is_in(orgs)
    classes = frames["classes"].filter(here)["sourcedId"].implode()
    conditions = {
        "orgs": pl.col("sourcedId").is_in(orgs),
        "classes": here,
        "enrollments": pl.col("classSourcedId").is_in(classes),
        "roles": pl.col("orgSourcedId").is_in(orgs),
    }
    kept = dict(frames)
    for name, condition in conditions.items():
        if name in kept:
            kept[name] = frames[name].filter(~condition)
    kept["users"] = frames["users"].with_columns(
        pl.col("orgSourcedIds").list.eval(pl.element().filter(~pl.element().is_in(orgs)))
    )
    rows = sum(frames[name].height - kept[name].height for name in kept)
    said = ", ".join(sorted(left_out))
    notes.append(f"Left out, as the district has said: {said}. {rows:,} rows belong to them.")
    return kept


def _by_own_calendar(
    frames: dict[str, pl.DataFrame], calendar: Years
) -> tuple[dict[str, pl.DataFrame], str]:
    """Let the district's newest school year stand in for sessions that were not delivered."""
    if not calendar:
        raise BadInput(
            "academicSessions.csv holds no rows, and Trellis does not know the district’s school "
            "year yet. Deliver the file with at least one session of type schoolYear."
        )
    year = max(calendar)
    first, last = calendar[year]
    sessions = frames["academicSessions"].clear()
    row = pl.DataFrame(
        {
            "sourcedId": [_ANY_TERM],
            "type": ["schoolYear"],
            "startDate": [first],
            "endDate": [last],
            "schoolYear": [year],
        }
    )
    row = row.with_columns(pl.col("schoolYear").cast(pl.Int16))
    classes = frames["classes"].with_columns(
        pl.lit([_ANY_TERM], pl.List(pl.String)).alias("termSourcedIds")
    )
    made = {
        "academicSessions": pl.concat([sessions, row], how="diagonal"),
        "classes": classes,
    }
    return frames | made, (
        "academicSessions.csv holds no rows. Every class was placed in the district’s own year "
        f"{school_year(year)}, {day(first, year=True)} to {day(last, year=True)}."
    )


def _aside_in(name: str, problems: list[Problem], sheets: Mapping[str, Sheet]) -> int:
    file = sheets[name].name
    return sum(
        1 + problem.more_like_it
        for problem in problems
        if problem.file == file and problem.severity == "quarantine"
    )


def _ends(habits: Habits) -> str:
    what = "the last day" if habits.end_is_last_day else "the first day after"
    return f"End dates were read as {what}."
