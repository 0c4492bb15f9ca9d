"""Do parts go from hand to hand, and does each give just what it should?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, INFER, OBSERVE, a_plan, client_of, held, running
from tests.conversation.room import sent_to
from tests.conversation.test_plan import a_form
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.parts import give_part
from trellis.conversation.acts.running import more_time
from trellis.conversation.api import Conversation, close, move_step
from trellis.conversation.queries_room import parts_last_time, time_record
from trellis.lib.api import BadInput, NotAllowed, NotThere

pytestmark = pytest.mark.django_db


def parts(talk: Conversation) -> dict[str, str]:
    return {one.person.first_name: one.part for one in talk.invitations.all()}


def test_parts_are_given_when_it_is_planned(cast: Cast) -> None:
    talk = a_plan(cast, parts={"timekeeper": cast.teacher_at_oak, "recorder": cast.specialist})
    assert parts(talk) == {
        "Joy": "facilitator",
        "Luis": "timekeeper",
        "Elena": "recorder",
        "Renata": "participant",
    }


def test_a_part_goes_from_hand_to_hand_and_several_may_own_data(cast: Cast) -> None:
    talk, by = running(cast), cast.coach_at_oak
    for who, part in (
        (cast.principal_of_oak, "timekeeper"),
        (cast.specialist, "timekeeper"),
        (cast.principal_of_oak, "data_owner"),
    ):
        give_part(talk, by=by, to=who.pk, part=part)
    assert parts(talk) == {"Joy": "facilitator", "Renata": "data_owner", "Elena": "timekeeper"}
    with pytest.raises(BadInput):
        give_part(talk, by=by, to=cast.specialist.pk, part="judge")
    with pytest.raises(NotThere):
        give_part(talk, by=by, to=cast.teacher_at_oak.pk, part="recorder")
    with pytest.raises(NotAllowed):
        give_part(talk, by=cast.specialist, to=cast.specialist.pk, part="facilitator")


def test_whoever_is_given_the_lead_leads_and_who_planned_still_may(cast: Cast) -> None:
    talk = running(cast)
    give_part(talk, by=cast.coach_at_oak, to=cast.principal_of_oak.pk, part="facilitator")
    assert parts(talk)["Joy"] == "participant"
    assert move_step(talk, by=cast.principal_of_oak, to=1).step == 1
    assert move_step(talk, by=cast.coach_at_oak, to=2).step == 2


def test_the_timekeeper_gives_time_and_does_not_move_the_step(cast: Cast) -> None:
    talk = running(cast)
    with pytest.raises(NotAllowed, match="keep the time"):
        more_time(talk, by=cast.specialist)
    give_part(talk, by=cast.coach_at_oak, to=cast.specialist.pk, part="timekeeper")
    assert "+ 5 min" in sent_to(talk, cast.specialist)
    assert "+ 5 min" not in sent_to(talk, cast.principal_of_oak)
    assert more_time(talk, by=cast.specialist).step_extra == 5
    with pytest.raises(NotAllowed):
        move_step(talk, by=cast.specialist, to=1)


def test_time_given_and_steps_passed_over_stand_in_the_room_and_the_minutes(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    more_time(talk, by=cast.coach_at_oak)
    more_time(talk, by=cast.coach_at_oak)
    lines = ["Go visual was passed over.", "Observe was given 10 more minutes."]
    assert time_record(talk) == lines
    assert all(line in sent_to(talk, cast.specialist) for line in lines)
    for step in (1, INFER, COMMIT):
        move_step(talk, by=cast.coach_at_oak, to=step)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    talk = close(talk, by=cast.coach_at_oak)
    assert time_record(talk) == lines[1:], "a step that was taken up later was not passed over"
    page = client_of(cast.cabinet).get(f"/conversations/{talk.pk}/minutes/").content.decode()
    section = page.split('id="time"')[1].split("</section>")[0]
    assert lines[1] in section
    assert "Nakamura" not in section, "without blame"


def test_last_time_is_remembered_so_that_parts_go_round(cast: Cast) -> None:
    held(cast, days=-7, parts={"timekeeper": cast.specialist})
    talk = a_plan(cast)
    assert parts_last_time(talk) == ["Joy led", "Elena kept the time"]
    page = client_of(cast.coach_at_oak).get(talk.get_absolute_url()).content.decode()
    assert "Elena kept the time" in page
    assert "kept the time" not in (
        client_of(cast.specialist).get(talk.get_absolute_url()).content.decode()
    )


def test_the_page_that_plans_gives_parts_to_people_of_its_lists_only(cast: Cast) -> None:
    people = {"timekeeper": cast.specialist.pk, "recorder": cast.principal_of_elm.pk}
    form = a_form(cast, people=[cast.principal_of_oak.pk], **people)
    answer = client_of(cast.coach_at_oak).post("/conversations/plan/", form)
    assert parts(Conversation.objects.get()) == {
        "Joy": "facilitator",
        "Renata": "participant",
        "Elena": "timekeeper",
    }
    assert answer.status_code == 302


def test_a_part_is_given_in_the_room_with_one_form(cast: Cast) -> None:
    talk = running(cast)
    form = {"person": str(cast.specialist.pk), "part": "recorder"}
    answer = client_of(cast.coach_at_oak).post(
        f"/conversations/{talk.pk}/parts/", form, headers={"HX-Request": "true"}
    )
    assert "Elena (recorder)" in " ".join(answer.content.decode().split())
    assert talk.events.get(kind="parts").payload == {"people": [cast.specialist.pk]}
