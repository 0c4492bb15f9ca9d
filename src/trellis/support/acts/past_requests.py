"""How are requests of an older system taken over, many at once?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from trellis.access.api import scope_of
from trellis.district.api import Department, Person
from trellis.lib.api import NotAllowed
from trellis.support.models import (
    Helper,
    Message,
    Sending,
    State,
    SupportRequest,
    Transition,
)
from trellis.support.permissions.past import may_take_over
from trellis.support.queries.people import unit_of
from trellis.support.rules.cards import check_promise
from trellis.support.rules.past import check_steps
from trellis.support.rules.requests import NEXT, check_words
from trellis.support.said_past import PastRequest, PastSending, PastStep
from trellis.trail.api import wrote

MANY = 500
"""How many rows go to the database in one statement."""


@transaction.atomic
def take_over_past_requests(told: Sequence[PastRequest], *, by: Person) -> list[SupportRequest]:
    """Take over requests of an older system, whole or not at all; in the order they are told.

    Nobody is told anything, and the trail has one line. Raises BadInput for a story that could
    not have happened here.
    """
    check_may_take_over(by)
    now = timezone.now()
    made = SupportRequest.objects.bulk_create([_request(one, now) for one in told], batch_size=MANY)
    units: dict[int, Department | None] = {}
    Transition.objects.bulk_create(
        (
            Transition(request=request, was=was, became=step.became, by=step.by, at=step.at,
                       why=step.words[:500])
            for request, one in zip(made, told, strict=True)
            for was, step in zip(["", *(s.became for s in one.steps)], one.steps, strict=False)
        ),
        batch_size=MANY,
    )  # fmt: skip
    Sending.objects.bulk_create(
        (
            Sending(request=request, department=sent.department, how=sent.how, by=sent.by,
                    at=sent.at, why=sent.why[:500])
            for request, one in zip(made, told, strict=True)
            for sent in (_first(one), *one.sendings)
        ),
        batch_size=MANY,
    )  # fmt: skip
    Message.objects.bulk_create(
        (
            Message(request=request, author=m.author, side=m.side, words=check_words(m.words),
                    at=m.at)
            for request, one in zip(made, told, strict=True)
            for m in one.messages
        ),
        batch_size=MANY,
    )  # fmt: skip
    Helper.objects.bulk_create(
        (
            Helper(request=request, person=person, department=_unit(person, units))
            for request, one in zip(made, told, strict=True)
            for person in one.helpers
        ),
        batch_size=MANY,
    )
    wrote("took over past requests", by=by, detail={"requests": len(made)})
    return made


def check_may_take_over(by: Person) -> None:
    """Raise NotAllowed unless she answers for the files that come in."""
    if not may_take_over(scope_of(by)):
        raise NotAllowed("Whoever answers for files takes over records of an older system.")


def _request(told: PastRequest, now: datetime) -> SupportRequest:
    state = check_steps(told.steps, NEXT, first={State.ASKED}, now=now)
    reply, visit = told.promise
    check_promise(reply, visit, of=told.title)
    handed = [one for one in told.sendings if one.how == Sending.How.HANDED_OVER]
    return SupportRequest(
        school=told.school,
        title=check_words(told.title, of="title"),
        words=told.words.strip(),
        wanted_by=told.wanted_by,
        asked_by=told.steps[0].by,
        asked_at=told.steps[0].at,
        service=told.service,
        reply_in_days=reply,
        visit_in_days=visit,
        department=handed[-1].department if handed else told.department,
        state=state,
        lead=_lead(told.steps),
        first_reply_at=min((m.at for m in told.messages if m.side == "district"), default=None),
        first_help_at=_first_help(told.steps),
    )


def _lead(steps: Sequence[PastStep]) -> Person | None:
    """Whoever took it up last, unless it went back to a desk after that.

    The school's "not yet" brings it back to the one who leads, and changes nobody.
    """
    lead: Person | None = None
    before = ""
    for step in steps:
        if step.became == State.TAKEN_UP and before == State.ASKED:
            lead = step.by
        elif step.became == State.ASKED:
            lead = None
        before = step.became
    return lead


def _first_help(steps: Sequence[PastStep]) -> datetime | None:
    """When help came that the school did not call "not yet" after."""
    helped: datetime | None = None
    before = ""
    for step in steps:
        if step.became in (State.ANSWERED, State.VISITED):
            helped = helped or step.at
        elif before in (State.ANSWERED, State.VISITED) and step.became == State.TAKEN_UP:
            helped = None
        before = step.became
    return helped


def _first(told: PastRequest) -> PastSending:
    asked = told.steps[0]
    return PastSending(told.department, Sending.How.FIRST, asked.by, asked.at)


def _unit(person: Person, known: dict[int, Department | None]) -> Department | None:
    if person.pk not in known:
        known[person.pk] = unit_of(person)[0]
    return known[person.pk]
