"""Does a step ask for what it needs before the next begins, and can the facilitator go on?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import INFER, OBSERVE, client_of, running, said
from trellis.conversation.acts.meetings import name_presenter
from trellis.conversation.acts.writing import take_back
from trellis.conversation.api import come, move_step
from trellis.lib.api import BadInput, NotAllowed, NotNow
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def test_no_prediction_with_a_number_no_cycle(cast: Cast) -> None:
    talk = running(cast, protocol_key="pdsa")
    said(talk, cast.principal_of_oak, "More of them.", "prediction")
    with pytest.raises(NotNow, match="a prediction that has a number"):
        move_step(talk, by=cast.coach_at_oak, to=1)
    said(talk, cast.principal_of_oak, "Twelve of them.", "prediction", number=12.0)
    assert move_step(talk, by=cast.coach_at_oak, to=1).step == 1


def test_one_explanation_is_no_choice_and_a_rival_must_be_of_the_same_observation(
    cast: Cast,
) -> None:
    talk = running(cast, OBSERVE)
    one, two = (said(talk, cast.principal_of_oak, words) for words in ("High.", "Low."))
    talk = move_step(talk, by=cast.coach_at_oak, to=INFER)
    for answers in (one.pk, two.pk):
        said(talk, cast.specialist, "Buses.", "inference", answers=answers)
    with pytest.raises(NotNow, match="name a rival one"):
        move_step(talk, by=cast.coach_at_oak, to=INFER + 1)
    said(talk, cast.specialist, "This cohort.", "inference", answers=one.pk)
    assert move_step(talk, by=cast.coach_at_oak, to=INFER + 1).step == INFER + 1


def test_everybody_who_is_there_writes_a_cause_before_the_group_sorts(cast: Cast) -> None:
    talk = running(cast, 2, protocol_key="root_cause")
    for who in (cast.principal_of_oak, cast.specialist):
        come(talk, by=who)
    mine = said(talk, cast.principal_of_oak, "The bell.", "root_cause")
    with pytest.raises(NotNow, match="Not yet: Elena"):
        move_step(talk, by=cast.coach_at_oak, to=3)
    said(talk, cast.specialist, "The forms.", "root_cause")
    take_back(mine, by=cast.principal_of_oak)
    with pytest.raises(NotNow, match="Not yet: Renata"):
        move_step(talk, by=cast.coach_at_oak, to=3)


def test_warm_and_cool_belong_together(cast: Cast) -> None:
    talk = running(cast, 5, protocol_key="tuning")
    said(talk, cast.specialist, "The goal is clear.", "warm")
    with pytest.raises(NotNow, match="no cool word"):
        move_step(talk, by=cast.coach_at_oak, to=6)


def test_the_facilitator_goes_on_all_the_same_and_the_record_says_so(cast: Cast) -> None:
    talk = running(cast, 1, protocol_key="what_so_what")
    client, page = client_of(cast.coach_at_oak), f"/conversations/{talk.pk}/step/"
    refused = client.post(page, {"to": 2})
    assert refused.status_code == 409
    assert "Nothing was written in “Here’s what” yet." in refused.content.decode()
    assert client.post(page, {"to": 2, "anyway": "on"}).status_code == 302
    moved = [entry.detail for entry in history_of(talk) if entry.act == "moved a step"]
    assert {"from": 1, "step": 2, "anyway": 1} in moved


def test_going_back_and_over_steps_asks_for_nothing(cast: Cast) -> None:
    talk = running(cast, protocol_key="pdsa")
    assert move_step(talk, by=cast.coach_at_oak, to=2).step == 2
    assert move_step(talk, by=cast.coach_at_oak, to=1).step == 1


def test_while_nobody_presents_nobody_writes_for_her(cast: Cast) -> None:
    talk = running(cast, protocol_key="consultancy")
    with pytest.raises(NotNow, match="Nobody is named who presents"):
        said(talk, cast.principal_of_oak, "Mine?", "question")
    name_presenter(talk, by=cast.coach_at_oak, person=cast.principal_of_oak)
    said(talk, cast.principal_of_oak, "Mine.", "question")
    with pytest.raises(NotNow, match="only Renata Alvarez writes"):
        said(talk, cast.specialist, "Hers?", "question")


def test_who_presents_is_named_once_by_who_leads_among_the_invited(cast: Cast) -> None:
    talk = running(cast, protocol_key="consultancy")
    with pytest.raises(NotAllowed):
        name_presenter(talk, by=cast.specialist, person=cast.specialist)
    with pytest.raises(BadInput, match="who was invited"):
        name_presenter(talk, by=cast.coach_at_oak, person=cast.cabinet)
    for person in (cast.specialist, cast.principal_of_oak, cast.principal_of_oak):
        name_presenter(talk, by=cast.coach_at_oak, person=person)
    assert talk.invitations.get(presents=True).person == cast.principal_of_oak
    acts = [entry.act for entry in history_of(talk)]
    assert acts.count("named who presents") == 2
    with pytest.raises(NotNow, match="Nobody presents"):
        name_presenter(running(cast), by=cast.coach_at_oak, person=cast.specialist)


def test_planning_names_the_presenter_and_the_planner_when_somebody_else_leads(cast: Cast) -> None:
    plain = running(cast, protocol_key="consultancy", presenter=cast.specialist)
    assert plain.invitations.get(presents=True).person == cast.specialist
    assert not running(cast).invitations.filter(presents=True).exists()
