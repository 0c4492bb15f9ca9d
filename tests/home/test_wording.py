"""Are first sentences said as a person would say them?"""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from trellis.home.wording import owed_words, spoken, visits_today


@pytest.mark.parametrize(
    ("n", "late", "said"),
    [
        (0, 0, "nothing"),
        (1, 0, "one thing"),
        (1, 1, "one thing, and it is late"),
        (2, 1, "two things, and one is late"),
        (2, 2, "two things, and both are late"),
        (3, 3, "three things, all of them late"),
        (12, 3, "12 things, and three are late"),
    ],
)
def test_what_is_owed_and_late(n: int, late: int, said: str) -> None:
    assert owed_words(n, late) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((9,), "one visit this morning"),
        ((8, 11), "two visits this morning"),
        ((13,), "one visit this afternoon"),
        ((9, 14), "two visits today"),
    ],
)
def test_when_visits_of_today_come(hours: tuple[int, ...], said: str) -> None:
    starts = [timezone.make_aware(datetime(2026, 11, 17, hour)) for hour in hours]  # noqa: DTZ001 - made aware here
    assert visits_today(starts) == said


def test_clauses_become_sentences_and_empty_ones_are_left_out() -> None:
    assert spoken(("nobody comes", "", "two are late")) == "Nobody comes. Two are late."
