"""Does each persona's own page hold the screen she lives in, in its order, and no other's?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.access.world import make_world
from tests.cast import Cast
from tests.home.pages import answer_of, headings, opened, part_of, questions_of, words_in
from tests.support.asking import asked, set_back
from tests.support.visits import a_log, a_visit, an_agreement, at, school_day
from trellis.commitments.api import Owner, Side, promise
from trellis.district.api import Person, Role, confirm_position, propose_position
from trellis.support.acts.agreements import keep_note, write_entry
from trellis.support.acts.records import log_visit
from trellis.support.models import Kind

ORDER = {
    "principal_of_oak": [
        "Coming this week",
        "Is this a fair record?",
        "What they owe us",
        "What we promised",
        "Next conversation",
    ],
    "supervisor_of_east": [
        "Today’s stops",
        "Before your next 1:1",
        "My schools",
        "What you promised",
    ],
    "specialist": ["To take up", "Your week", "What you said you would do next"],
    "coach_at_oak": ["My cycles", "Your week", "Private notes", "My hours"],
    "cabinet": [
        "Who goes where",
        "Late, on our side",
        "What you promised",
        "Does support go where need is?",
    ],
    "team_lead_at_oak": ["Next conversation", "Who comes to Oak Hollow", "What you promised"],
    "teacher_at_oak": ["Next conversation", "Who comes to Oak Hollow", "Your coaching"],
    "pl_director": ["What schools ask for", "Coaching"],
    "sis_admin": ["Files in hand", "Positions to confirm"],
    "assessment_coordinator": ["Files in hand", "Positions to confirm"],
    "board_observer": ["The district"],
}


@pytest.fixture(autouse=True)
def a_monday() -> object:
    """Let it be a Monday morning, so that a week lies ahead."""
    with time_machine.travel("2026-11-16 12:00:00+00:00", tick=False):
        yield


@pytest.mark.parametrize("persona", ORDER)
def test_her_parts_stand_in_their_order(persona: str, cast: Cast) -> None:
    make_world(cast)
    found = headings(opened(getattr(cast, persona), "/"))
    assert [one for one in found if one in ORDER[persona]] == ORDER[persona]


def test_only_a_principal_or_her_team_asks_for_help_from_here(cast: Cast) -> None:
    make_world(cast)
    asks = {
        persona
        for persona, person in cast.everybody.items()
        if "Ask for help" in opened(person, "/")
    }
    assert asks == {"principal_of_oak", "principal_of_elm", "team_lead_at_oak"}


def test_a_principal_reads_who_comes_with_purpose_and_hat_and_answers_here(cast: Cast) -> None:
    a_visit(cast.oak, by=cast.specialist, start=at(timezone.localdate(), 9))
    page = opened(cast.principal_of_oak, "/")
    part = part_of(page, "Coming this week")
    assert "Elena Castillo, Student Services" in part
    assert "Plan the ratio unit with grade 7" in part
    assert "support" in part
    assert "Fine by us" in part
    assert answer_of(page).startswith("One visit this morning.")


def test_a_principal_reads_what_is_owed_with_its_school_days(cast: Cast) -> None:
    set_back(asked(cast), timezone.localdate() - timedelta(days=6))
    page = opened(cast.principal_of_oak, "/")
    assert "The district owes you one thing, and it is late." in answer_of(page)
    assert "of a 1-day promise to reply" in part_of(page, "What they owe us")


def test_what_a_school_promised_is_not_counted_as_owed_to_it(cast: Cast) -> None:
    due = timezone.localdate() + timedelta(days=9)
    promise(
        by=cast.principal_of_oak,
        words="Fewer absences",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "Call the families", due),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "A weekly list", due)],
        school=cast.oak,
    )
    page = opened(cast.principal_of_oak, "/")
    assert "The district owes you one thing." in answer_of(page)
    assert "Call the families" in part_of(page, "What we promised")
    assert "A weekly list" in part_of(page, "What they owe us")


def test_a_supervisor_writes_todays_stop_down_in_one_line(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.supervisor_of_east, start=at(timezone.localdate(), 8))
    with time_machine.travel(at(timezone.localdate(), 10)):
        page = opened(cast.supervisor_of_east, "/")
        assert "What you did, in one line" in part_of(page, "Today’s stops")
        client = Client()
        client.force_login(cast.supervisor_of_east)
        given = {"visit": visit.pk, "minutes": 45, "what_we_did": "Walked four rooms"}
        assert client.post("/support/log/", given).status_code == 302
        assert "What you did, in one line" not in opened(cast.supervisor_of_east, "/")


def test_a_supervisor_reads_where_departments_come_apart_from_each_other(cast: Cast) -> None:
    day = school_day(2)
    first = a_visit(cast.oak, by=cast.specialist, start=at(day, 9))
    a_visit(cast.oak, by=cast.supervisor_of_east, start=at(day, 10), beside=(first.pk,))
    page = opened(cast.supervisor_of_east, "/")
    assert "Oak Hollow, Wednesday" in part_of(page, "Coming apart from each other")
    assert "On one day departments come apart from each other" in answer_of(page)


def test_before_a_1_1_a_supervisor_reads_how_the_school_stands(cast: Cast) -> None:
    set_back(asked(cast), timezone.localdate() - timedelta(days=6))
    a_visit(
        cast.oak,
        by=cast.supervisor_of_east,
        kind=Kind.PRINCIPAL_COACHING,
        with_person=cast.principal_of_oak,
        purpose="Your first meeting",
    )
    part = part_of(opened(cast.supervisor_of_east, "/"), "Before your next 1:1")
    assert "Renata Alvarez" in part
    assert "An interpreter" in part
    assert "One late" in part


def test_a_specialist_sorts_her_desk_and_takes_up_from_here(cast: Cast) -> None:
    newer = asked(cast, title="The newer one")
    older = set_back(asked(cast, title="The older one"), timezone.localdate() - timedelta(days=9))
    page = opened(cast.specialist, "/?by=age")
    part = part_of(page, "To take up")
    assert part.index(older.title) < part.index(newer.title)
    assert "Take it up" in part
    assert "Two requests wait for Student Services" in answer_of(page)


def test_a_specialist_reads_first_what_of_her_own_is_late(cast: Cast) -> None:
    day = timezone.localdate()
    promise(
        by=cast.principal_of_oak,
        words="Fewer absences",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "Call the families", day),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "A weekly list", day)],
        school=cast.oak,
    )
    assert "late" not in answer_of(opened(cast.specialist, "/"))
    with time_machine.travel(at(day + timedelta(days=2), 8), tick=False):
        assert "One of your promises is late." in answer_of(opened(cast.specialist, "/"))


def test_a_coach_finds_what_waits_to_be_signed_and_her_own_hours(cast: Cast) -> None:
    coach = cast.coach_at_oak
    agreement = an_agreement(coach=coach, coachee=cast.teacher_at_oak, school=cast.oak)
    write_entry(
        agreement.key, by=coach, met_on=timezone.localdate(), minutes=95, words="One lesson."
    )
    page = opened(coach, "/")
    assert "One hour 35 minutes" in part_of(page, "My hours")
    assert "Luis Ortega" in part_of(page, "My cycles")


def test_a_coachs_page_shows_no_words_of_coaching_and_no_private_note(cast: Cast) -> None:
    coach = cast.coach_at_oak
    agreement = an_agreement(coach=coach, coachee=cast.teacher_at_oak, school=cast.oak)
    day = timezone.localdate()
    write_entry(agreement.key, by=coach, met_on=day, minutes=5, words="quokka", next_step="emu")
    keep_note("marmot", by=coach)
    said = words_in(opened(coach, "/"))
    assert "One note kept" in said
    assert not [word for word in ("quokka", "emu", "marmot") if word in said]


def test_the_cabinet_reads_silent_schools_and_late_promises_in_the_first_sentence(
    cast: Cast,
) -> None:
    visit = a_visit(cast.oak, by=cast.specialist, start=at(timezone.localdate(), 8))
    with time_machine.travel(at(timezone.localdate(), 10)):
        log_visit(visit.pk, a_log(happened_at=visit.planned_start), by=cast.specialist)
        set_back(asked(cast), timezone.localdate() - timedelta(days=6))
        said = answer_of(opened(cast.cabinet, "/"))
    assert "one department made one visit to 1 of 2 schools" in said
    assert "Elm Street has heard from nobody in 40 school days" in said
    assert "One promised answer is late." in said


def test_the_cabinets_page_names_nobody_by_what_was_done(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist, start=at(timezone.localdate(), 8))
    with time_machine.travel(at(timezone.localdate(), 10)):
        log_visit(
            visit.pk,
            a_log(happened_at=visit.planned_start, what_we_did="wombat"),
            by=cast.specialist,
        )
        said = words_in(opened(cast.cabinet, "/"))
    assert "wombat" not in said


def test_a_board_observer_reads_of_no_adult_and_no_school(cast: Cast) -> None:
    make_world(cast)
    said = words_in(opened(cast.board_observer, "/"))
    others = [one.name for one in cast.everybody.values() if one != cast.board_observer]
    assert not [name for name in [*others, cast.oak.short_name] if name in said]


def test_somebody_with_two_positions_has_both_screens_one_below_the_other(cast: Cast) -> None:
    also(cast.coach_at_oak, Role.TEACHER, cast)
    make_world(cast)
    found = headings(opened(cast.coach_at_oak, "/"))
    assert found.index("Who comes to Oak Hollow") < found.index("My cycles")
    assert found.count("Next conversation") == 1


def test_whoever_left_finds_nothing_here(cast: Cast) -> None:
    said = words_in(opened(cast.former_principal, "/"))
    assert "You hold no confirmed position in the district today" in said


@pytest.mark.parametrize("persona", ["principal_of_oak", "supervisor_of_east", "specialist"])
def test_more_visits_and_requests_ask_the_record_no_more_often(persona: str, cast: Cast) -> None:
    def make(n: int) -> None:
        for number in range(n):
            asked(cast, title=f"Request {number}")
            day = school_day(1 + number % 4)
            a_visit(cast.oak, by=cast.specialist, start=at(day, 7 + number % 8), beside=every(cast))

    person = getattr(cast, persona)
    make(3)
    few = questions_of(lambda: opened(person, "/"))
    make(9)
    assert questions_of(lambda: opened(person, "/")) <= few
    assert few < 130


def also(person: Person, role: str, cast: Cast) -> None:
    """Give somebody a second position at Oak."""
    since = timezone.localdate() - timedelta(days=400)
    position = propose_position(person=person, role=role, org=cast.oak, starts_on=since)
    confirm_position(position, by=person)


def every(cast: Cast) -> tuple[int, ...]:
    """The visits that somebody has seen before she announces one more."""
    return tuple(cast.oak.engagements.values_list("pk", flat=True))
