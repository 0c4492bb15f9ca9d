"""Which questions can the lake answer at all?"""

from __future__ import annotations

from trellis.lake.api import LakeReader
from trellis.measures.definitions import Question


def questions(reader: LakeReader) -> list[Question]:
    """List every question for which there are rows."""
    found = [Question("enrolment", year) for year in _years(reader, "enrolment")]
    received = reader.table("received")
    receipts = received.filter(received.what == "attendance").select("school_year").distinct()
    for year in sorted(reader.run(receipts)["school_year"].to_pylist()):
        found += [Question("average_attendance", year), Question("chronic_absence", year)]
    found += [Question("course_failure", year) for year in _years(reader, "mark")]
    return found + _about_tests(reader)


def _years(reader: LakeReader, name: str) -> list[int]:
    table = reader.table(name)
    return sorted(reader.run(table.select("school_year").distinct())["school_year"].to_pylist())


def _about_tests(reader: LakeReader) -> list[Question]:
    score = reader.table("score")
    score = score.filter(score.domain.isnull() & (score.state == "scored") & score.is_reported)
    by = {
        "school_year": score.school_year,
        "product": score["product"],
        "subject": score.subject.fill_null(""),
        "window": score.window.fill_null(""),
    }
    told = score.group_by(**by).aggregate(
        scales=((score.score_type == "scale") & score.value.notnull()).sum().cast("int64"),
        benchmarks=score.meets.notnull().sum().cast("int64"),
        levels=score.level_rank.notnull().sum().cast("int64"),
    )
    found = []
    for row in reader.run(told).to_pylist():
        test = (row["school_year"], row["product"], row["subject"], row["window"])
        if row["benchmarks"]:
            found.append(Question("proficiency", *test))
        if row["scales"]:
            found.append(Question("mean_scale_score", *test))
        if row["levels"]:
            found.append(Question("level_shares", *test))
    return found
