"""What does a measure come to, in one window and in those before it?

Counted once an hour for the window that ends today, once a day for those before it: the record of
a large district takes seconds to be read. Figures are the same for everybody who may read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from trellis.support.metrics.ledger import Ledger
from trellis.support.metrics.measures import MEASURES, Measure
from trellis.support.metrics.reading import read
from trellis.support.metrics.tally import Shares
from trellis.support.queries.windows import Window, latest, windows_back

_MOST_DAYS = 520
"""How far back a measure's own past is drawn, in school days: about three years."""

AN_HOUR, A_DAY = 3600, 86_400
"""How long what was counted is kept, in seconds."""


@dataclass(frozen=True)
class Counted:
    """What was counted in one window. `departments` are those that are told apart, by name."""

    window: Window
    counted_at: datetime
    counts: Any
    beside: Shares
    more: Any
    departments: dict[int, str]
    schools: int


def now_of(keys: Iterable[str]) -> dict[str, Counted]:
    """Return what each of these measures comes to in the window that ends today."""
    by_days: dict[int, list[Measure]] = {}
    for key in keys:
        by_days.setdefault(MEASURES[key].definition.days, []).append(MEASURES[key])
    found: dict[str, Counted] = {}
    for days, measures in by_days.items():
        found |= _counted(measures, latest(days), AN_HOUR)
    return found


def past_of(key: str) -> list[Counted]:
    """Return what it came to in every whole window of three years, the oldest first."""
    measure = MEASURES[key]
    days = measure.definition.days
    windows = windows_back(days, most=_MOST_DAYS // days)
    last = windows[-1]
    return [
        _counted([measure], window, AN_HOUR if window == last else A_DAY)[key] for window in windows
    ]


def in_window(key: str, window: Window) -> Counted:
    """Return what a measure comes to in another window that ends today."""
    return _counted([MEASURES[key]], window, AN_HOUR)[key]


def count(measure: Measure, ledger: Ledger) -> Counted:
    """Count a measure in the window of a ledger."""
    return Counted(
        ledger.window,
        timezone.now(),
        measure.count(ledger),
        measure.beside(ledger) if measure.beside else {},
        measure.more(ledger) if measure.more else None,
        dict(ledger.departments),
        len(ledger.schools),
    )


def _counted(measures: list[Measure], window: Window, seconds: int) -> dict[str, Counted]:
    """Take what is kept, and count the rest from one reading of the record."""
    names = {_name(one, window): one for one in measures}
    kept: dict[str, Counted] = cache.get_many(names)
    missing = {name: one for name, one in names.items() if name not in kept}
    if missing:
        needs = frozenset[str]().union(*(one.needs for one in missing.values()))
        ledger = read(window, needs)
        made = {name: count(one, ledger) for name, one in missing.items()}
        cache.set_many(made, seconds)
        kept |= made
    return {one.definition.key: kept[name] for name, one in names.items()}


def _name(measure: Measure, window: Window) -> str:
    definition = measure.definition
    return f"support/{definition.key}.{definition.version}/{window.first}/{window.last}"
