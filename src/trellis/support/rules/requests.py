"""When may a request change its state, whoever asks?"""

from __future__ import annotations

from datetime import date

from trellis.lib.api import BadInput, NotNow
from trellis.support.models import State, SupportRequest

NEXT: dict[str, set[str]] = {
    State.ASKED: {State.TAKEN_UP, State.CLOSED, State.WITHDRAWN},
    State.TAKEN_UP: {
        State.ASKED,
        State.ANSWERED,
        State.VISITED,
        State.CLOSED,
        State.WITHDRAWN,
    },
    State.ANSWERED: {State.TAKEN_UP, State.VISITED, State.CLOSED},
    State.VISITED: {State.TAKEN_UP, State.ANSWERED, State.CLOSED},
    State.CLOSED: {State.ASKED, State.TAKEN_UP},
    State.WITHDRAWN: set(),
}
"""asked -> one person takes it up -> answered or visited -> the school closes it.

Handed over, it is asked again; "not yet" and opening it again lead back to whoever took it up.
"""

_CANNOT = {
    State.ASKED: "Nobody has taken this up yet.",
    State.TAKEN_UP: "This is taken up.",
    State.ANSWERED: "The department says that this is answered; the school has the next word.",
    State.VISITED: "The department says that it came; the school has the next word.",
    State.CLOSED: "The school has closed this. It can open it again.",
    State.WITHDRAWN: "The school took this back.",
}
LONGEST = {"title": 140, "words": 4000, "why": 500}


def check_can_become(request: SupportRequest, state: str) -> None:
    """Raise NotNow with a sentence when a request cannot go there from where it is."""
    if state not in NEXT[request.state]:
        raise NotNow(_CANNOT[State(request.state)])


def check_is(request: SupportRequest, *states: str) -> None:
    """Raise NotNow with a sentence unless a request is in one of these states."""
    if request.state not in states:
        raise NotNow(_CANNOT[State(request.state)])


def check_nobody_was_first(request: SupportRequest, *, minutes: int) -> None:
    """Raise NotNow, naming who was first, when somebody leads the request already."""
    if request.lead is None:
        return
    when = "just now" if minutes < 1 else "a minute ago" if minutes < 2 else _ago(minutes)
    raise NotNow(f"{request.lead.name} took this up {when}. You can offer to help.")


def check_words(words: str, *, of: str = "words") -> str:
    """Return words without blanks around them, or raise BadInput when there are none."""
    kept = words.strip()
    if not kept:
        raise BadInput("Write a few words first.")
    if len(kept) > LONGEST[of]:
        raise BadInput(f"That is {len(kept):,} letters; {LONGEST[of]:,} fit here.")
    return kept


def check_says_why(why: str) -> str:
    """Return the reason, or raise BadInput when none is given."""
    if len(why.strip()) < 3:
        raise BadInput("Say why in a few words; both sides will read it.")
    return check_words(why, of="why")


def check_wanted_by(day: date | None, *, today: date) -> None:
    """Raise BadInput when the day by which something is wanted has passed."""
    if day is not None and day < today:
        raise BadInput("The day you want it by has passed; choose one that comes.")


def _ago(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} minutes ago"
    hours = minutes // 60
    if hours < 24:
        return "an hour ago" if hours == 1 else f"{hours} hours ago"
    return "a day ago" if hours < 48 else f"{hours // 24} days ago"
