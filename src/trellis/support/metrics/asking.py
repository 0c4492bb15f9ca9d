"""How soon does a school that asks get a reply and useful help, and were promises kept?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from trellis.support.metrics.definition import ALL, Definition
from trellis.support.metrics.ledger import Ledger, Request
from trellis.support.metrics.tally import Numbers, Shares, Tally, Waits

HOURS_BEGIN, HOURS_END = 8, 16
"""School hours on the district's clock: eight of them on every school day."""

FIRST_REPLY = Definition(
    number=2,
    key="first-reply",
    title="First reply",
    question="How soon does somebody answer a school that asks?",
    says="Half of the schools that ask hear from somebody within {}",
    form="waiting",
    formula="The time by which half of the requests asked in the window had their first reply "
    "from a person (or help without a word before), read from the waiting curve (Kaplan-Meier) "
    "with the requests that still wait counted in.",
    unit="school hours, eight a school day (8:00 to 16:00)",
    counts="requests",
    trap="“We got it” within the hour counts as a reply.",
    guard="Read it beside the time to useful help. Leaving out those that still wait would "
    "flatter; they are in.",
)
USEFUL_HELP = Definition(
    number=3,
    key="useful-help",
    title="Time to useful help",
    question="How soon does something come that the school calls help?",
    says="Half of the schools that ask have useful help within {}",
    form="waiting",
    formula="School days from the day of asking to the first visit for the request whose record "
    "the school calls fair, or, without a visit, to the day on which help was given to a request "
    "that the school itself then closed. Read from the waiting curve; what still waits is in.",
    unit="school days",
    counts="requests",
    trap="Closing early would shorten it.",
    guard="Only the school closes a request, and it can say “not yet”.",
)
PROMISE_KEPT = Definition(
    number=4,
    key="promise-kept",
    title="Replies within the promise",
    question="Do departments answer within what they promised?",
    says="{} of first replies came within their promise",
    form="share",
    formula="Requests whose first reply came within the school days promised on the role card, of "
    "all requests whose promised day fell into the window. What the school closed or took back "
    "before that day is left out.",
    unit="percent of requests",
    counts="requests",
    trap="A lax promise is easily kept.",
    guard="The promise stands beside the rate; every change of it is a new version of the card.",
)


def first_replies(ledger: Ledger) -> Waits:
    """How many school hours each request of the window waited for its first reply."""
    found: Waits = {}
    for asked in _asked_in(ledger):
        until = asked.replied_at or asked.ended_at or ledger.now
        kept = ledger.days.get(asked.school) or ledger.days[0]
        _wait(found, asked, school_hours(kept, asked.asked_at, until), bool(asked.replied_at))
    return found


def useful_help(ledger: Ledger) -> Waits:
    """How many school days each request of the window waited for help that the school confirms."""
    found: Waits = {}
    for asked in _asked_in(ledger):
        until = asked.useful_on or asked.ended_on or ledger.today
        gone = ledger.days_from(asked.school, asked.asked_on, max(until, asked.asked_on))
        _wait(found, asked, gone, asked.useful_on is not None)
    return found


def replies_kept(ledger: Ledger) -> Shares:
    """How many of the replies that were due in the window came within their promise."""
    tally = Tally()
    for asked in ledger.requests:
        due = ledger.school_day_after(asked.school, asked.asked_on, asked.reply_in)
        if due is None or not ledger.window.holds(due):
            continue
        kept = asked.replied_on is not None and asked.replied_on <= due
        ended_before = asked.ended_on is not None and asked.ended_on <= due
        if kept or not ended_before:
            tally.add(kept, [asked.department])
    return tally.shares


def promises_of(ledger: Ledger) -> Numbers:
    """The promised school days of every reply that was due in the window."""
    found: Numbers = {}
    for asked in ledger.requests:
        due = ledger.school_day_after(asked.school, asked.asked_on, asked.reply_in)
        if due is not None and ledger.window.holds(due):
            for place in (ALL, asked.department):
                found.setdefault(place, []).append(asked.reply_in)
    return found


def school_hours(days: Sequence[date], start: datetime, end: datetime) -> float:
    """Count the school hours between two moments, on these school days, to a tenth."""
    begin, until = timezone.localtime(start), timezone.localtime(end)
    if until <= begin:
        return 0.0
    whole, day = 0.0, begin.date()
    kept = set(days)
    while day <= until.date():
        if day in kept:
            first = _clock(begin) if day == begin.date() else HOURS_BEGIN
            last = _clock(until) if day == until.date() else HOURS_END
            whole += max(0.0, min(last, HOURS_END) - max(first, HOURS_BEGIN))
        day += timedelta(days=1)
    return round(whole, 1)


def _asked_in(ledger: Ledger) -> list[Request]:
    return [asked for asked in ledger.requests if ledger.window.holds(asked.asked_on)]


def _wait(found: Waits, asked: Request, waited: float, answered: bool) -> None:
    for place in (ALL, asked.department):
        found.setdefault(place, []).append((waited, answered))


def _clock(at: datetime) -> float:
    return at.hour + at.minute / 60 + at.second / 3600
