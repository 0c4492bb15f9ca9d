"""How do visits fall on a school's weeks, what do they ask of it, of what kind are they?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from trellis.statistics.api import Estimate, agreement
from trellis.support.metrics.definition import ALL, Definition
from trellis.support.metrics.ledger import Ledger, Visit
from trellis.support.metrics.tally import Numbers, Parts, Shares, Tally
from trellis.support.models import ANSWERED, Class, Mode

COLLISIONS = Definition(
    number=11,
    key="collisions",
    title="Weeks in which departments come apart",
    question="Do we come to a school together, or one after the other?",
    says="Departments came apart in {} of the school-weeks with a visit",
    form="share",
    formula="School-weeks in which two visits of different departments took place at the school "
    "for different requests, of all school-weeks with at least one visit there. Required visits "
    "count: they take the school’s time as well. One visit of two departments is one visit.",
    unit="percent of school-weeks",
    counts="school-weeks with a visit",
    trap="Two visits can be called a joint one afterwards.",
    guard="A joint visit is one announcement with one purpose, or two for one request; both are "
    "set before. The best figure is not 0: some weeks need two departments.",
    leaves_out="coaching between two people, calls and video",
)
LOAD = Definition(
    number=12,
    key="load",
    title="What visits ask of a school’s people",
    question="How many minutes of its people does a school give to us in a week?",
    says="A school gives {} of its people’s time a week",
    form="median",
    formula="For each school: minutes of every visit times the people of the school in it, added "
    "up over the window, for each school week. The figure is the middle of all schools.",
    unit="staff minutes a school-week",
    counts="schools",
    trap="Logs that leave out how many people came.",
    guard="The share of records that say it stands beside; schools can add what was forgotten.",
    leaves_out="coaching between two people; forms and meetings elsewhere. It is not divided by "
    "staff: positions are kept here, full-time equivalents are not",
)
SHAPE = Definition(
    number=17,
    key="shape",
    title="The shape of the work",
    question="How does our time fall on facilitating, coaching, supporting and requiring?",
    says="{}",
    form="parts",
    formula="Minutes of visits that took place in the window, by what the work was entered as.",
    unit="percent of minutes",
    counts="hours of visits",
    trap="Everything can be called coaching.",
    guard="The school may say that it was something else; how far both sides agree stands beside "
    "(kappa: 1 is full agreement, 0 is what chance gives).",
    leaves_out="coaching between two people, so that nobody can count it",
)


def collisions(ledger: Ledger) -> Shares:
    """Count school-weeks in which visits of different departments came apart."""
    weeks: dict[tuple[int, object], list[Visit]] = {}
    for visit in ledger.visits:
        if visit.mode == Mode.IN_PERSON and visit.departments:
            monday = visit.day - timedelta(days=visit.day.weekday())
            weeks.setdefault((visit.school, monday), []).append(visit)
    tally, each = Tally(), Tally()
    for visits in weeks.values():
        apart = _apart(visits)
        tally.add(bool(apart))
        for department in {one for visit in visits for one in visit.departments}:
            each.add(department in apart, [department])
    return each.shares | {ALL: tally.shares.get(ALL, (0, 0))}


def load(ledger: Ledger) -> Numbers:
    """Return each school's staff minutes a week: for all visits, and for each department's."""
    weeks = max(ledger.window.days / 5, 1)
    asked: dict[int, dict[int, float]] = {ALL: {}}
    for visit in ledger.visits:
        for place in {ALL, *visit.departments}:
            school = asked.setdefault(place, {})
            school[visit.school] = school.get(visit.school, 0) + visit.minutes * visit.people
    return {
        place: [by_school.get(school, 0) / weeks for school in ledger.schools]
        for place, by_school in asked.items()
    }


def says_how_many(ledger: Ledger) -> Shares:
    """Count records that say how many of the school's people were there."""
    tally = Tally()
    for visit in ledger.visits:
        tally.add(visit.people > 0, visit.departments)
    return tally.shares


def shape(ledger: Ledger) -> Parts:
    """Add up minutes by class, for all visits and for each department's."""
    found: Parts = {ALL: dict.fromkeys(Class.values, 0.0)}
    for visit in ledger.visits:
        for place in {ALL, *visit.departments}:
            parts = found.setdefault(place, dict.fromkeys(Class.values, 0.0))
            parts[visit.shape] += visit.minutes
    return found


def agreement_on_shape(ledger: Ledger) -> Estimate | None:
    """Return how far both sides call the work by one name; None without two names.

    A school that answered the record and said nothing of its kind has let the name stand.
    """
    answered = [v for v in ledger.visits if v.state in ANSWERED and not v.required]
    ours = [visit.shape for visit in answered]
    theirs = [visit.school_shape or visit.shape for visit in answered]
    return agreement(ours, theirs) if len({*ours, *theirs}) > 1 else None


def _apart(visits: Iterable[Visit]) -> set[int]:
    """The departments of one school's week whose visits had different reasons."""
    apart: set[int] = set()
    for one, other in combinations(visits, 2):
        same = one.request is not None and one.request == other.request
        if not same and not one.departments & other.departments:
            apart |= one.departments | other.departments
    return apart
