"""Do both sides read the same page of a school, word for word, and is everything on it?"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.access.world import make_world
from tests.cast import Cast
from tests.home.pages import answer_of, headings, opened, part_of, questions_of, words_in
from tests.support.asking import asked, set_back
from tests.support.visits import REQUIRED, a_log, a_visit, at, school_day
from trellis.district.api import Person, keep_school_days
from trellis.support.acts.records import log_visit
from trellis.support.models import Engagement, Kind

MONDAY = "2026-11-16 12:00:00+00:00"


@pytest.fixture(autouse=True)
def a_monday() -> object:
    """Let it be a Monday morning, so that a week lies ahead."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def page_of(person: Person, cast: Cast) -> str:
    return opened(person, cast.oak.get_absolute_url())


def facts(html: str) -> str:
    """A school's page without what is each reader's own: what to press, the why line, the top."""
    main = html.split('<main id="main"')[1].split("</main>")[0]
    return words_in(re.sub(r'(?s)<p class="acts flow">.*?</p>', "", main, count=1))


def everything_at_oak(cast: Cast) -> None:
    """A record of each kind, with those that only some may read: coaching, required visits."""
    make_world(cast)
    today = timezone.localdate()
    set_back(asked(cast), today - timedelta(days=6))
    coached = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        purpose="What is hard just now",
        start=at(school_day(1), 11),
        beside=_seen(cast),
    )
    a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        start=at(school_day(1), 13),
        beside=_seen(cast),
        **REQUIRED,
    )
    past = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        purpose="What was hard then",
        start=at(today, 9),
        beside=_seen(cast),
    )
    with time_machine.travel(at(today, 10), tick=False):
        log_visit(past.pk, a_log(happened_at=past.planned_start), by=cast.supervisor_of_east)
    assert coached.is_ahead


@pytest.mark.parametrize("persona", ["cabinet", "specialist", "teacher_at_oak", "sis_admin"])
def test_a_principal_and_everybody_else_read_the_same_facts(persona: str, cast: Cast) -> None:
    everything_at_oak(cast)
    hers = facts(page_of(cast.principal_of_oak, cast))
    assert facts(page_of(getattr(cast, persona), cast)) == hers
    assert "A required visit takes place." in hers


def test_the_supervisor_who_coaches_reads_no_more_of_it_here_than_others(cast: Cast) -> None:
    everything_at_oak(cast)
    page = facts(page_of(cast.supervisor_of_east, cast))
    assert page == facts(page_of(cast.principal_of_oak, cast))
    assert "What it is about is between the people in it." in page
    assert "hard" not in page


def test_past_coaching_leaves_no_line_and_no_count(cast: Cast) -> None:
    visit = a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        start=at(timezone.localdate(), 9),
    )
    with time_machine.travel(at(timezone.localdate(), 10), tick=False):
        log_visit(visit.pk, a_log(happened_at=visit.planned_start), by=cast.supervisor_of_east)
        page = page_of(cast.principal_of_oak, cast)
    assert "no visit yet" in part_of(page, "Support since August")
    assert "Marcus Bell" not in part_of(page, "What’s coming")


def test_the_parts_stand_in_their_order(cast: Cast) -> None:
    make_world(cast)
    assert headings(page_of(cast.principal_of_oak, cast)) == [
        "What’s coming",
        "What the school asked",
        "What the district owes",
        "What the school promised",
        "Support since August",
        "Conversations",
        "No figures yet",
        "Who works here",
    ]


def test_a_day_without_a_visit_says_nobody(cast: Cast) -> None:
    a_visit(cast.oak, by=cast.specialist, start=at(school_day(1), 9))
    part = part_of(page_of(cast.cabinet, cast), "What’s coming")
    assert part.count("Nobody") == 4
    assert "Elena Castillo" in part


def test_in_a_break_the_page_shows_the_week_in_which_school_begins_again(cast: Cast) -> None:
    back = date(2026, 11, 30)
    before = [date(2026, 11, 9) + timedelta(days=n) for n in range(4)]
    keep_school_days([*before, *(back + timedelta(days=n) for n in range(5))])
    a_visit(cast.oak, by=cast.specialist, start=at(back, 9))
    page = page_of(cast.principal_of_oak, cast)
    assert "Mon 30" in part_of(page, "What’s coming")
    assert answer_of(page).startswith("One visit in the week of Mon Nov 30.")


def test_what_is_owed_is_said_in_the_first_sentence(cast: Cast) -> None:
    set_back(asked(cast), timezone.localdate() - timedelta(days=6))
    said = answer_of(page_of(cast.cabinet, cast))
    assert "The district owes one thing, and it is late. The school promised nothing." in said


def test_a_record_stands_with_its_state_and_not_with_its_words(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist, start=at(timezone.localdate(), 8))
    with time_machine.travel(at(timezone.localdate(), 10), tick=False):
        log = a_log(happened_at=visit.planned_start, what_we_did="wombat", what_next="numbat")
        log_visit(visit.pk, log, by=cast.specialist)
        page = page_of(cast.principal_of_oak, cast)
    part = part_of(page, "Support since August")
    assert "waits for the school’s word" in part
    assert "Plan the ratio unit with grade 7" in part
    assert "One thing besides, said in a visit" in part_of(page, "What the district owes")
    assert "wombat" not in words_in(page)
    assert "numbat" not in words_in(page)


def test_only_who_works_there_asks_and_only_who_visits_announces(cast: Cast) -> None:
    acts = {
        persona: [
            act
            for act in ("Ask for help", "Announce a visit")
            if act in page_of(getattr(cast, persona), cast)
        ]
        for persona in ("principal_of_oak", "cabinet", "coach_at_oak", "teacher_at_oak")
    }
    assert acts == {
        "principal_of_oak": ["Ask for help"],
        "cabinet": ["Announce a visit"],
        "coach_at_oak": ["Ask for help", "Announce a visit"],
        "teacher_at_oak": [],
    }


def test_more_of_everything_asks_the_record_no_more_often(cast: Cast) -> None:
    def make(n: int) -> None:
        for number in range(n):
            asked(cast, title=f"Request {number}")
            day = school_day(1 + number % 4)
            a_visit(cast.oak, by=cast.specialist, start=at(day, 8), beside=_seen(cast))

    make(3)
    few = questions_of(lambda: page_of(cast.cabinet, cast))
    make(9)
    assert questions_of(lambda: page_of(cast.cabinet, cast)) <= few
    assert few < 110


def _seen(cast: Cast) -> tuple[int, ...]:
    """The visits that somebody has seen before she announces one more."""
    return tuple(Engagement.objects.filter(school=cast.oak).values_list("pk", flat=True))
