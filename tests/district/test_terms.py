"""Which term is it?"""

from __future__ import annotations

from datetime import date

import pytest

from trellis.district.api import keep_school_year, keep_term, term_of

pytestmark = pytest.mark.django_db


def test_the_shortest_term_of_a_day_is_named() -> None:
    keep_school_year(year=2027, starts_on=date(2026, 8, 17), ends_on=date(2027, 6, 4))
    fall = {"year": 2027, "starts_on": date(2026, 8, 17), "ends_on": date(2026, 12, 18)}
    keep_term(key="S1", title="Semester 1", **fall)
    keep_term(key="Q1", title="Quarter 1", **fall | {"ends_on": date(2026, 10, 16)})
    assert term_of(date(2026, 9, 1)).title == "Quarter 1"
    assert term_of(date(2026, 11, 24)).title == "Semester 1"
    assert term_of(date(2026, 12, 24)) is None


def test_a_term_that_moves_stays_one() -> None:
    keep_school_year(year=2027, starts_on=date(2026, 8, 17), ends_on=date(2027, 6, 4))
    for last in (date(2026, 12, 18), date(2026, 12, 22)):
        kept = keep_term(
            key="S1", year=2027, title="Semester 1", starts_on=date(2026, 8, 17), ends_on=last
        )
    assert kept.ends_on == date(2026, 12, 22)
    assert kept.school_year.terms.count() == 1
