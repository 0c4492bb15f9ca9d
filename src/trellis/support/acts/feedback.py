"""Who is asked whether a visit helped, and how is an answer counted without its giver?"""

from __future__ import annotations

import random
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from trellis.district.api import Person
from trellis.support.acts import telling
from trellis.support.models import (
    RELEASED_FROM,
    Engagement,
    FeedbackAsk,
    FeedbackBox,
    FeedbackRelease,
    no_answers,
)
from trellis.support.permissions.feedback import ANSWER
from trellis.support.queries.people import who_speaks_for
from trellis.support.rules import feedback as rules

_DICE = random.SystemRandom()


def ask_after(visit: Engagement, *, rng: random.Random = _DICE) -> FeedbackAsk | None:
    """Ask one person of the school, chosen by chance, after a part of the visits.

    Nobody is asked twice in a week; so it may be that nobody is asked.
    """
    if not rules.is_asked_about(visit, rng=rng):
        return None
    week = rules.week_of_day(timezone.localdate())
    asked = FeedbackAsk.objects.filter(week=week).values("person")
    came = visit.visitors.values("person")
    free = list(who_speaks_for(visit.school).exclude(pk__in=asked).exclude(pk__in=came))
    if not free:
        return None
    person = rng.choice(free)
    try:
        with transaction.atomic():
            ask = FeedbackAsk.objects.create(engagement=visit, person=person, week=week)
    except IntegrityError:
        # Another visit asked her in this very moment.
        return None
    transaction.on_commit(partial(telling.asked, ask.pk))
    return ask


@transaction.atomic
def answer(ask_id: int, *, by: Person, helped: int, well_used: int) -> FeedbackAsk:
    """Count the two answers, 1 to 4; where five wait, let them be seen together."""
    ask = ANSWER.find(by, ask_id, to_change=True)
    rules.check_open(ask, today=timezone.localdate())
    rules.check_answer(helped, well_used)
    ask.state = FeedbackAsk.State.ANSWERED
    ask.save(update_fields=["state"])
    for box in _boxes(ask.engagement):
        waiting = box.waiting
        waiting["helped"][helped - 1] += 1
        waiting["well_used"][well_used - 1] += 1
        if sum(waiting["helped"]) >= RELEASED_FROM:
            today = timezone.localdate()
            FeedbackRelease.objects.create(box=box, month=today.replace(day=1), counts=waiting)
            waiting = no_answers()
        box.waiting = waiting
        box.save(update_fields=["waiting"])
    # No line in the trail: its time would stand beside the count. The ask says that she answered.
    return ask


@transaction.atomic
def was_not_there(ask_id: int, *, by: Person) -> FeedbackAsk:
    """Say "I was not there"; nothing is counted."""
    ask = ANSWER.find(by, ask_id, to_change=True)
    if ask.state == FeedbackAsk.State.OPEN:
        ask.state = FeedbackAsk.State.NOT_THERE
        ask.save(update_fields=["state"])
    return ask


def _boxes(visit: Engagement) -> list[FeedbackBox]:
    """The boxes in which an answer is counted: the visit's departments, its school; locked."""
    departments = visit.visitors.exclude(department=None).values_list("department_id", flat=True)
    for department_id in sorted(set(departments)):
        FeedbackBox.objects.get_or_create(department_id=department_id)
    FeedbackBox.objects.get_or_create(school_id=visit.school_id)
    chosen = FeedbackBox.objects.filter(department__in=set(departments))
    chosen |= FeedbackBox.objects.filter(school=visit.school_id)
    return list(chosen.order_by("pk").select_for_update())
