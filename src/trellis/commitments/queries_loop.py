"""Was a loop closed: promised, kept, looked at again, and said what it changed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from trellis.commitments.models import Commitment, Look, State
from trellis.commitments.permissions import SEE_COMMITMENT
from trellis.conversation.api import Conversation
from trellis.district.api import Org, Person
from trellis.lib.api import count, day


@dataclass(frozen=True)
class Knot:
    """One knot of the thread from support to what students show: its state, in words."""

    name: str
    state: str
    says: str
    words: str = ""


@dataclass(frozen=True)
class Loops:
    """Of the promises whose day has passed: how many were kept, looked at again, told of."""

    due: int
    kept: int
    looked: int
    closed: int

    @property
    def says(self) -> str:
        """The counts in words, with the number that they are of."""
        if not self.due:
            return "No promise’s day has passed yet."
        said = f"Of {count(self.due, 'promise')} whose day has passed, {_were(self.kept)} kept"
        if not self.kept:
            return f"{said}."
        return (
            f"{said} on both sides; of those, the evidence of {_were(self.looked)} looked at "
            f"again, and of {_were(self.closed)} said what it changed."
        )


def thread_of(commitment: Commitment) -> list[Knot]:
    """Tell a promise's thread as far as it is known; what is not known is said."""
    looks = list(commitment.looks.all())
    told = next((one for one in reversed(looks) if one.verdict), None)
    return [
        _promise(commitment),
        Knot(
            "Team cycle",
            "unknown",
            "We can’t tell: no team’s cycle is tied to this promise.",
        ),
        _practice(told),
        _outcome(looks, told),
    ]


def is_closed(commitment: Commitment) -> bool:
    """Whether it was kept, its evidence looked at again, and said what it changed."""
    return commitment.is_kept and any(one.verdict for one in commitment.looks.all())


def loops(*, seen_by: Person, school: Org | None = None, today: date | None = None) -> Loops:
    """Count the loops of a school, or of all that she may see, both sides together."""
    rows = SEE_COMMITMENT.among(seen_by).prefetch_related("parts", "looks")
    if school is not None:
        rows = rows.filter(school=school)
    on = today or timezone.localdate()
    over = [one for one in rows if one.state != State.OPEN or (one.due_on or on) < on]
    kept = [one for one in over if one.is_kept]
    return Loops(
        due=len(over),
        kept=len(kept),
        looked=sum(1 for one in kept if any(look.now_id for look in one.looks.all())),
        closed=sum(1 for one in kept if is_closed(one)),
    )


@dataclass(frozen=True)
class Opening:
    """A look with which a conversation opens; `waits` when its evidence is still to be guessed."""

    look: Look
    waits: bool


def looks_for(conversation: Conversation, *, seen_by: Person) -> list[Opening]:
    """Evidence of the school's promises that is to be looked at again by that day.

    A question that this conversation looks at anyway waits for its step: first people say what
    they expect.
    """
    on = timezone.localtime(conversation.planned_for).date()
    rows = looks_seen_by(seen_by).filter(commitment__school=conversation.school)
    to_do = Q(now=None, on__lte=on) | Q(verdict="", looked_at__isnull=False)
    ahead = [] if conversation.shows_evidence else [one.asked for one in conversation.evidence]
    return [
        Opening(one, one.now_id is None and one.then.asked in ahead) for one in rows.filter(to_do)
    ]


def looks_seen_by(person: Person) -> QuerySet[Look, Any]:
    """Every look of a promise that she may see, by its day."""
    rows = Look.objects.filter(commitment__in=SEE_COMMITMENT.among(person).values("pk"))
    return rows.select_related(
        "commitment__school", "then__publication", "now__publication", "looked_by", "said_by"
    )


def _were(n: int) -> str:
    return f"{count(n, 'was', 'were') if n else 'none was'}"


def _promise(commitment: Commitment) -> Knot:
    state = commitment.state
    if state == State.DONE and not commitment.is_kept:
        return Knot("Promise", "dropped", "Kept in part; the rest was dropped, with a reason.")
    if state == State.DONE:
        return Knot("Promise", "done", "Kept: the other side says “we have it”.")
    if state == State.DROPPED:
        return Knot("Promise", "dropped", "Dropped, with a reason. It closes no loop.")
    due = commitment.due_on
    late = any(part.shown_state == "late" for part in commitment.parts.all())
    says = f"Not yet kept; its last day is {day(due)}." if due else "Not yet kept."
    return Knot("Promise", "late" if late else "under-way", says)


def _practice(told: Look | None) -> Knot:
    if told is None:
        return Knot("Change in practice", "open", "Not yet said.")
    if not told.practice:
        return Knot("Change in practice", "unknown", "We can’t tell: nobody said what changed.")
    return Knot("Change in practice", "done", "Said by those who promised.", told.practice)


def _outcome(looks: list[Look], told: Look | None) -> Knot:
    name = "What students show"
    if told is not None:
        known = told.verdict != Look.Verdict.UNKNOWN
        says = f"Looked again: {told.get_verdict_display()}."
        return Knot(name, "done" if known else "unknown", says, told.said)
    if any(one.now_id for one in looks):
        return Knot(name, "under-way", "Looked at again; nobody has said yet what it changed.")
    ahead = next((one for one in looks if one.now_id is None), None)
    if ahead is None:
        return Knot(name, "open", "Not yet: no day is chosen to look at the evidence again.")
    if ahead.is_due:
        return Knot(name, "late", f"The day to look again has come: {day(ahead.on)}.")
    return Knot(name, "open", f"Not yet: we look again on {day(ahead.on)}.")
