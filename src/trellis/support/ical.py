"""How do visits stand in a calendar program? As iCalendar (RFC 5545), written by its library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from trellis.support.models import Blackout, Mode, VisitState
from trellis.support.queries.engagements import Seen

HOST = "trellis.invalid"
"""The second half of every event's id: the same wherever Trellis is served from."""

_STATUS = {
    VisitState.ANNOUNCED: "TENTATIVE",
    VisitState.CHANGED: "TENTATIVE",
    VisitState.DECLINED: "CANCELLED",
    VisitState.CANCELLED: "CANCELLED",
}


def calendar_of(name: str, visits: Sequence[Seen], blackouts: Iterable[Blackout] = ()) -> bytes:
    """Write visits and the days that a school keeps free, as the feed's owner may see them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Trellis//visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for seen in visits:
        calendar.add_component(_visit(seen))
    for blackout in blackouts:
        calendar.add_component(_free_day(blackout))
    written: bytes = calendar.to_ical()
    return written


def _visit(seen: Seen) -> Event:
    visit = seen.visit
    last = max((step.at for step in visit.steps.all()), default=visit.entered_at)
    event = Event()
    event.add("uid", f"visit-{visit.key}@{HOST}")
    event.add("dtstamp", last.astimezone(UTC))
    event.add("last-modified", last.astimezone(UTC))
    event.add("sequence", visit.sequence)
    event.add("dtstart", visit.planned_start.astimezone(UTC))
    event.add("dtend", visit.planned_end.astimezone(UTC))
    event.add("summary", f"{seen.names or 'A visit'} at {visit.school.short_name}")
    event.add("description", "\n".join(_lines(seen)))
    event.add("location", ", ".join(w for w in (visit.place, visit.school.name) if w))
    event.add("status", _STATUS.get(VisitState(visit.state), "CONFIRMED"))
    event.add("transp", "TRANSPARENT" if visit.mode == Mode.ASYNC else "OPAQUE")
    # Calendar programs share less of what is marked so.
    event.add("class", "PRIVATE")
    return event


def _lines(seen: Seen) -> list[str]:
    return [
        line for line in (seen.purpose, f"Hat: {seen.visit.get_hat_display()}", seen.units) if line
    ]


def _free_day(blackout: Blackout) -> Event:
    event = Event()
    event.add("uid", f"free-{blackout.pk}@{HOST}")
    event.add("dtstamp", blackout.set_at.astimezone(UTC))
    event.add("dtstart", blackout.day)
    event.add("dtend", blackout.day + timedelta(days=1))
    event.add("summary", f"No visits, please: {blackout.why}")
    event.add("transp", "TRANSPARENT")
    return event
