"""Can people of both sides be asked to a conversation, once, and only by who may?"""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.conversation.meeting import a_plan, client_of, held, pinned, running
from trellis.conversation.api import Conversation, call_off, invite, plan
from trellis.lib.api import BadInput, NotAllowed, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def invited(talk: Conversation) -> dict[str, tuple[str, str, str]]:
    rows = talk.invitations.select_related("person", "department")
    return {one.person.name: (one.side, one.part, str(one.department or "")) for one in rows}


def a_form(cast: Cast, **other: object) -> dict[str, object]:
    return {
        "school": cast.oak.key,
        "question": "Who is missing?",
        "protocol": "atlas",
        "day": "2031-02-03",
        "clock": "14:15",
        "findings": pinned(cast).pk,
        "place": "Library",
        "key": str(uuid.uuid4()),
    } | other


def test_the_invited_sit_there_for_their_side_and_department(cast: Cast) -> None:
    assert invited(a_plan(cast)) == {
        "Joy Nakamura": ("school", "facilitator", "Academics"),
        "Renata Alvarez": ("school", "participant", ""),
        "Elena Castillo": ("district", "participant", "Student Services"),
    }


def test_a_planned_conversation_keeps_its_steps_as_they_were(cast: Cast) -> None:
    talk = a_plan(cast)
    keys = ["predict", "visual", "observe", "infer", "commit"]
    assert [step.key for step in talk.all_steps] == keys
    assert talk.edition == "2026.2"
    assert [entry.act for entry in history_of(talk)] == ["planned a conversation"]


@pytest.mark.parametrize("question", ["", "   ", "x" * 301, "\x00"])
def test_a_question_must_be_there_and_fit(cast: Cast, question: str) -> None:
    with pytest.raises(BadInput):
        a_plan(cast, question=question)
    assert not Conversation.objects.exists()


def test_without_evidence_nothing_is_planned(cast: Cast) -> None:
    with pytest.raises(BadInput, match="at least one finding"):
        plan(
            by=cast.coach_at_oak,
            question="Why?",
            protocol_key="atlas",
            planned_for=timezone.now(),
            school=cast.oak,
            people=[],
        )


def test_an_unknown_way_to_talk_is_refused_with_those_there_are(cast: Cast) -> None:
    with pytest.raises(BadInput, match="data_driven_dialogue, atlas"):
        a_plan(cast, protocol_key="shouting")


def test_nobody_plans_for_a_school_she_may_not_see(cast: Cast) -> None:
    with pytest.raises(NotThere):
        a_plan(cast, school=cast.elm)


@pytest.mark.parametrize("who", ["board_observer", "former_principal"])
def test_who_does_not_work_with_schools_plans_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan(
            by=getattr(cast, who),
            question="Why?",
            protocol_key="atlas",
            planned_for=timezone.now(),
            school=None,
            people=[],
            findings=[pinned(cast)],
        )


def test_the_same_form_sent_twice_plans_one_conversation(cast: Cast) -> None:
    key = uuid.uuid4()
    assert a_plan(cast, key=key) == a_plan(cast, key=key)
    assert Conversation.objects.count() == 1
    with pytest.raises(NotThere):
        plan(
            by=cast.cabinet,
            question="Mine",
            protocol_key="atlas",
            planned_for=timezone.now(),
            school=None,
            people=[],
            findings=[pinned(cast)],
            key=key,
        )


def test_the_page_plans_and_leads_to_the_plan(cast: Cast) -> None:
    client = client_of(cast.coach_at_oak)
    people = [cast.principal_of_oak.pk, cast.principal_of_elm.pk]
    form = a_form(cast, people=people, facilitator=cast.specialist.pk)
    assert client.get("/conversations/plan/").status_code == 200
    first, second = (client.post("/conversations/plan/", form) for _ in range(2))
    made = Conversation.objects.get()
    assert first["Location"] == second["Location"] == made.get_absolute_url()
    assert f"{timezone.localtime(made.planned_for):%Y-%m-%d %H:%M}" == "2031-02-03 14:15"
    # The principal of another school stood in no list of the form.
    assert set(invited(made)) == {"Joy Nakamura", "Renata Alvarez", "Elena Castillo"}
    assert invited(made)["Elena Castillo"][1] == "facilitator"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("day", "9999-12-31"),
        ("day", "0001-01-01"),
        ("day", "tomorrow"),
        ("clock", "25:00"),
        ("question", ""),
        ("protocol", "²"),
        ("findings", "²"),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_with_its_words(
    cast: Cast, field: str, said: str
) -> None:
    form = a_form(cast, **{field: said})
    answer = client_of(cast.coach_at_oak).post("/conversations/plan/", form)
    assert answer.status_code == 422
    assert b'value="Library"' in answer.content
    assert not Conversation.objects.exists()


def test_somebody_asked_twice_is_asked_once(cast: Cast) -> None:
    talk = a_plan(cast)
    first = invite(talk, by=cast.coach_at_oak, person=cast.supervisor_of_east)
    assert invite(talk, by=cast.coach_at_oak, person=cast.supervisor_of_east) == first
    acts = [entry.act for entry in history_of(talk)]
    assert acts.count("invited somebody") == 1
    assert talk.events.filter(kind="people").count() == 1


def test_only_who_leads_invites_and_calls_off(cast: Cast) -> None:
    talk = a_plan(cast)
    with pytest.raises(NotAllowed):
        invite(talk, by=cast.specialist, person=cast.cabinet)
    with pytest.raises(NotAllowed):
        call_off(talk, by=cast.specialist)
    with pytest.raises(NotThere):
        invite(talk, by=cast.cabinet, person=cast.cabinet)


def test_a_plan_is_called_off_once_and_only_before_it_begins(cast: Cast) -> None:
    talk = a_plan(cast)
    for _ in range(2):
        assert call_off(talk, by=cast.coach_at_oak).state == "called_off"
    assert talk.events.filter(kind="state").count() == 1
    with pytest.raises(NotNow):
        invite(talk, by=cast.coach_at_oak, person=cast.cabinet)
    for begun in (running(cast), held(cast)):
        with pytest.raises(NotNow):
            call_off(begun, by=cast.coach_at_oak)
