"""Which school year does a day fall in, and what is today?"""

from datetime import date

FAR = date(9999, 12, 31)
"""The end of a span that has no end yet."""

YEAR_TURNS_IN = 7
"""The month in which a school year begins when the district has not said otherwise."""


def school_year_of(day: date) -> int:
    """Return the school year, named by its spring: 2026-11-24 falls in 2027."""
    return day.year + (day.month >= YEAR_TURNS_IN)
