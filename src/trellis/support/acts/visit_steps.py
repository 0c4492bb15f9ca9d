"""How is a change of a visit's state made and written down?"""

from __future__ import annotations

from datetime import datetime

from trellis.district.api import Person
from trellis.support.models import Engagement, EngagementStep, Record, Started
from trellis.support.rules import engagements as rules


def step(
    visit: Engagement,
    state: str,
    *,
    by: Person,
    side: str,
    was: str = "",
    words: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    record: Record | None = None,
    started: str = "",
) -> EngagementStep:
    """Write down one change of state."""
    return EngagementStep.objects.create(
        engagement=visit,
        was=was,
        became=state,
        by=by,
        side=side,
        words=words.strip()[:500],
        start=start,
        end=end,
        record=record,
        started=started if started in Started.values else "",
    )


def change_state(visit: Engagement, state: str) -> str:
    """Bring a visit to a state that may follow; return the state it had."""
    last = visit.steps.select_related("by").order_by("-at", "-pk").first()
    rules.check_can_become(visit, state, last_by=last.by.name if last else "")
    was, visit.state = visit.state, state
    visit.save(update_fields=["state"])
    return was


def become(
    visit: Engagement,
    state: str,
    *,
    by: Person,
    side: str,
    words: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
) -> None:
    """Bring a visit to a state and write the step down."""
    was = change_state(visit, state)
    step(visit, state, by=by, side=side, was=was, words=words, start=start, end=end)
