"""Who sees a conversation, takes part in it, leads it, and for which reason?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import a_plan, client_of, held, leave, running
from trellis.access.api import Permission
from trellis.conversation.api import FACILITATE, SEE_CONVERSATION, TAKE_PART, Conversation
from trellis.conversation.permissions import taking_part
from trellis.lib.api import NotAllowed, NotThere

pytestmark = pytest.mark.django_db

INVITED = "you were invited"
WORKS_THERE = "you work at the school"
SUPERVISES = "you supervise its network"
CENTRAL = "you work in the central office, which answers for every school together"
NO = ""
THE_INVITED = {"coach_at_oak": INVITED, "principal_of_oak": INVITED, "specialist": INVITED}
BEFORE_ITS_END = {
    **THE_INVITED,
    "cabinet": NO,
    "supervisor_of_east": NO,
    "principal_of_elm": NO,
    "team_lead_at_oak": NO,
    "teacher_at_oak": NO,
    "assessment_coordinator": NO,
    "pl_director": NO,
    "sis_admin": NO,
    "board_observer": NO,
    "former_principal": NO,
}
CLOSED = {
    **THE_INVITED,
    "cabinet": CENTRAL,
    "supervisor_of_east": SUPERVISES,
    "principal_of_elm": NO,
    "team_lead_at_oak": WORKS_THERE,
    "teacher_at_oak": WORKS_THERE,
    "assessment_coordinator": CENTRAL,
    "pl_director": CENTRAL,
    "sis_admin": CENTRAL,
    "board_observer": NO,
    "former_principal": NO,
}
LEADS = dict.fromkeys(BEFORE_ITS_END, NO) | {"coach_at_oak": "you are its facilitator"}


def table(permission: Permission[Conversation], cast: Cast, talk: Conversation) -> dict[str, str]:
    """Return for each person the reason by which she may; `why` and `among` must agree."""
    reasons = {}
    for name, person in cast.everybody.items():
        reasons[name] = permission.why(person, talk)
        assert permission.among(person).filter(pk=talk.pk).exists() == bool(reasons[name]), name
    return reasons


def test_before_its_end_a_conversation_is_there_for_the_invited_only(cast: Cast) -> None:
    assert table(SEE_CONVERSATION, cast, a_plan(cast)) == BEFORE_ITS_END
    assert table(SEE_CONVERSATION, cast, running(cast)) == BEFORE_ITS_END


def test_closed_it_is_there_for_the_school_and_the_central_office(cast: Cast) -> None:
    assert table(SEE_CONVERSATION, cast, held(cast)) == CLOSED


def test_only_the_invited_take_part(cast: Cast) -> None:
    for talk in (a_plan(cast), running(cast), held(cast)):
        assert table(TAKE_PART, cast, talk) == BEFORE_ITS_END


def test_who_planned_it_and_who_leads_it_may_lead(cast: Cast) -> None:
    assert table(FACILITATE, cast, a_plan(cast)) == LEADS
    other = a_plan(cast, facilitator=cast.specialist)
    wanted = {**LEADS, "coach_at_oak": "you planned it", "specialist": "you are its facilitator"}
    assert table(FACILITATE, cast, other) == wanted


def test_what_is_not_hers_is_not_there_and_what_she_sees_is_somebody_elses(cast: Cast) -> None:
    talk = a_plan(cast)
    with pytest.raises(NotThere):
        TAKE_PART.find(cast.cabinet, talk.pk)
    with pytest.raises(NotAllowed, match="somebody else to lead this conversation"):
        FACILITATE.check(cast.specialist, talk)


@pytest.mark.parametrize("who", ["coach_at_oak", "principal_of_oak", "specialist"])
def test_whoever_left_has_nothing_at_once_though_she_was_invited(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    talk, ahead, past = running(cast, 2), a_plan(cast, days=3), held(cast)
    client = client_of(person)
    assert client.get(f"/conversations/{talk.pk}/").status_code == 200
    leave(person)
    for permission in (SEE_CONVERSATION, TAKE_PART, FACILITATE):
        assert not permission.among(person).exists()
    for path in (
        f"/conversations/{talk.pk}/",
        f"/conversations/{talk.pk}/part/notes/",
        f"/conversations/{ahead.pk}/",
        f"/conversations/{past.pk}/minutes/",
        f"/live/{talk.pk}/after/?after=0",
        f"/commitments/opening/{ahead.pk}/",
    ):
        assert client.get(path).status_code == 404, path
    answer = client.post(f"/conversations/{talk.pk}/notes/", {"kind": "observation", "words": "x"})
    assert answer.status_code == 404
    assert "What do we see?" not in client.get("/").content.decode()


def test_somebody_who_is_no_longer_active_has_nothing(cast: Cast) -> None:
    talk = a_plan(cast)
    cast.specialist.is_active = False
    cast.specialist.save()
    assert SEE_CONVERSATION.why(cast.specialist, talk) == ""
    assert not SEE_CONVERSATION.among(cast.specialist).exists()


def test_a_whole_room_is_asked_as_each_would_be(cast: Cast) -> None:
    """The one question for all listeners of a room lets in just whom TAKE_PART lets in."""
    talk = running(cast)
    leave(cast.specialist)
    one_by_one = {
        person.pk
        for person in cast.everybody.values()
        if TAKE_PART.among(person).filter(pk=talk.pk).exists()
    }
    assert set(taking_part(talk.pk)) == one_by_one
    assert cast.specialist.pk not in one_by_one and cast.principal_of_oak.pk in one_by_one
