"""Is an owner told once that a day is near, once that it passed, and on the day to look again?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.cast import Cast
from tests.commitments.promises import counted, promised
from tests.conversation.meeting import leave
from tests.support.asking import keep_calendar
from trellis.commitments.api import (
    Commitment,
    Side,
    adapt,
    agree_to_look,
    drop,
    remind,
    report_done,
)
from trellis.district.api import Person
from trellis.notices.models import Notice

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def a_monday() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 2, 17, 0), tick=False):  # noqa: DTZ001
        yield


def told(person: Person) -> list[str]:
    rows = Notice.objects.filter(person=person).order_by("at", "pk")
    return [words for (words,) in rows.values_list("words")]


def made_before(cast: Cast, *, due: int) -> Commitment:
    made = promised(cast, due=due)
    Commitment.objects.filter(pk=made.pk).update(made_at=timezone.now() - timedelta(days=30))
    return made


def test_three_school_days_before_and_once(cast: Cast) -> None:
    keep_calendar(date(2026, 11, 11))
    made_before(cast, due=14)
    for day in range(2, 17):
        remind(date(2026, 11, day))
    assert told(cast.specialist) == ["Due in three school days, Mon Nov 16: “a list”."]
    at = Notice.objects.filter(person=cast.specialist).count()
    assert at == len(told(cast.principal_of_oak)) == 1


def test_a_day_off_is_no_school_day(cast: Cast) -> None:
    keep_calendar(date(2026, 11, 11))
    made_before(cast, due=10)
    remind(date(2026, 11, 6))
    assert told(cast.specialist) == ["Due in three school days, Thu Nov 12: “a list”."]


def test_once_when_the_day_has_passed_and_again_only_for_another_day(cast: Cast) -> None:
    made = made_before(cast, due=1)
    part = made.parts.get(side=Side.DISTRICT)
    for day in (4, 5, 6):
        remind(date(2026, 11, day))
    assert len(told(cast.specialist)) == 1 and "Its day has passed" in told(cast.specialist)[0]
    adapt(part.pk, by=cast.specialist, deliverable="a list", due_on=date(2026, 11, 20), why="ill")
    remind(date(2026, 11, 23))
    assert len(told(cast.specialist)) == 2


def test_nobody_hears_of_what_is_reported_dropped_or_just_promised(cast: Cast) -> None:
    fresh = promised(cast, due=1)
    assert remind(MONDAY) == 0 and told(cast.specialist) == []
    report_done(fresh.parts.get(side=Side.SCHOOL).pk, by=cast.principal_of_oak)
    drop(fresh.parts.get(side=Side.DISTRICT).pk, by=cast.specialist, why="not needed")
    remind(MONDAY + timedelta(days=9))
    assert told(cast.specialist) == told(cast.principal_of_oak) == []


def test_who_left_is_told_nothing(cast: Cast) -> None:
    made_before(cast, due=1)
    leave(cast.specialist)
    remind(MONDAY + timedelta(days=4))
    assert told(cast.specialist) == [] and len(told(cast.principal_of_oak)) == 1


def test_on_the_day_to_look_again_both_sides_are_told_once(cast: Cast) -> None:
    made = made_before(cast, due=30)
    one = agree_to_look(
        made.pk, by=cast.specialist, finding=counted(cast), on=MONDAY + timedelta(days=1)
    )
    remind(MONDAY)
    assert told(cast.specialist) == []
    for days in (1, 2, 3):
        remind(MONDAY + timedelta(days=days))
    for person in (cast.specialist, cast.principal_of_oak):
        (notice,) = Notice.objects.filter(person=person)
        assert notice.link == one.get_absolute_url()


def test_nobody_is_told_to_look_again_for_a_promise_that_was_dropped(cast: Cast) -> None:
    made = made_before(cast, due=30)
    agree_to_look(made.pk, by=cast.specialist, finding=counted(cast), on=MONDAY)
    for part in made.parts.all():
        drop(part.pk, by=part.owner, why="the school moves")
    assert remind(MONDAY) == 0 and told(cast.specialist) == []
