"""Are promises counted in school days, by rule, and anew when the calendar changes?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from tests.support.asking import asked, keep_calendar, set_back, weekdays
from trellis.district.api import keep_school_days, school_days, school_days_by_school
from trellis.notices.models import Notice
from trellis.support.acts.running_out import tell_what_ran_out
from trellis.support.acts.taking_up import take_up
from trellis.support.models import SupportRequest
from trellis.support.queries.clocks import standing
from trellis.support.queries.requests import request_seen_by
from trellis.support.queries.thread import thread
from trellis.support.rules.clocks import MOST_TICKS, Promise, clock, kept

VETERANS = date(2026, 11, 11)
MONDAY = date(2026, 11, 9)
FALL = weekdays(date(2026, 8, 17), date(2026, 12, 18), but=(VETERANS,))


def test_the_day_of_asking_is_no_day_and_holidays_do_not_count() -> None:
    told = clock(asked_on=MONDAY, today=date(2026, 11, 17), promised=3, days=FALL)
    assert told.due_on == date(2026, 11, 13)
    assert (told.day, told.days_late, told.state) == (5, 2, Promise.LATE)
    assert told.ticks == (
        "gone", "off", "gone", "gone promise", "off", "off", "over", "over",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("met_on", "state", "is_kept"),
    [
        (MONDAY, Promise.KEPT, True),
        (date(2026, 11, 13), Promise.KEPT, True),
        (date(2026, 11, 15), Promise.KEPT, True),
        (date(2026, 11, 16), Promise.CAME_LATE, False),
        (None, Promise.LATE, False),
    ],
)
def test_kept_is_on_the_promised_day_or_before(
    met_on: date | None, state: Promise, is_kept: bool
) -> None:
    today = date(2026, 11, 20)
    told = clock(asked_on=MONDAY, today=today, promised=3, days=FALL, met_on=met_on)
    assert (told.state, kept(told)) == (state, is_kept)


def test_what_the_school_ended_before_its_day_was_neither_kept_nor_late() -> None:
    day = date(2026, 11, 12)
    told = clock(asked_on=MONDAY, today=date(2026, 11, 30), promised=3, days=FALL, ended_on=day)
    assert (told.state, told.day, kept(told)) == (Promise.ENDED, 2, None)


def test_what_the_school_ended_after_its_day_was_late() -> None:
    day = date(2026, 11, 17)
    told = clock(asked_on=MONDAY, today=date(2026, 11, 30), promised=3, days=FALL, ended_on=day)
    assert (told.state, kept(told)) == (Promise.CAME_LATE, False)


def test_asked_on_a_saturday_monday_is_day_one() -> None:
    told = clock(asked_on=date(2026, 11, 14), today=date(2026, 11, 16), promised=1, days=FALL)
    assert (told.day, told.state, told.due_on) == (1, Promise.RUNNING, date(2026, 11, 16))


def test_a_promise_that_ends_after_the_calendar_has_no_due_day_yet() -> None:
    told = clock(asked_on=date(2026, 12, 17), today=date(2026, 12, 30), promised=3, days=FALL)
    assert (told.day, told.due_on, told.state) == (1, None, Promise.RUNNING)


@given(
    asked_after=st.integers(0, 60),
    today_after=st.integers(0, 200),
    promised=st.integers(1, 30),
    off=st.sets(st.integers(0, 300), max_size=80),
    met_after=st.none() | st.integers(0, 200),
)
def test_a_clock_never_contradicts_its_own_calendar(
    asked_after: int, today_after: int, promised: int, off: set[int], met_after: int | None
) -> None:
    begin = date(2026, 8, 1)
    days = [begin + timedelta(days=n) for n in range(300) if n not in off]
    asked_on = begin + timedelta(days=asked_after)
    today = asked_on + timedelta(days=today_after)
    met = asked_on + timedelta(days=met_after) if met_after is not None else None
    told = clock(asked_on=asked_on, today=today, promised=promised, days=days, met_on=met)
    until = min(day for day in (today, met) if day is not None)
    assert told.day == len([day for day in days if asked_on < day <= until])
    assert told.is_late == (told.day > promised)
    if told.due_on:
        assert len([day for day in days if asked_on < day <= told.due_on]) == promised
        assert told.is_late == bool([d for d in days if told.due_on < d <= until])
    assert len(told.ticks) <= MOST_TICKS
    assert sum("promise" in tick for tick in told.ticks) <= 1


@pytest.mark.django_db
def test_a_snow_day_that_is_added_later_is_counted_anew(cast: Cast) -> None:
    keep_calendar(VETERANS)
    request = set_back(asked(cast), MONDAY)
    today = date(2026, 11, 16)
    assert standing(request, today=today).visit.state == Promise.LATE
    keep_calendar(VETERANS, date(2026, 11, 12))
    told = standing(request, today=today).visit
    assert (told.day, told.state, told.due_on) == (3, Promise.RUNNING, today)


@pytest.mark.django_db
def test_a_school_with_a_calendar_of_its_own_is_counted_by_it(cast: Cast) -> None:
    keep_calendar()
    own = weekdays(date(2026, 11, 2), date(2026, 12, 18), but=(date(2026, 11, 10),))
    keep_school_days(own, org=cast.oak)
    told = standing(set_back(asked(cast), MONDAY), today=date(2026, 11, 12))
    assert told.visit.day == 2


@pytest.mark.django_db
def test_many_schools_are_counted_as_each_alone(
    cast: Cast, django_assert_num_queries: object
) -> None:
    keep_calendar(VETERANS)
    keep_school_days(weekdays(MONDAY, date(2026, 11, 20)), org=cast.oak)
    span = (date(2026, 11, 1), date(2026, 11, 30))
    with django_assert_num_queries(1):  # type: ignore[operator]
        together = school_days_by_school(*span, schools=[cast.oak, cast.elm])
    assert together == {one.pk: school_days(*span, school=one) for one in (cast.oak, cast.elm)}
    none = (date(2031, 3, 3), date(2031, 3, 9))
    assert len(school_days_by_school(*none, schools=[cast.elm])[cast.elm.pk]) == 5


@pytest.mark.django_db
def test_a_visit_without_a_message_is_a_reply_as_well(cast: Cast) -> None:
    keep_calendar()
    request = take_up(set_back(asked(cast), MONDAY).pk, by=cast.specialist)
    noon = timezone.make_aware(timezone.datetime(2026, 11, 10, 12))
    SupportRequest.objects.filter(pk=request.pk).update(first_help_at=noon)
    request.refresh_from_db()
    told = standing(request, today=date(2026, 11, 30))
    assert told.reply.state == told.visit.state == Promise.KEPT


@pytest.mark.django_db
def test_a_late_request_says_by_how_much_and_the_thread_says_when(cast: Cast) -> None:
    keep_calendar(VETERANS)
    request = set_back(asked(cast), MONDAY)
    with time_machine.travel("2026-11-17T15:00:00-05:00", tick=False):
        told = standing(request_seen_by(cast.principal_of_oak, request.pk))
        assert told.is_late
        assert told.mark == "late"
        assert told.state_words == "Late by four school days"
        lines = [line.words for line in thread(told)]
    assert "School day 1 was over: the promise of a reply ran out" in lines
    assert "School day 3 was over: the promise of a visit or answer ran out" in lines


@pytest.mark.django_db
def test_those_who_answer_for_it_hear_once_that_a_promise_ran_out(cast: Cast) -> None:
    keep_calendar()
    set_back(asked(cast), MONDAY)
    assert tell_what_ran_out(date(2026, 11, 10)) == 0
    assert tell_what_ran_out(date(2026, 11, 11)) == 1
    assert tell_what_ran_out(date(2026, 11, 12)) == 1
    assert tell_what_ran_out(date(2026, 11, 13)) == 2
    told = [(notice.person, notice.words.split(" on ")[0]) for notice in Notice.objects.all()]
    assert sorted(words for _person, words in told) == [
        "The promised reply",
        "The promised visit or answer",
    ]
    assert {person for person, _words in told} == {cast.specialist}
