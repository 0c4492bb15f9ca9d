"""What is the one thread of a request: both sides' words and what happened, oldest first?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from trellis.lib.api import count
from trellis.support.models import Sending, State, SupportRequest, Transition
from trellis.support.queries.clocks import Standing

_MOVED = {
    State.TAKEN_UP: "{who} took it up",
    State.ANSWERED: "{who} says that it is answered",
    State.VISITED: "{who} was at the school for it",
    State.CLOSED: "{who} closed it: they have what they need",
    State.WITHDRAWN: "{who} took it back",
}


@dataclass(frozen=True)
class Line:
    """One entry: words of a person with her side, or an event (`side` is empty)."""

    at: datetime
    words: str
    who: str = ""
    side: str = ""
    small: str = ""


def thread(standing: Standing) -> list[Line]:
    """Return the thread of a request; the caller has found it by permission."""
    request = standing.request
    lines = [_first(request)]
    lines += [
        Line(m.at, m.words, m.author.name, m.side)
        for m in request.messages.select_related("author")
    ]
    lines += [_sent(one, request) for one in request.sendings.select_related("department", "by")]
    lines += list(_moves(request))
    for helper in request.helpers.select_related("person", "department"):
        whence = f" ({helper.department.name})" if helper.department else ""
        lines.append(Line(helper.at, f"{helper.person.name}{whence} helps"))
    lines += list(_ran_out(standing))
    return sorted(lines, key=lambda line: line.at)


def _first(request: SupportRequest) -> Line:
    asked = f"Asked from the catalogue: “{request.service.title}”." if request.service else ""
    if request.wanted_by:
        asked += f" Wanted by {request.wanted_by:%b} {request.wanted_by.day}."
    return Line(
        request.asked_at,
        request.words or request.title,
        request.asked_by.name,
        "school",
        asked.strip(),
    )


def _sent(sending: Sending, request: SupportRequest) -> Line:
    why = f": {sending.why}" if sending.why else ""
    if sending.how == Sending.How.FIRST:
        words = (
            f"Sent to {sending.department.name}, with the promise of a reply within "
            f"{count(request.reply_in_days, 'school day')} and of a visit or an answer within "
            f"{count(request.visit_in_days, 'school day')}"
        )
        return Line(sending.at + timedelta(microseconds=1), words)
    if sending.how == Sending.How.ALSO:
        return Line(sending.at, f"{sending.by.name} asked {sending.department.name} to help{why}")
    return Line(sending.at, f"{sending.by.name} handed it over to {sending.department.name}{why}")


def _moves(request: SupportRequest) -> Iterator[Line]:
    for move in request.transitions.select_related("by"):
        words = _move_words(move)
        if words:
            why = f": {move.why}" if move.why else ""
            yield Line(move.at, words.format(who=move.by.name) + why)


def _move_words(move: Transition) -> str:
    if not move.was or (move.was, move.became) == (State.TAKEN_UP, State.ASKED):
        return ""  # the row of its sending says it
    if move.was in (State.ANSWERED, State.VISITED) and move.became == State.TAKEN_UP:
        return "{who} says “not yet”"
    if move.was == State.CLOSED:
        return "{who} opened it again"
    return _MOVED[State(move.became)]


def _ran_out(standing: Standing) -> Iterator[Line]:
    for clock, what in ((standing.reply, "reply"), (standing.visit, "visit or answer")):
        if clock.is_late and clock.due_on is not None:
            midnight = datetime.combine(clock.due_on + timedelta(days=1), time.min)
            yield Line(
                timezone.make_aware(midnight),
                f"School day {clock.promised} was over: the promise of a {what} ran out",
            )
