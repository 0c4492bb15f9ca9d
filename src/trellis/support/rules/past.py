"""When can a record of an older system be taken over: is its story possible, and is it over?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from trellis.lib.api import BadInput
from trellis.support.models import RELEASED_FROM, TOOK_PLACE, Openness, VisitState
from trellis.support.rules import engagements as visits
from trellis.support.said_past import PastCount, PastStep, PastVisit


def check_steps(
    steps: Sequence[PastStep], following: Mapping[str, set[str]], *, first: set[str], now: datetime
) -> str:
    """Return the state in which steps end.

    Raises BadInput for a step that cannot follow the one before, for steps out of their order in
    time, and for one that is still to come.
    """
    if not steps or steps[0].became not in first:
        raise BadInput(f"A record begins as {' or '.join(sorted(first))}; this one does not.")
    before = steps[0]
    for step in steps[1:]:
        if step.became not in following[before.became]:
            raise BadInput(f"“{step.became}” cannot follow “{before.became}”.")
        if step.at < before.at:
            raise BadInput(f"“{step.became}” stands before “{before.became}”, which led to it.")
        before = step
    if before.at > now:
        raise BadInput(f"“{before.became}” on {before.at:%Y-%m-%d} is still to come.")
    return before.became


def check_visit(visit: PastVisit, *, openness: str, now: datetime) -> str:
    """Return the state in which a visit ends, or raise BadInput when its story is not possible."""
    plan, steps = visit.plan, visit.steps
    visits.check_kind(plan.kind, hat=plan.hat, started=plan.initiated_by)
    visits.check_times(plan.start, plan.end)
    state = check_steps(steps, visits.NEXT, first={VisitState.ANNOUNCED, VisitState.DONE}, now=now)
    if steps[0].became == VisitState.ANNOUNCED and steps[0].at > plan.start:
        raise BadInput("A visit is announced before it takes place, or it was not announced.")
    if (visit.log is not None) != (state in TOOK_PLACE):
        raise BadInput("A visit has a log when it took place, and none when it did not.")
    if visit.log is not None:
        if plan.start > now:
            raise BadInput(f"The visit of {plan.start:%Y-%m-%d} is still to come.")
        visits.check_record(openness, visit.log.minutes, visit.log.what_we_did)
        if openness != Openness.OPEN and (visit.log.what_we_did or visit.log.what_next):
            raise BadInput("What was said between two people is not taken over.")
    return state


def check_still_kept(day: date, *, today: date) -> None:
    """Raise BadInput when a visit is so old that it would be forgotten at once."""
    if visits.kept_until(day) <= today:
        raise BadInput(f"A visit of {day} is older than this ledger keeps.")


def check_count(count: PastCount) -> None:
    """Raise BadInput unless counts can be shown together, or are few enough to wait."""
    told = sum(count.helped)
    if told != sum(count.well_used):
        raise BadInput("Both questions are answered by the same people.")
    if count.waiting != (told < RELEASED_FROM):
        raise BadInput(f"Answers are seen from {RELEASED_FROM} together, and wait until then.")
