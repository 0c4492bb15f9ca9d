"""How does Trellis say numbers, lists and dates aloud?"""

from collections.abc import Sequence
from datetime import date, datetime, time

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAY_BEGINS = 7


def count(n: int, one: str, many: str = "") -> str:
    """Say how many of something: "no visits", "one visit", "12 visits"."""
    word = _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"
    return f"{word} {one if n == 1 else many or one + 's'}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join words as people do: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def plain(text: str) -> str:
    """Take what somebody wrote without blanks around it, and without what no database stores."""
    return text.replace("\x00", "").strip()


def sentence(text: str) -> str:
    """Begin with a capital letter, leave the rest as it is."""
    return text[:1].upper() + text[1:]


def day(when: date, *, year: bool = False) -> str:
    """Say a date: "Thu Nov 20", with the year "Thu Nov 20, 2026"."""
    said = f"{when:%a %b} {when.day}"
    return f"{said}, {when.year}" if year else said


def clock(at: datetime | time) -> str:
    """Say a time of day: "9:30", "3:30 pm"; before seven in the morning "5:15 am"."""
    half = " pm" if at.hour >= 12 else " am" if at.hour < _DAY_BEGINS else ""
    return f"{at.hour % 12 or 12}:{at.minute:02d}{half}"


def school_year(year: int) -> str:
    """Say a school year by both its calendar years: 2026 is "2025–26"."""
    return f"{year - 1}–{year % 100:02d}"
