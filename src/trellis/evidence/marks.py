"""Which single figures does an answer hold, and what became of one of them since?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trellis.evidence import labels
from trellis.evidence.answering import Answer, answer
from trellis.evidence.asking import Ask
from trellis.evidence.choices import choices
from trellis.evidence.models import Finding
from trellis.evidence.queries import frozen
from trellis.evidence.wording import figure_words, mark_key, place_name
from trellis.lib.api import NotThere, school_year


@dataclass(frozen=True)
class Mark:
    """One shown figure: of whom it is, what it says, between which ends it lies.

    `low` and `high` are those of its interval, `shown_low` and `shown_high` of the band shown.
    """

    key: str
    same: str
    name: str
    year: int
    figure: str
    low: float
    high: float
    shown_low: float
    shown_high: float
    unit: str

    @property
    def middle(self) -> float:
        """The middle of the band shown."""
        return (self.shown_low + self.shown_high) / 2

    @property
    def says(self) -> str:
        """The figure with the students that it is about."""
        return f"{self.name}, {school_year(self.year)}: {self.figure}"


@dataclass(frozen=True)
class Moved:
    """One figure then and now; `same` is true when the two intervals meet."""

    name: str
    then: str
    now: str
    same: bool


def marks_of(found: Answer) -> list[Mark]:
    """Every figure of an answer that is shown, the newest year first; hidden ones are none."""
    shown = [row for row in found.rows if not row["hidden"] and row["value"] != "unknown"]
    names = {row["place_id"]: place_name(row["place_id"]) for row in shown}
    made = [_mark(row, names[row["place_id"]], found) for row in shown]
    return sorted(made, key=lambda mark: (-mark.year, mark.name))


def marks_by_key(finding: Finding) -> dict[str, Mark]:
    """Return every figure that a frozen finding shows, by its key."""
    return {mark.key: mark for mark in marks_of(frozen(finding))}


def mark_of(finding: Finding, key: str) -> Mark | None:
    """Return a figure of a frozen finding as it was shown; None for one that it does not show."""
    return marks_by_key(finding).get(key)


def mark_now(finding: Finding, key: str) -> Mark | None:
    """Return the newest published figure for the same students; None when none may be shown."""
    then = mark_of(finding, key)
    if then is None:
        return None
    try:
        found = answer(newest(Ask.from_json(finding.asked)))
    except NotThere:
        return None
    last = max(row["school_year"] for row in found.rows)
    same = (mark for mark in marks_of(found) if mark.same == then.same and mark.year == last)
    return next(same, None)


def newest(ask: Ask) -> Ask:
    """Return the same question of the newest year that has an answer."""
    if ask.comparison == "time":
        return ask
    years = choices().years_of(ask)
    return ask.but(year=years[-1]) if years else ask


def then_and_now(then: Answer, now: Answer) -> list[Moved]:
    """Set two answers to one question side by side: what differs, and what is new.

    Over the years a figure is itself in its own year; otherwise it is that of the same students.
    """
    by_year = then.ask.comparison == "time"
    before = {(mark.key if by_year else mark.same): mark for mark in marks_of(then)}
    after = {(mark.key if by_year else mark.same): mark for mark in marks_of(now)}
    moved = []
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        first = new or old
        if first is None or (old and new and (old.figure, old.year) == (new.figure, new.year)):
            continue
        meet = bool(old and new and old.low <= new.high and new.low <= old.high)
        name = f"{first.name}, {school_year(first.year)}" if by_year else first.name
        moved.append(Moved(name, _said(old, by_year), _said(new, by_year), meet))
    return moved


def _said(mark: Mark | None, by_year: bool) -> str:
    if mark is None:
        return "not shown"
    return mark.figure if by_year else f"{school_year(mark.year)}: {mark.figure}"


def _mark(row: dict[str, Any], place: str, found: Answer) -> Mark:
    key = mark_key(row)
    same = ".".join(p for n, p in enumerate(key.rsplit(".", 2 if row["part"] else 1)) if n != 1)
    group = labels.group(row["dim"], row["value"])
    name = f"{place}, {group}" + (f", {row['part']}" if row["part"] else "")
    low = row["interval_low"] if row["interval_low"] is not None else row["low"]
    high = row["interval_high"] if row["interval_high"] is not None else row["high"]
    middle = row["middle"]
    return Mark(
        key=key,
        same=same,
        name=name,
        year=row["school_year"],
        figure=figure_words(row, found.measure),
        low=float(middle if low is None else low),
        high=float(middle if high is None else high),
        shown_low=float(middle if row["low"] is None else row["low"]),
        shown_high=float(middle if row["high"] is None else row["high"]),
        unit=found.measure.unit,
    )
