"""How does a table of text become scores in normal form?

Steps, in this order:

1. Keep the columns that the mapping names; drop the others unread.
2. Leave out the lines that do not belong to the product, and count them by reason.
3. Find what holds for a whole line: ids, school, grade, year, window, day, subject, event. A line
   whose ids, year or day cannot be understood is set aside, never guessed.
4. For each result of the mapping, read its scores. A cell that cannot be understood sets that one
   score aside and leaves the others.
5. Look at all scores together: equal keys, attempts, which attempt counts (`together.py`).
"""

from __future__ import annotations

from collections.abc import Mapping as Words
from typing import Any

import polars as pl

from trellis.intake.mappings.columns import said
from trellis.intake.mappings.frames import ROWS, Counts, ScoreFrames
from trellis.intake.mappings.language import Mapping
from trellis.intake.mappings.lines import lines_of, passes
from trellis.intake.mappings.people import people_of
from trellis.intake.mappings.saved import results
from trellis.intake.mappings.scores import READ, scores_of
from trellis.intake.mappings.sheet import Sheet, columns_read
from trellis.intake.mappings.together import together
from trellis.intake.mappings.troubles import Troubles
from trellis.lib.api import BadInput

Answers = Words[str, Any]


def read_scores(table: Sheet, mapping: Mapping, *, answers: Answers) -> ScoreFrames:
    """Read the scores of a table as a mapping says.

    `answers`: what was asked at upload: `school_year` ("2026" or "2025-2026"), `window`, `subject`;
    `year_begins`, a dict of school year to its first day, places test dates in the district's own
    years. Raises `BadInput` when the file lacks a column without which nothing can be read, or an
    answer is missing.
    """
    reads = columns_read(mapping, table.header)
    sheet = table.only(reads)
    troubles = Troubles(table.name, table.header)
    sheet, left_out = _kept(sheet, mapping)
    people = people_of(mapping, sheet, troubles)
    lines = lines_of(mapping, sheet, people.student, answers, troubles)
    sheet = sheet.rows(lines.good)
    rows = [
        scores_of(result, mapping, sheet, lines, answers, troubles) for result in results(mapping)
    ]
    if not any(one is not None for one in rows):
        raise BadInput(_no_scores(mapping, table))
    found = [one for one in rows if one is not None and one.height]
    whole = pl.concat(found) if found else pl.DataFrame(schema=READ)
    whole, repeated = together(whole, mapping, troubles)
    whole = whole.select(pl.col(name).cast(dtype) for name, dtype in ROWS.items())
    people = people.only(whole["student"])
    counts = Counts(
        lines_read=sheet.height,
        lines_left_out=left_out,
        lines_set_aside=int((~lines.good).sum()),
        students=people.frame["student"].n_unique(),
        scores=whole.height,
        scores_by_type=dict(whole["score_type"].value_counts(sort=True).iter_rows()),
        not_scored=int((whole["state"] != "scored").sum()),
        scores_set_aside=troubles.scores_set_aside,
        repeated=repeated,
    )
    names = tuple(table.header.names[index] for index in sorted(reads))
    return ScoreFrames(
        rows=whole,
        people=people.frame,
        problems=troubles.all(),
        counts=counts,
        columns_read=names,
        columns_dropped=len(table.header.names) - len(reads),
    )


def _kept(sheet: Sheet, mapping: Mapping) -> tuple[Sheet, dict[str, int]]:
    left_out: dict[str, int] = {}
    for condition in mapping.keep:
        good = passes(condition, sheet)
        if good is None:
            continue
        dropped = int((~good).sum())
        if dropped:
            reason = condition.says or f"{said(condition.column)} says otherwise"
            left_out[reason] = left_out.get(reason, 0) + dropped
            sheet = sheet.rows(good)
    return sheet, left_out


def _no_scores(mapping: Mapping, table: Sheet) -> str:
    wanted = [said(score.column) for result in results(mapping) for score in result.scores[:1]]
    has = ", ".join(table.header.names[:12])
    return (
        f"“{table.name}” has none of the score columns of {mapping.title}: "
        f"{', '.join(wanted[:6])}. Its columns begin with: {has}."
    )
