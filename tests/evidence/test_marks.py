"""Is one figure known again in a later answer, and is said what differs, and only what is shown?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from trellis.evidence.api import Answer, Ask, marks_of, then_and_now
from trellis.measures.api import MEASURES

pytestmark = pytest.mark.django_db


def row(place: str, year: int, low: int, high: int, **more: Any) -> dict[str, Any]:
    shown = {
        "school_year": year,
        "level": "school",
        "place_id": place,
        "dim": "grade",
        "value": "07",
        "hidden": False,
        "structural": False,
        "n_shown": 100,
        "low": low,
        "high": high,
        "middle": (low + high) / 2,
        "interval_low": low - 5,
        "interval_high": high + 5,
        "part": None,
        "part_order": None,
        "as_of": date(2026, 3, 1),
    }
    return {**shown, **more}


def answered(comparison: str, *rows: dict[str, Any]) -> Answer:
    ask = Ask("chronic_absence", comparison, dim="grade", value="07", year=2026)
    return Answer(ask, rows, MEASURES["chronic_absence"], date(2026, 3, 1), 1)


def test_what_is_hidden_is_no_mark(cast: Cast) -> None:
    seen, hidden = row(cast.oak.key, 2026, 20, 25), row(cast.elm.key, 2026, 20, 25, hidden=True)
    assert [mark.name for mark in marks_of(answered("schools", seen, hidden))] == [
        "Oak Hollow Middle, grade 7"
    ]


def test_the_newest_year_comes_first(cast: Cast) -> None:
    rows = [row(cast.oak.key, year, 20, 25) for year in (2024, 2026, 2025)]
    assert [mark.year for mark in marks_of(answered("time", *rows))] == [2026, 2025, 2024]


def test_over_the_years_a_figure_is_itself_in_its_own_year(cast: Cast) -> None:
    then = answered("time", row(cast.oak.key, 2025, 20, 25))
    now = answered("time", row(cast.oak.key, 2025, 20, 25), row(cast.oak.key, 2026, 10, 15))
    (new,) = then_and_now(then, now)
    assert new.name == "Oak Hollow Middle, grade 7, 2025–26"
    assert new.then == "not shown" and new.now.startswith("10–15%") and not new.same


@pytest.mark.parametrize(("low", "meets"), [(27, True), (45, False)])
def test_between_schools_the_same_students_are_compared_across_years(
    cast: Cast, low: int, meets: bool
) -> None:
    then = answered("schools", row(cast.oak.key, 2025, 20, 25))
    now = answered("schools", row(cast.oak.key, 2026, low, low + 5))
    (moved,) = then_and_now(then, now)
    assert moved.then.startswith("2024–25: 20–25%") and moved.now.startswith(f"2025–26: {low}–")
    assert moved.same is meets


def test_parts_of_one_figure_are_told_apart(cast: Cast) -> None:
    parts = [
        row(cast.oak.key, 2026, 20 + n, 25 + n, part=name, part_order=n)
        for n, name in enumerate(("Below", "Above"))
    ]
    then = answered("schools", *parts)
    assert len({mark.same for mark in marks_of(then)}) == 2
    now = answered("schools", parts[0], {**parts[1], "low": 60, "high": 65})
    assert [moved.name for moved in then_and_now(then, now)] == [
        "Oak Hollow Middle, grade 7, Above"
    ]
