"""Who counts, at which school, and in which groups?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

from trellis.lake.api import LakeReader

RACES = ("american_indian", "asian", "black", "pacific_islander", "white")
PROGRAMMES = ("el", "swd", "frl")


def year_bounds(school_year: int) -> tuple[date, date]:
    """Return the first day of a school year and the first day after it: 1 July to 1 July."""
    return date(school_year - 1, 7, 1), date(school_year, 7, 1)


def spans(reader: LakeReader, school_year: int) -> Any:
    """Return the enrolment spans of a year, with the days they cover within it."""
    return reader.kept(f"spans {school_year}", lambda: _spans(reader, school_year))


def _spans(reader: LakeReader, school_year: int) -> Any:
    begins, ends = year_bounds(school_year)
    table = reader.table("enrolment")
    table = table.filter(table.school_year == school_year)
    enters = ibis.greatest(table.enters_on, ibis.literal(begins))
    leaves = ibis.least(table.leaves_on, ibis.literal(ends))
    table = table.mutate(days=leaves.delta(enters, unit="day"))
    return table.select(
        "student_key", "school_id", "grade", "enters_on", "leaves_on", "is_primary", "days"
    )


def members(reader: LakeReader, school_year: int) -> Any:
    """Return every student of a year: student_key, school_id, grade and her groups."""
    name = f"members {school_year}"
    return reader.kept(name, lambda: _members(reader, school_year))


def _members(reader: LakeReader, school_year: int) -> Any:
    home = homes(reader, school_year)
    who = groups(reader, school_year).rename(group_key="student_key")
    joined = home.left_join(who, home.student_key == who.group_key)
    known = {
        name: joined[name].fill_null("unknown") for name in ("grade", "race", "sex", *PROGRAMMES)
    }
    return joined.mutate(**known).select("student_key", "school_id", *known)


def homes(reader: LakeReader, school_year: int) -> Any:
    """Return student_key, school_id, grade: where each was enrolled longest in a year."""
    return reader.kept(f"homes {school_year}", lambda: _homes(reader, school_year))


def _homes(reader: LakeReader, school_year: int) -> Any:
    table = spans(reader, school_year)
    by_school = table.group_by(["student_key", "school_id"]).aggregate(
        days=table.days.sum(),
        grade=table.grade.argmax(table.enters_on),
        primary=table.is_primary.max(),
    )
    order = ibis.window(
        group_by="student_key",
        order_by=[ibis.desc("days"), ibis.desc("primary"), ibis.asc("school_id")],
    )
    ranked = by_school.mutate(place=ibis.row_number().over(order))
    return ranked.filter(ranked.place == 0).select("student_key", "school_id", "grade")


def groups(reader: LakeReader, school_year: int) -> Any:
    """Return student_key with race, sex, el, swd and frl, as the year knew them.

    Race follows the federal rule: Hispanic of any race first, then two or more, then the one that
    was named. A programme counts when she was in it on any day of the year; where a district
    delivered no rows of a programme at all, nobody's membership is known.
    """
    student = reader.table("student")
    named = sum((ibis.ifelse(student[r].fill_null(False), 1, 0) for r in RACES), ibis.literal(0))
    race = ibis.cases(
        (student.hispanic.fill_null(False), "hispanic"),
        (student.two_or_more.fill_null(False) | (named > 1), "two_or_more"),
        *[(student[r].fill_null(False), r) for r in RACES],
        else_="unknown",
    )
    sex = ibis.cases(
        (student.sex == "female", "female"),
        (student.sex == "male", "male"),
        (student.sex.isin(["other", "unspecified"]), "other"),
        else_="unknown",
    )
    made = student.select("student_key", race=race, sex=sex)
    begins, ends = year_bounds(school_year)
    programme = reader.table("programme")
    within = programme.filter(
        (programme.begins_on < ibis.literal(ends)) & (programme.ends_on > ibis.literal(begins))
    )
    there = within.filter(within.programme.isin(PROGRAMMES)).select("programme").distinct()
    delivered = set(reader.run(there)["programme"].to_pylist())
    for name in PROGRAMMES:
        if name not in delivered:
            made = made.mutate(**{name: ibis.literal("unknown")})
            continue
        members = within.filter(within.programme == name).select("student_key").distinct()
        members = members.rename(member="student_key")
        joined = made.left_join(members, made.student_key == members.member)
        inside = ibis.ifelse(joined.member.notnull(), "yes", "no")
        made = joined.mutate(**{name: inside}).drop("member")
    return made
