"""How is a number read that somebody wrote into a form or an address?"""

from __future__ import annotations

import re

_MOST_DIGITS = 9
_FIGURE = re.compile(r"[-+]?[0-9]{1,9}(\.[0-9]{1,6})?")


def whole(said: str) -> int | None:
    """Read a whole number of at most nine digits from 0 to 9; None when it is none.

    `str.isdigit` says yes to "²", and `int` then raises; a number of 5,000 digits raises as well.
    """
    fits = said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS
    return int(said) if fits else None


def figure(said: str, *, fits: re.Pattern[str] = _FIGURE) -> float | None:
    """Read a figure, with a percent sign or a decimal comma or without; None when nothing is said.

    Raises ValueError when it does not have the form that is asked for.
    """
    plain = said.replace("%", "").replace(",", ".").strip()
    if not plain:
        return None
    if not fits.fullmatch(plain):
        raise ValueError(said)
    return float(plain)
