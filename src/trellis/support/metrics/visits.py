"""Who began visits, were they announced, and do both sides say what happened?"""

from __future__ import annotations

from trellis.support.metrics.definition import Definition
from trellis.support.metrics.ledger import Ledger, Visit
from trellis.support.metrics.tally import Shares, Tally
from trellis.support.models import Hat, Kind, Started

ASKED_FOR = (Started.SCHOOL_REQUEST, Started.AGREED_PLAN)
NOTICE = 3
"""School days before a visit by which it has to be announced."""

ANSWER_WITHIN = 10
"""School days in which the other side is to say whether a record is fair."""

REQUESTED = Definition(
    number=1,
    key="requested",
    title="Asked for, not brought",
    question="How much of our support did schools ask for?",
    says="{} of visits began with a school’s request or an agreed plan",
    form="share",
    formula="Visits that began with a school’s request or an agreed plan, of all visits that took "
    "place in the window. Required visits are left out.",
    unit="percent of visits",
    counts="visits",
    trap="A school can be asked to file a request for what was coming anyway.",
    guard="When the school answers the record it says who began the visit; both figures are shown.",
    leaves_out="coaching between two people",
)
REACH = Definition(
    number=8,
    key="reach",
    title="Departments reach the schools of their plans",
    question="Where a department and a school have agreed on something, does anybody come?",
    says="Somebody came to {} of the schools with a plan",
    form="share",
    formula="Pairs of a department and a school with an agreed plan (a promise of the department "
    "that stood in the window, or a visit by agreed plan in the last 180 school days) in which "
    "the department made at least one supporting visit in the window whose record both sides call "
    "fair.",
    unit="percent of pairs",
    counts="pairs of a department and a school",
    trap="A drive-by visit is quickly made.",
    guard="Only what the school has acknowledged counts.",
    days=60,
    leaves_out="coaching between two people",
)
ANNOUNCED = Definition(
    number=15,
    key="notice",
    title="Announced in time",
    question="Do schools know beforehand who comes and why?",
    says="{} of visits were announced three school days before, with their purpose",
    form="share",
    formula="Visits announced with their purpose at least 3 school days before, of all visits that "
    "took place in the window. Visits in a crisis and required visits are left out.",
    unit="percent of visits",
    counts="visits",
    trap="An announcement could be dated back.",
    guard="The time of the announcement is the server’s own.",
    leaves_out="coaching between two people",
)
BOTH_SIDES = Definition(
    number=16,
    key="both-sides",
    title="Records that both sides have read",
    question="Does the other side say whether the record is fair?",
    says="{} of records were answered within ten school days",
    form="share",
    formula="Records that the other side called fair, added to, or told differently within 10 "
    "school days, of all records written in the window whose 10 school days are over.",
    unit="percent of records",
    counts="records",
    trap="A record could acknowledge itself after a while.",
    guard="None does: silence stays silence.",
    leaves_out="coaching between two people",
)


def requested(ledger: Ledger) -> Shares:
    """Count visits that were asked for, as they were entered."""
    tally = Tally()
    for visit in _supporting(ledger):
        tally.add(visit.initiated_by in ASKED_FOR, visit.departments)
    return tally.shares


def requested_as_the_school_says(ledger: Ledger) -> Shares:
    """Count the same by what schools said when they answered the record."""
    tally = Tally()
    for visit in _supporting(ledger):
        if visit.school_started:
            tally.add(visit.school_started in ASKED_FOR, visit.departments)
    return tally.shares


def reach(ledger: Ledger) -> Shares:
    """Count pairs of department and school with a plan in which an acknowledged visit was made."""
    reached = {
        (department, visit.school)
        for visit in _supporting(ledger)
        if visit.acknowledged and visit.hat == Hat.SUPPORT
        for department in visit.departments
    }
    tally = Tally()
    for department, school in ledger.plans:
        tally.add((department, school) in reached, [department])
    return tally.shares


def announced(ledger: Ledger) -> Shares:
    """Count visits that were announced in time, with a purpose."""
    tally = Tally()
    for visit in _supporting(ledger):
        if visit.kind == Kind.CRISIS_SUPPORT or visit.initiated_by == Started.INCIDENT:
            continue
        said = visit.announced_on
        ahead = ledger.days_from(visit.school, said, visit.day) if said is not None else 0
        tally.add(ahead >= NOTICE and visit.has_purpose, visit.departments)
    return tally.shares


def both_sides(ledger: Ledger) -> Shares:
    """Count records that were answered within ten school days."""
    tally = Tally()
    for visit in _supporting(ledger):
        written = visit.written_on
        if written is None:
            continue
        if ledger.days_from(visit.school, written, ledger.today) < ANSWER_WITHIN:
            continue
        said = visit.answered_on
        tally.add(
            said is not None and ledger.days_from(visit.school, written, said) <= ANSWER_WITHIN,
            visit.departments,
        )
    return tally.shares


def added_by_schools(ledger: Ledger) -> Shares:
    """Count records that a school wrote because the district had not."""
    tally = Tally()
    for visit in _supporting(ledger):
        tally.add(visit.by_school, visit.departments)
    return tally.shares


def _supporting(ledger: Ledger) -> list[Visit]:
    return [visit for visit in ledger.visits if not visit.required]
