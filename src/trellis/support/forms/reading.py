"""How are days, times, keys and numbers read from the forms about visits?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from trellis.lib.api import BadInput


def read_day(given: QueryDict, name: str, *, of: str) -> date:
    """Read a date field, or raise BadInput that says which day is meant."""
    try:
        return date.fromisoformat(given.get(name, "").strip())
    except ValueError:
        raise BadInput(f"Choose {of}; a day is written as 2026-12-04.") from None


def read_clock(given: QueryDict, name: str) -> time:
    """Read a time of day, or raise BadInput."""
    try:
        return time.fromisoformat(given.get(name, "").strip()).replace(tzinfo=None)
    except ValueError:
        raise BadInput("Choose the time at which it begins, as 9:30.") from None


def read_span(given: QueryDict) -> tuple[datetime, datetime]:
    """Read day, time and minutes as begin and end, on the district's clock."""
    day = read_day(given, "day", of="the day")
    start = moment(day, read_clock(given, "clock"))
    return start, start + timedelta(minutes=read_number(given, "minutes", of="minutes"))


def read_number(given: QueryDict, name: str, *, of: str, least: int = 1) -> int:
    """Read a whole number, or raise BadInput."""
    said = given.get(name, "").strip()
    if not said.isdigit() or not least <= int(said) <= 1000:
        raise BadInput(f"Say how many {of}, in digits.")
    return int(said)


def read_small(given: QueryDict, name: str) -> int:
    """Read a number that may be left out; then it is 0."""
    said = given.get(name, "").strip()
    return int(said) if said.isdigit() and len(said) < 4 else 0


def read_key(given: QueryDict) -> UUID | None:
    """Read the form's own key, by which a second sending is known."""
    try:
        return UUID(given.get("key", ""))
    except ValueError:
        return None


def read_numbers(given: QueryDict, name: str) -> list[int]:
    """Read chosen rows' numbers, leaving out what is none."""
    return [int(one) for one in given.getlist(name) if one.isdigit()]


def moment(day: date, clock: time) -> datetime:
    """A day and a time of day, on the district's clock."""
    return timezone.make_aware(datetime.combine(day, clock))
