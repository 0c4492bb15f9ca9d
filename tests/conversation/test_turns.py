"""Does the turn go round once, by her own hand or that of who leads, and keep nobody silent?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import INFER, OBSERVE, client_of, said
from tests.conversation.room import HTMX, room
from trellis.conversation.acts.parts import give_part
from trellis.conversation.acts.turns import end_turn, go_round_again
from trellis.conversation.api import Conversation, come, invite
from trellis.conversation.queries_room import turns_of
from trellis.lib.api import NotAllowed, NotNow

pytestmark = pytest.mark.django_db


def states(talk: Conversation) -> list[tuple[str, str]]:
    talk.refresh_from_db()
    return [(turn.person.first_name, turn.state) for turn in turns_of(talk)]


def test_it_goes_round_in_the_order_in_which_people_came(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    assert states(talk) == [("Joy", "now"), ("Renata", "waits"), ("Elena", "waits")]
    end_turn(talk, by=cast.coach_at_oak, whose=cast.coach_at_oak.pk)
    end_turn(talk, by=cast.principal_of_oak, whose=cast.principal_of_oak.pk, passed=True)
    assert states(talk) == [("Joy", "spoke"), ("Renata", "passed"), ("Elena", "now")]
    invite(talk, by=cast.coach_at_oak, person=cast.teacher_at_oak)
    come(talk, by=cast.teacher_at_oak)
    assert states(talk)[-1] == ("Luis", "waits"), "who comes late is last"
    assert [e.payload["who"] for e in talk.events.filter(kind="turn")] == ["Renata", "Elena"]


def test_two_presses_on_the_same_turn_skip_nobody(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    end_turn(talk, by=cast.coach_at_oak, whose=cast.coach_at_oak.pk)
    end_turn(talk, by=cast.coach_at_oak, whose=cast.coach_at_oak.pk)
    assert states(talk)[1] == ("Renata", "now")


def test_another_persons_turn_is_ended_by_who_leads_or_keeps_time_only(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    joy, renata = cast.coach_at_oak.pk, cast.principal_of_oak.pk
    with pytest.raises(NotAllowed):
        end_turn(talk, by=cast.specialist, whose=joy)
    give_part(talk, by=cast.coach_at_oak, to=cast.specialist.pk, part="timekeeper")
    end_turn(talk, by=cast.specialist, whose=joy)
    with pytest.raises(NotAllowed, match="passes her turn"):
        end_turn(talk, by=cast.specialist, whose=renata, passed=True)
    assert states(talk)[1] == ("Renata", "now")


def test_who_waits_may_write_all_the_same(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    assert said(talk, cast.specialist, "Oak stands highest.").shared_at is not None


def test_another_round_begins_with_the_first_again(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    for who in (cast.coach_at_oak, cast.principal_of_oak, cast.specialist):
        end_turn(talk, by=who, whose=who.pk)
    page = client_of(cast.coach_at_oak).get(f"/conversations/{talk.pk}/part/turns/", headers=HTMX)
    assert "Everybody had a turn" in page.content.decode()
    with pytest.raises(NotAllowed):
        go_round_again(talk, by=cast.specialist)
    go_round_again(talk, by=cast.coach_at_oak)
    assert states(talk)[0] == ("Joy", "now")


def test_in_other_steps_there_are_no_turns(cast: Cast) -> None:
    talk = room(cast, INFER)
    assert states(talk) == []
    with pytest.raises(NotNow, match="as she likes"):
        end_turn(talk, by=cast.coach_at_oak, whose=cast.coach_at_oak.pk)
