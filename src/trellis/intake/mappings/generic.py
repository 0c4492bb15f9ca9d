"""How does a district read a file for which Trellis has no mapping?

Somebody looks at the columns and chooses: this is the id, these are scores, that is the day. The
choices become a mapping like every other; saved, it is used again for the next file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Words
from typing import Any, Literal

from pydantic import Field

from trellis.intake.mappings.days import days
from trellis.intake.mappings.found import IdType, Part, Tested
from trellis.intake.mappings.frames import ScoreFrames
from trellis.intake.mappings.language import Mapping, Reads
from trellis.intake.mappings.run import read_scores
from trellis.intake.mappings.saved import mapping_from
from trellis.intake.mappings.sheet import Sheet
from trellis.lib.api import BadInput

DATE_FORMATS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%m-%d-%Y",
    "%Y/%m/%d",
    "%m/%d/%y",
    "%Y%m%d",
    "%m%d%Y",
    "%m/%Y",
    "%m%Y",
    "%m%y",
)
"""The date formats that may be chosen. Day before month is not offered with a slash."""


class ScoreChoice(Part):
    """One column that holds scores, and what kind of score they are."""

    column: str
    type: str = "scale"
    reads: Reads = "number"
    low: float | None = None
    high: float | None = None
    domain: str = ""
    subject: str = ""
    level_column: str = ""


class IdChoice(Part):
    """One column that holds ids of students, and which kind of id they are."""

    column: str
    type: IdType


class LevelChoice(Part):
    """The names of levels from the lowest to the highest, and the first that meets the benchmark.

    `column` belongs to the first score, unless scores name level columns of their own.
    """

    column: str = ""
    order: tuple[str, ...] = Field(min_length=2)
    meets_from: str = ""
    title: str = "Levels"


class Choices(Part):
    """What a person chose for a file. A column left empty is asked at every upload.

    `school_year`, `window` and `subject` may be given once for all; what is neither in a column nor
    given is asked when a file is uploaded. Windows of a column are mapped by `window_words`.
    """

    title: str
    product: str = Field(pattern=r"^[a-z0-9_]+$")
    ids: tuple[IdChoice, ...] = Field(min_length=1)
    scores: tuple[ScoreChoice, ...] = Field(min_length=1)
    level: LevelChoice | None = None
    subject: str = ""
    subject_column: str = ""
    subject_words: dict[str, str] = {}
    school_year: str = ""
    school_year_column: str = ""
    school_year_reads: Literal["span", "ends", "begins", "term"] = "span"
    window: str = ""
    window_column: str = ""
    window_words: dict[str, str] = {}
    no_window: bool = False
    date_column: str = ""
    date_format: str = "%Y-%m-%d"
    grade_column: str = ""
    school_column: str = ""
    event_column: str = ""
    missing: tuple[str, ...] = ()
    header_line: int = Field(default=1, ge=1)
    delimiter: str = ","
    counts: str = "last"


def mapping_for(choices: Choices) -> Mapping:
    """Return the mapping that says what was chosen. Raises `BadInput` in whole sentences."""
    _check_scores_differ(choices)
    told: dict[str, Any] = {
        "key": re.sub(r"[^a-z0-9]+", "_", choices.title.lower()).strip("_") or choices.product,
        "title": choices.title,
        "product": choices.product,
        "says": "A mapping that was put together by choosing columns.",
        "file": {"header_line": choices.header_line, "delimiter": choices.delimiter},
        "known_by": {"has": _named(choices)},
        "student": [one.model_dump() for one in choices.ids],
        "subject": _way("subject", choices.subject, choices.subject_column, choices.subject_words),
        "year": _years(choices),
        "window": []
        if choices.no_window
        else _way("window", choices.window, choices.window_column, choices.window_words),
        "attempts": {"choose": choices.counts},
        "result": [_result(choices, score) for score in choices.scores],
    }
    if choices.level:
        told["schemes"] = {
            f"{choices.product}_level": {
                "title": choices.level.title,
                "levels": choices.level.order,
                "meets_from": choices.level.meets_from,
            }
        }
    if choices.date_column:
        told["tested"] = {"column": choices.date_column, "formats": [choices.date_format]}
    for name in ("grade", "school", "event"):
        column = getattr(choices, f"{name}_column")
        if column:
            told[name] = [{"column": column}]
    return mapping_from(told)


def preview(
    table: Sheet, mapping: Mapping, *, answers: Words[str, Any] | None = None, rows: int = 20
) -> ScoreFrames:
    """Read the first lines of a file as a mapping says, so that a person can look at the scores."""
    few = Sheet(table.name, table.header, table.cells.head(rows), table.lines.head(rows))
    return read_scores(few, mapping, answers=answers or {})


def date_formats(table: Sheet, column: str) -> list[str]:
    """Return the formats that every filled cell of a column fits; of several, a person chooses.

    Raises `BadInput` when the file has no such column.
    """
    fits = []
    for form in DATE_FORMATS:
        found = days((Tested.model_validate({"column": column, "formats": [form]}),), table, {})
        if found is None:
            raise BadInput(f"“{table.name}” has no column “{column}”.")
        if not found.bad.any() and found.first.is_not_null().any():
            fits.append(form)
    return fits


def words_in(table: Sheet, column: str, *, most: int = 40) -> list[str]:
    """Return the different texts of a column, the most frequent first, to be put into order.

    Raises `BadInput` when the file has no such column.
    """
    index = next(
        (i for i, name in enumerate(table.header.names) if name.casefold() == column.casefold()), -1
    )
    if index < 0:
        raise BadInput(f"“{table.name}” has no column “{column}”.")
    counted = table.text(index).drop_nulls().to_frame("word").group_by("word").len()
    return counted.sort("len", "word", descending=[True, False]).head(most)["word"].to_list()


def _result(choices: Choices, score: ScoreChoice) -> dict[str, Any]:
    plain = score.model_dump(exclude_none=True, exclude={"domain", "subject", "level_column"})
    said: dict[str, Any] = {**plain, "missing": dict.fromkeys(choices.missing, "")}
    column = score.level_column
    if choices.level and score is choices.scores[0]:
        column = column or choices.level.column
    if choices.level and column:
        label = {"column": column, "missing": choices.missing}
        said["level"] = {"scheme": f"{choices.product}_level", "label": label}
    where = {name: getattr(score, name) for name in ("domain", "subject") if getattr(score, name)}
    return {**where, "scores": [said]}


def _check_scores_differ(choices: Choices) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for score in choices.scores:
        what = (score.subject or choices.subject, score.domain, score.type)
        if what in seen:
            raise BadInput(
                f"The columns “{seen[what]}” and “{score.column}” would both be the "
                f"{score.type} score of the same test. Give one of them another subject, "
                "another strand or another kind of score."
            )
        seen[what] = score.column


def _way(asks: str, fixed: str, column: str, words: dict[str, str]) -> list[dict[str, Any]]:
    if fixed:
        return [{"value": fixed}]
    if column:
        return [{"column": column, "values": words}, {"asks": asks}]
    return [{"asks": asks}]


def _years(choices: Choices) -> list[dict[str, Any]]:
    if choices.school_year:
        span = "-" in choices.school_year
        return [{"value": choices.school_year, "reads": "span" if span else "ends"}]
    ways: list[dict[str, Any]] = []
    if choices.school_year_column:
        column = choices.school_year_column
        ways = [{"column": column, "reads": choices.school_year_reads}]
    if choices.date_column:
        ways.append({"from_date": True})
    return [*ways, {"asks": "school_year"}]


def _named(choices: Choices) -> list[str]:
    named = [one.column for one in choices.ids] + [one.column for one in choices.scores[:3]]
    return list(dict.fromkeys([*named, *filter(None, [choices.date_column])]))
