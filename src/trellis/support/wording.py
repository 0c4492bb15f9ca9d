"""How is a request told in a sentence, and which weekdays did its clock leave out?"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from trellis.district.api import Person, Role, school_days, staff_of
from trellis.lib.api import count, day, listed
from trellis.support.models import State, SupportRequest
from trellis.support.queries.clocks import Standing

MOST_DAYS_OFF = 6


def answer_of(stands: Standing, *, seen_by: Person) -> str:
    """Say how a request stands, as a colleague would."""
    found = stands.request
    asked = f"Asked {_since(stands)}"
    if found.state == State.WITHDRAWN:
        return "The school took this back."
    if found.state == State.CLOSED:
        return f"Closed: {found.school.short_name} has what it needs."
    if not stands.waits:
        return f"{_says(found)} Only {_who_closes(found, seen_by)} can close it, or say “not yet”."
    clock = stands.clock
    what = "a first reply" if clock is stands.reply else "a visit or an answer"
    promised = (
        f"{found.department.name} promised {what} within {count(clock.promised, 'school day')}"
    )
    if stands.is_late:
        promised += f"; it is {count(clock.days_late, 'day')} late"
    elif clock.due_on is not None:
        promised += _until(clock.due_on)
    return f"{asked}. {promised}. Only {_who_closes(found, seen_by)} can close it."


def days_off(request: SupportRequest) -> str:
    """Name the weekdays since a request was asked that were no school days."""
    asked, today = timezone.localtime(request.asked_at).date(), timezone.localdate()
    kept = set(school_days(asked, today, school=request.school))
    span = (asked + timedelta(days=n) for n in range(1, (today - asked).days + 1))
    off = [one for one in span if one.weekday() < 5 and one not in kept]
    if not off:
        return ""
    if len(off) > MOST_DAYS_OFF:
        return f"{count(len(off), 'weekday')} since then did not count."
    verb = "was no school day" if len(off) == 1 else "were no school days"
    return f"{listed([_short(one) for one in off])} {verb} and did not count."


def _since(stands: Standing) -> str:
    asked = timezone.localtime(stands.request.asked_at).date()
    if asked == timezone.localdate():
        return "today"
    return f"{count(stands.days_waiting, 'school day')} ago" if stands.days_waiting else day(asked)


def _until(due_on: date) -> str:
    today = timezone.localdate()
    if due_on == today:
        return ": that is today"
    return f"; its day was {day(due_on)}" if due_on < today else f", by {day(due_on)}"


def _short(when: date) -> str:
    return f"{when:%b} {when.day}"


def _says(found: SupportRequest) -> str:
    who = found.lead.name if found.lead else found.department.name
    if found.state == State.VISITED:
        return f"{who} came for this."
    return f"{who} says that this is answered."


def _who_closes(found: SupportRequest, seen_by: Person) -> str:
    principals = staff_of(found.school, roles=frozenset({Role.PRINCIPAL}))
    name = "you" if found.asked_by_id == seen_by.pk else found.asked_by.first_name
    return name if principals.filter(pk=found.asked_by_id).exists() else f"{name} or the principal"
