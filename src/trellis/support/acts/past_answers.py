"""How are answers about past visits taken over, without telling who gave which?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from trellis.district.api import Department, Person
from trellis.support.acts.past_requests import MANY, check_may_take_over
from trellis.support.models import FeedbackAsk, FeedbackBox, FeedbackRelease
from trellis.support.rules.past import check_count
from trellis.support.said_past import PastAsk, PastCount
from trellis.trail.api import wrote


@transaction.atomic
def take_over_past_answers(
    asks: Sequence[PastAsk], counts: Sequence[PastCount], *, by: Person
) -> int:
    """Take over who was asked after which visit, and, apart from it, counts of answers by month.

    Nothing ties a count to whoever was asked. Counts of five and more are seen, fewer wait for
    the next answers. Returns how many people were asked.
    """
    check_may_take_over(by)
    FeedbackAsk.objects.bulk_create(
        [
            FeedbackAsk(engagement=one.visit, person=one.person, week=one.week, state=one.state)
            for one in asks
        ],
        batch_size=MANY,
    )
    boxes: dict[tuple[str, int], FeedbackBox] = {}
    releases, today = [], timezone.localdate()
    for count in counts:
        check_count(count)
        box = _box(count, boxes)
        told = {"helped": list(count.helped), "well_used": list(count.well_used)}
        if count.waiting:
            box.waiting = told
        else:
            made_at = min(count.month.replace(day=28), today)
            releases.append(
                FeedbackRelease(box=box, month=count.month, counts=told, made_at=made_at)
            )
    FeedbackRelease.objects.bulk_create(releases, batch_size=MANY)
    FeedbackBox.objects.bulk_update(boxes.values(), ["waiting"])
    wrote("took over past answers", by=by, detail={"asked": len(asks)})
    return len(asks)


def _box(count: PastCount, known: dict[tuple[str, int], FeedbackBox]) -> FeedbackBox:
    where = count.where
    about = "department" if isinstance(where, Department) else "school"
    if (about, where.pk) not in known:
        box, _new = (
            FeedbackBox.objects.get_or_create(department=where)
            if isinstance(where, Department)
            else FeedbackBox.objects.get_or_create(school=where)
        )
        known[about, where.pk] = box
    return known[about, where.pk]
