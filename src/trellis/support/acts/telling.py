"""Who is told what about a visit, an agreement, two questions; after the act is committed.

Words here leave out what a visit is about: a notice is short, and it may be counted in a mail.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from trellis.commitments.api import Side
from trellis.district.api import Person
from trellis.lib.api import day
from trellis.notices.api import tell
from trellis.support.models import Agreement, Engagement, FeedbackAsk, Openness, VisitState
from trellis.support.queries.people import who_speaks_for

_BEFORE = {
    VisitState.AGREED: "{who} says “fine by us” to your visit on {day}.",
    VisitState.CHANGED: "{who} asks to change your visit on {day}.",
    VisitState.DECLINED: "{who} says “not this week” to your visit on {day}.",
}
_AFTER = {
    VisitState.FAIR: "{who}: your record of {day} is fair.",
    VisitState.NOTED: "{who} added a note to your record of {day}.",
    VisitState.DIFFERS: "{who} says that {day} was different from the record.",
}


def announced(visit_id: int) -> None:
    """Tell the school that somebody wants to come, and whoever was asked along."""
    visit = _visit(visit_id)
    lead = _lead(visit)
    words = f"{lead} wants to come on {_day(visit)}."
    _tell(_school_side(visit), visit, f"announced-{visit.sequence}", words)
    others = [one.person for one in visit.visitors.all() if not one.is_lead]
    _tell(others, visit, f"with-{visit.sequence}", f"{lead} comes with you on {_day(visit)}.")


def answered_before(visit_id: int, by_id: int) -> None:
    """Tell those who come what the school said."""
    visit = _visit(visit_id)
    who = Person.objects.get(pk=by_id)
    words = _BEFORE[VisitState(visit.state)].format(who=who.name, day=_day(visit))
    _tell(_comers(visit, who), visit, f"{visit.state}-{visit.steps.count()}", words)


def settled(visit_id: int, by_id: int) -> None:
    """Tell both sides that a visit is off, or comes at the time the school proposed."""
    visit = _visit(visit_id)
    who = Person.objects.get(pk=by_id)
    off = visit.state == VisitState.CANCELLED
    words = (
        f"{who.name} called off the visit on {_day(visit)}."
        if off
        else f"{who.name} comes at the time you proposed, {_day(visit)}."
    )
    people = [*_school_side(visit), *_comers(visit, who)]
    _tell(people, visit, f"{visit.state}-{visit.sequence}", words)


def joined(visit_id: int, by_id: int) -> None:
    """Tell the school and the others that somebody comes along."""
    visit = _visit(visit_id)
    who = Person.objects.get(pk=by_id)
    words = f"{who.name} joins the visit on {_day(visit)}."
    _tell([*_school_side(visit), *_comers(visit, who)], visit, f"joined-{who.pk}", words)


def written(visit_id: int) -> None:
    """Ask the other side whether the record is fair; of a required visit there is none."""
    visit = _visit(visit_id)
    if visit.openness == Openness.CLOSED:
        return
    words = f"Is this a fair record? {_lead(visit)} on {_day(visit)}."
    people = (
        [one.person for one in visit.visitors.all()]
        if visit.side == Side.SCHOOL
        else _school_side(visit)
    )
    _tell(people, visit, f"written-{visit.records.count()}", words)


def answered_after(visit_id: int, by_id: int) -> None:
    """Tell whoever wrote a record what the other side says to it."""
    visit = _visit(visit_id)
    who = Person.objects.get(pk=by_id)
    words = _AFTER[VisitState(visit.state)].format(who=who.name, day=_day(visit))
    people = [visit.entered_by, *(one.person for one in visit.visitors.all())]
    others = [person for person in people if person != who]
    _tell(others, visit, f"{visit.state}-{visit.steps.count()}", words)


def about_agreement(agreement_id: int, by_id: int) -> None:
    """Tell the other one of the two that something is new; never what, and nobody else."""
    agreement = Agreement.objects.select_related("coach", "coachee").get(pk=agreement_id)
    who = Person.objects.get(pk=by_id)
    tell(
        agreement.other(who),
        key=f"agreement-{agreement.key}-{timezone.localdate()}",
        kind="coaching",
        words=f"{who.name} wrote something for the two of you.",
        link=agreement.get_absolute_url(),
    )


def asked(ask_id: int) -> None:
    """Ask somebody the two questions."""
    ask = FeedbackAsk.objects.select_related("person").get(pk=ask_id)
    tell(
        ask.person,
        key=f"feedback-{ask.pk}",
        kind="feedback",
        words="Did a visit help? Two questions; nobody sees who answered.",
        link=ask.get_absolute_url(),
    )


def _visit(pk: int) -> Engagement:
    rows = Engagement.objects.select_related("school", "with_person", "entered_by")
    return rows.prefetch_related("visitors__person").get(pk=pk)


def _school_side(visit: Engagement) -> list[Person]:
    """Who answers for the school; where it is between two, the other one alone."""
    if visit.openness == Openness.TWO:
        return [visit.with_person] if visit.with_person else []
    came = {one.person_id for one in visit.visitors.all()}
    return [person for person in who_speaks_for(visit.school) if person.pk not in came]


def _comers(visit: Engagement, leaving_out: Person) -> list[Person]:
    people = [one.person for one in visit.visitors.all()]
    return [person for person in people if person != leaving_out]


def _lead(visit: Engagement) -> str:
    return next((one.person.name for one in visit.visitors.all()), visit.entered_by.name)


def _day(visit: Engagement) -> str:
    return day(timezone.localtime(visit.planned_start).date())


def _tell(people: Iterable[Person], visit: Engagement, key: str, words: str) -> None:
    for person in dict.fromkeys(people):
        tell(
            person,
            key=f"visit-{visit.pk}-{key}",
            kind="visit",
            words=words,
            link=visit.get_absolute_url(),
        )
