"""Who sees a request and its thread, and by which reason? Person by person."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support.asking import asked, publish
from trellis.district.api import end_position
from trellis.support.acts.taking_up import add_helper, take_up
from trellis.support.permissions.cards import EDIT_CARD, SEE_CARD
from trellis.support.permissions.requests import (
    ANSWER,
    ASK_ALSO,
    ASK_FOR,
    HAND_OVER,
    OFFER_HELP,
    SEE_REQUEST,
    SPEAK_FOR_ASKER,
    TAKE_UP,
)
from trellis.support.queries.requests import open_requests, requests_of, waiting_for

pytestmark = pytest.mark.django_db

OFFICE = "you work in the central office, which answers for every school together"
SEES = {
    "cabinet": OFFICE,
    "supervisor_of_east": "you supervise the school’s network",
    "specialist": "you took it up",
    "coach_at_oak": "you work at the school",
    "principal_of_oak": "you work at the school",
    "principal_of_elm": "",
    "team_lead_at_oak": "you asked for it",
    "teacher_at_oak": "you work at the school",
    "assessment_coordinator": OFFICE,
    "pl_director": "you help with it",
    "sis_admin": OFFICE,
    "board_observer": "",
    "former_principal": "",
}


def test_each_persona_sees_a_request_for_just_her_reason(cast: Cast) -> None:
    request = take_up(asked(cast, by=cast.team_lead_at_oak).pk, by=cast.specialist)
    add_helper(request.pk, by=cast.pl_director)
    assert {name: SEE_REQUEST.why(p, request) for name, p in cast.everybody.items()} == SEES


ACTS = {
    "take it up": (TAKE_UP, {"specialist", "supervisor_of_east", "cabinet", "pl_director"}),
    "answer": (ANSWER, {"specialist", "pl_director"}),
    "hand it over": (HAND_OVER, {"specialist", "cabinet", "pl_director"}),
    "speak for the asker": (SPEAK_FOR_ASKER, {"team_lead_at_oak", "principal_of_oak"}),
    "ask one more": (
        ASK_ALSO,
        {"team_lead_at_oak", "principal_of_oak", "specialist", "cabinet", "pl_director"},
    ),
    "help": (
        OFFER_HELP,
        {
            "specialist",
            "supervisor_of_east",
            "cabinet",
            "pl_director",
            "assessment_coordinator",
            "sis_admin",
        },
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_for_just_these(cast: Cast, act: str) -> None:
    permission, may = ACTS[act]
    request = take_up(asked(cast, by=cast.team_lead_at_oak).pk, by=cast.specialist)
    add_helper(request.pk, by=cast.pl_director)
    assert {n for n, p in cast.everybody.items() if permission.allows(p, request)} == may


def test_role_cards_are_read_by_who_works_with_schools(cast: Cast) -> None:
    card = publish(cast)
    reads = {n for n, p in cast.everybody.items() if SEE_CARD.allows(p, card)}
    edits = {n for n, p in cast.everybody.items() if EDIT_CARD.allows(p, card)}
    assert reads == set(cast.everybody) - {"board_observer", "former_principal"}
    assert edits == {"specialist", "pl_director", "cabinet"}


def test_nobody_asks_for_another_school(cast: Cast) -> None:
    may = {name for name, p in cast.everybody.items() if ASK_FOR.allows(p, cast.oak)}
    assert may == {"principal_of_oak", "team_lead_at_oak", "coach_at_oak"}


def test_whoever_led_or_helped_and_left_sees_nothing(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    add_helper(request.pk, by=cast.pl_director)
    from_then = request.asked_at.date().replace(year=2024)
    for gone in (cast.specialist, cast.pl_director, cast.principal_of_oak):
        end_position(gone.positions.get(), on=from_then)
        assert not SEE_REQUEST.allows(gone, request)
        assert open_requests(seen_by=gone) == []


def test_a_list_holds_what_its_reader_sees_and_no_more(cast: Cast) -> None:
    request = asked(cast)
    for somebody in cast.everybody.values():
        there = [one.request for one in requests_of(cast.oak, seen_by=somebody)]
        assert there == ([request] if SEE_REQUEST.allows(somebody, request) else [])


def test_another_school_cannot_tell_a_request_from_nothing(cast: Cast, client: Client) -> None:
    request = asked(cast)
    client.force_login(cast.principal_of_elm)
    theirs = client.get(f"/support/requests/{request.pk}/")
    none = client.get(f"/support/requests/{request.pk + 999}/")
    assert theirs.status_code == none.status_code == 404
    token = re.compile(rb"X-CSRFToken[^}]*")
    assert token.sub(b"", theirs.content) == token.sub(b"", none.content)


def test_each_side_is_told_what_waits_for_her(cast: Cast) -> None:
    request = asked(cast)
    waits = {n for n, p in cast.everybody.items() if waiting_for(p)}
    assert waits == {"specialist"}
    take_up(request.pk, by=cast.cabinet)
    assert {n for n, p in cast.everybody.items() if waiting_for(p)} == {"cabinet"}
