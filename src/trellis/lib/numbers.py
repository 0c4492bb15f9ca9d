"""How is a number read that somebody wrote into a form or an address?"""

from __future__ import annotations

_MOST_DIGITS = 9


def whole(said: str) -> int | None:
    """Read a whole number of at most nine digits from 0 to 9; None when it is none.

    `str.isdigit` says yes to "²", and `int` then raises; a number of 5,000 digits raises as well.
    """
    fits = said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS
    return int(said) if fits else None
