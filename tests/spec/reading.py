"""How is a specification of the measures read: headings, a question, small tables?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from trellis.lake.api import TABLES, Lake, LakeReader
from trellis.measures.api import Question

FILE = Path(__file__).with_name("measures.md")


@dataclass
class Spec:
    title: str
    question: Question
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    @property
    def gives(self) -> list[dict[str, str]]:
        return self.tables["gives"]


def specs() -> list[Spec]:
    found = []
    for section in re.split(r"^## ", FILE.read_text(), flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        words = re.search(r"^Question: (.+)$", rest, re.MULTILINE)
        assert words, title
        measure, year, *test = words[1].split()
        spec = Spec(title, Question(measure, int(year), *test))
        for block in re.findall(r"(?:^\|.*\n?)+", rest, re.MULTILINE):
            head, _, *lines = [cells(line) for line in block.strip().split("\n")]
            spec.tables[head[0]] = [dict(zip(head[1:], one[1:], strict=True)) for one in lines]
        found.append(spec)
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def lake_of(spec: Spec, folder: Path) -> LakeReader:
    writing = Lake(folder).write(1, None)
    for name, rows in spec.tables.items():
        if name != "gives":
            frame = _calendar(rows) if name == "calendar" else _frame(name, rows, spec)
            writing.replace(name, frame, within=None, absent_means_gone=True)
    return writing.read()


def _frame(name: str, rows: list[dict[str, str]], spec: Spec) -> pl.DataFrame:
    schema = TABLES[name].polars()
    given = [{k: (v or None) for k, v in row.items()} for row in rows]
    frame = pl.DataFrame(given, schema=dict.fromkeys(rows[0], pl.String), strict=False)
    frame = frame.with_columns(_typed(k, schema[k]) for k in rows[0])
    if name == "score":
        frame = frame.with_columns(tested_first="tested_on", tested_last="tested_on")
    if "school_year" in schema and "school_year" not in frame.columns:
        frame = frame.with_columns(school_year=pl.lit(spec.question.school_year))
    return frame


def _typed(name: str, dtype: type[pl.DataType]) -> pl.Expr:
    if dtype == pl.Boolean:
        return pl.col(name) == "true"
    return pl.col(name).str.to_date() if dtype == pl.Date else pl.col(name).cast(dtype)


def _calendar(rows: list[dict[str, str]]) -> pl.DataFrame:
    days = []
    for row in rows:
        day, last, number = date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), 0
        while day <= last:
            if day.weekday() < 5:
                number += 1
                days.append((row["school_id"], 2026, day, number))
            day += timedelta(days=1)
    return pl.DataFrame(
        days, schema=["school_id", "school_year", "day", "day_number"], orient="row"
    )
