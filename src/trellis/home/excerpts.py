"""Which few words of a text are shown around the ones that somebody looked for?"""

from __future__ import annotations

from collections.abc import Sequence

ROOM = 160
_BEFORE = 50


def around(text: str, words: Sequence[str]) -> str:
    """Cut a text to about 160 letters around the first of the words that it holds."""
    whole = " ".join(text.split())
    if len(whole) <= ROOM:
        return whole
    lowered = whole.lower()
    places = [place for word in words if (place := lowered.find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - _BEFORE)
    end = min(len(whole), start + ROOM)
    if start:
        start = whole.find(" ", start) + 1 or start
    if end < len(whole):
        end = whole.rfind(" ", start, end) if " " in whole[start:end] else end
    return f"{'… ' if start else ''}{whole[start:end]}{' …' if end < len(whole) else ''}"
