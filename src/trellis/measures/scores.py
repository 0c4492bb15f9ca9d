"""Which scores count for a question, and where?"""

from __future__ import annotations

from typing import Any, Literal

import ibis

from trellis.lake.api import LakeReader
from trellis.measures.population import homes, spans

What = Literal["mean_scale_score", "proficiency", "level_shares"]


def counting(reader: LakeReader, product: str) -> Any:
    """Return the scores that count: of the whole test, scored, of the attempt that is reported."""
    score = reader.table("score")
    return score.filter(
        (score["product"] == product)
        & score.domain.isnull()
        & (score.state == "scored")
        & score.is_reported
    )


def scheme_of(reader: LakeReader, product: str, *, with_benchmark: bool) -> str:
    """Return the scheme of levels that stands for a product; empty when it has none.

    A scheme linked to the state's test comes first, then the publisher's own.
    """
    score = counting(reader, product)
    told = score.meets.notnull() if with_benchmark else score.level_rank.notnull()
    found = score.filter(told).select("level_scheme").distinct()
    names = sorted(n for n in reader.run(found)["level_scheme"].to_pylist() if n)
    names.sort(key=lambda name: (not name.endswith("_state"), len(name), name))
    return names[0] if names else ""


def results(reader: LakeReader, what: What, product: str, school_year: int) -> Any:
    """Return one row a student, subject and window of a product and year.

    Columns: student_key, subject, window, school_id, grade and the outcome: `met` (proficiency),
    `value` (mean score), `part` and `part_order` (level shares).
    """
    score = counting(reader, product)
    score = score.filter(score.school_year == school_year)
    if what == "mean_scale_score":
        score = score.filter((score.score_type == "scale") & score.value.notnull())
    else:
        with_benchmark = what == "proficiency"
        scheme = scheme_of(reader, product, with_benchmark=with_benchmark)
        told = score.meets.notnull() if with_benchmark else score.level_rank.notnull()
        score = score.filter(told & (score.level_scheme == scheme))
    score = score.select(
        "student_key",
        "value",
        "score_type",
        "event",
        subject=score.subject.fill_null(""),
        window=score.window.fill_null(""),
        part=ibis.coalesce(
            score.level_label, ibis.literal("level ") + score.level_rank.cast("string")
        ),
        part_order=score.level_rank,
        met=score.meets.fill_null(False),
        tested_day=ibis.coalesce(score.tested_on, score.tested_last, score.tested_first),
    )
    once = ibis.window(
        group_by=["student_key", "subject", "window"],
        order_by=[ibis.desc("tested_day"), ibis.asc("score_type"), ibis.asc("event")],
    )
    score = score.mutate(turn=ibis.row_number().over(once))
    return _placed(reader, school_year, score.filter(score.turn == 0).drop("turn", "event"))


def _placed(reader: LakeReader, school_year: int, score: Any) -> Any:
    """Give each result the school and grade of the day of the test, else of the year."""
    home = homes(reader, school_year).rename(home_key="student_key", home_school="school_id")
    home = home.rename(home_grade="grade")
    stays = spans(reader, school_year).rename(span_key="student_key")
    met = score.left_join(
        stays,
        [
            score.student_key == stays.span_key,
            score.tested_day >= stays.enters_on,
            score.tested_day < stays.leaves_on,
        ],
    )
    one = ibis.window(
        group_by=["student_key", "subject", "window"],
        order_by=[ibis.desc("is_primary"), ibis.desc("days"), ibis.asc("school_id")],
    )
    met = met.mutate(turn=ibis.row_number().over(one))
    met = met.filter(met.turn == 0)
    both = met.left_join(home, (met.student_key == home.home_key) & met.tested_day.isnull())
    both = both.mutate(
        school_id=ibis.coalesce(both.school_id, both.home_school),
        grade=ibis.coalesce(both.grade, both.home_grade),
    )
    return both.filter(both.school_id.notnull()).select(
        "student_key",
        "subject",
        "window",
        "school_id",
        "grade",
        "value",
        "met",
        "part",
        "part_order",
    )
