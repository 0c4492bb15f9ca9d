"""How do several departments work on one request, and how does it change hands?"""

from __future__ import annotations

import pytest

from tests.cast import Cast, person
from tests.support.asking import Commits, asked, colleague, transportation
from trellis.district.api import Role
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.notices.models import Notice
from trellis.support.acts.answering import answered
from trellis.support.acts.asking import ask_also
from trellis.support.acts.closing import close
from trellis.support.acts.taking_up import add_helper, hand_over, take_up
from trellis.support.models import State
from trellis.support.permissions.requests import SEE_REQUEST
from trellis.support.queries.requests import desk, waiting_for

pytestmark = pytest.mark.django_db


def test_anybody_of_the_central_office_may_offer_to_help(cast: Cast) -> None:
    may = set()
    for name, somebody in cast.everybody.items():
        request = take_up(asked(cast).pk, by=cast.specialist)
        try:
            add_helper(request.pk, by=somebody)
        except NotThere:
            continue
        except BadInput:
            assert name == "specialist"
            continue
        may.add(name)
    assert may == {
        "cabinet",
        "supervisor_of_east",
        "assessment_coordinator",
        "pl_director",
        "sis_admin",
    }


def test_the_lead_brings_in_a_coach_who_then_sees_and_answers(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    coach = person("Nadia Haddad", Role.COACH, org=cast.elm, department=cast.academics)
    assert not SEE_REQUEST.allows(coach, request)
    helper = add_helper(request.pk, by=cast.specialist, person=coach)
    assert helper.department == cast.academics
    assert SEE_REQUEST.why(coach, request) == "you help with it"
    assert answered(request.pk, by=coach).state == State.ANSWERED


def test_nobody_but_who_works_on_it_brings_others_in(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    with pytest.raises(NotThere):
        add_helper(request.pk, by=cast.principal_of_oak, person=cast.pl_director)


def test_people_of_schools_are_not_brought_in(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    with pytest.raises(BadInput, match="central office"):
        add_helper(request.pk, by=cast.specialist, person=cast.principal_of_elm)


def test_helping_twice_is_helping_once(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    assert add_helper(request.pk, by=cast.pl_director) == add_helper(
        request.pk, by=cast.pl_director
    )


def test_nobody_joins_what_is_closed(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    close(request.pk, by=cast.principal_of_oak)
    with pytest.raises(NotNow):
        add_helper(request.pk, by=cast.pl_director)


def test_handed_over_it_is_asked_again_and_the_promise_stays(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    before = (request.reply_in_days, request.visit_in_days, request.asked_at)
    moved = hand_over(
        request.pk, by=cast.specialist, department=cast.academics, why="It is about math."
    )
    assert (moved.department, moved.lead, moved.state) == (cast.academics, None, State.ASKED)
    assert (moved.reply_in_days, moved.visit_in_days, moved.asked_at) == before
    sent = moved.sendings.last()
    assert (sent.how, sent.by, sent.why) == ("handed_over", cast.specialist, "It is about math.")


def test_handing_over_without_a_reason_is_refused(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    with pytest.raises(BadInput, match="Say why"):
        hand_over(request.pk, by=cast.specialist, department=cast.academics, why=" ")


def test_a_colleague_gives_back_to_the_desk_what_somebody_on_leave_led(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    other = colleague(cast)
    hand_over(request.pk, by=other, department=cast.student_services, why="Elena is on leave.")
    assert take_up(request.pk, by=other).lead == other


def test_what_lies_on_a_desk_is_not_handed_to_that_desk(cast: Cast) -> None:
    with pytest.raises(BadInput, match="already"):
        hand_over(
            asked(cast).pk, by=cast.specialist, department=cast.student_services, why="Take it."
        )


def test_what_is_answered_is_not_handed_over(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    answered(request.pk, by=cast.specialist)
    with pytest.raises(NotNow, match="next word"):
        hand_over(request.pk, by=cast.specialist, department=cast.academics, why="Too late.")


def test_a_department_asked_as_well_finds_it_on_its_desk_until_one_of_it_helps(cast: Cast) -> None:
    buses = transportation()
    driver = person("Omar Haile", Role.SPECIALIST, department=buses)
    request = take_up(asked(cast).pk, by=cast.specialist)
    ask_also(request.pk, by=cast.principal_of_oak, department=buses, why="A bus for the evening")
    on_desk = desk([buses], seen_by=driver, order="promise")
    assert [one.request for one in on_desk.also] == [request]
    add_helper(request.pk, by=driver)
    assert desk([buses], seen_by=driver, order="promise").also == []


def test_the_department_that_has_it_is_not_asked_as_well(cast: Cast) -> None:
    with pytest.raises(BadInput, match="already"):
        ask_also(asked(cast).pk, by=cast.principal_of_oak, department=cast.student_services)


def test_the_new_department_and_the_school_are_told(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    buses = transportation()
    driver = person("Omar Haile", Role.SPECIALIST, department=buses)
    request = take_up(asked(cast).pk, by=cast.specialist)
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(request.pk, by=cast.specialist, department=buses, why="They need a bus.")
    assert Notice.objects.filter(person=driver, words__contains="handed over to you").exists()
    said = Notice.objects.filter(person=cast.principal_of_oak).first()
    assert said is not None
    assert said.words.startswith("Transportation answers now for")
    assert [one.request for one in waiting_for(driver)] == [request]
