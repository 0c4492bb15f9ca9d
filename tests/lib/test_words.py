"""Are times of day said as people say them?"""

from __future__ import annotations

from datetime import time

import pytest

from trellis.lib.api import clock


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(0, 5), "12:05 am"),
        (time(5, 15), "5:15 am"),
        (time(7, 0), "7:00"),
        (time(9, 30), "9:30"),
        (time(12, 0), "12:00 pm"),
        (time(15, 30), "3:30 pm"),
    ],
)
def test_a_time_of_day(at: time, said: str) -> None:
    assert clock(at) == said
