"""How is a specification of the measures of support read: a heading, a window, small ledgers?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.spec.reading import cells
from tests.support.asking import weekdays
from trellis.support.metrics import ledger as rows
from trellis.support.metrics.definition import ALL
from trellis.support.metrics.promises import SCHOOLS
from trellis.support.queries.windows import Window

FILE = Path(__file__).with_name("support.md")
DEPARTMENTS = {"all": ALL, "schools": SCHOOLS, "academics": 1, "services": 2}
DAYS = weekdays(date(2026, 8, 17), date(2026, 12, 18))
ROWS: dict[str, Any] = {
    "visits": rows.Visit,
    "requests": rows.Request,
    "promised": rows.Promised,
    "asks": rows.Asked,
    "told": rows.Told,
    "predictions": rows.Prediction,
}


@dataclass
class SupportSpec:
    title: str
    measure: str
    beside: bool
    window: Window
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    @property
    def gives(self) -> list[dict[str, str]]:
        return self.tables["gives"]

    @property
    def schools(self) -> dict[str, int]:
        """Schools by their key; oak and elm where none are listed."""
        listed = [row["key"] for row in self.tables.get("schools", [])] or ["oak", "elm"]
        return {key: number for number, key in enumerate(listed, start=1)}

    def ledger(self) -> rows.Ledger:
        """The ledger of its tables, counted at four o'clock on the window's last day."""
        made = {
            name: [self._row(name, number, row) for number, row in enumerate(found, start=1)]
            for name, found in self.tables.items()
            if name in ROWS
        }
        plans = {
            (DEPARTMENTS[row["department"]], self.schools[row["school"]])
            for row in self.tables.get("plans", [])
        }
        return rows.Ledger(
            window=self.window,
            now=_moment(self.window.last, time(16)),
            days={ALL: DAYS},
            schools=tuple(self.schools.values()),
            departments={1: "Academics", 2: "Student Services"},
            plans=frozenset(plans),
            **made,
        )

    def _row(self, name: str, number: int, row: dict[str, str]) -> Any:
        told = {k: self._value(k, v) for k, v in row.items() if v or k in ("department",)}
        if name in ("visits", "requests"):
            told["pk"] = number
        if name == "requests":
            told = {"reply_in": 2, "visit_in": 5} | told
        return ROWS[name](**told)

    def _value(self, name: str, said: str) -> Any:
        if name == "school":
            return self.schools[said]
        if name == "department":
            return DEPARTMENTS[said] if said else None
        if name == "departments":
            return frozenset(DEPARTMENTS[one] for one in said.split())
        if name.endswith("_at"):
            day, clock = said.split()
            return _moment(date.fromisoformat(day), time.fromisoformat(clock))
        if name.endswith("_on") or name in ("day", "week"):
            return date.fromisoformat(said)
        if said in ("yes", "no"):
            return said == "yes"
        return int(said) if said.isdigit() else said


def support_specs() -> list[SupportSpec]:
    found = []
    for section in re.split(r"^## ", FILE.read_text(), flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        words = re.search(r"^Measure: ([\w-]+)(, beside)?, (\S+) to (\S+)$", rest, re.MULTILINE)
        assert words, title
        first, last = (date.fromisoformat(words[n]) for n in (3, 4))
        days = sum(1 for day in DAYS if first <= day <= last)
        spec = SupportSpec(title, words[1], bool(words[2]), Window(first, last, days))
        for block in re.findall(r"(?:^\|.*\n?)+", rest, re.MULTILINE):
            head, _, *lines = [cells(line) for line in block.strip().split("\n")]
            spec.tables[head[0]] = [dict(zip(head[1:], one[1:], strict=True)) for one in lines]
        found.append(spec)
    return found


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
