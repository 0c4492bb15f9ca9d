"""Does a code lead each person just as far as she may go, and a guest to one meeting only?"""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    OBSERVE,
    PREDICT,
    SHOWN_AS,
    VISUAL,
    a_plan,
    client_of,
    held,
    running,
    said,
)
from tests.conversation.room import HTMX, change_step
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.joining import (
    LETTERS,
    ask_in,
    let_in,
    open_door,
    show_out,
    welcome_guests,
)
from trellis.conversation.acts.writing import share_all
from trellis.conversation.api import Conversation, close, move_step
from trellis.conversation.live.asking import may_listen
from trellis.conversation.models import Guest, JoinCode
from trellis.lib.api import NotAllowed, NotNow, NotThere

pytestmark = pytest.mark.django_db
PARTS = ("stage", "notes", "people", "turns", "groups", "vote", "parked")


def code_of(talk: Conversation, cast: Cast, *, guests: bool = False) -> str:
    door = open_door(talk, by=cast.coach_at_oak)
    if guests:
        welcome_guests(talk, by=cast.coach_at_oak, welcome=True)
    return door.code


def a_guest(talk: Conversation, cast: Cast, name: str = "Ana Guest") -> Client:
    client, code = Client(), code_of(talk, cast, guests=True)
    answer = client.post(f"/join/{code}/guest/", {"name": name})
    assert answer["Location"] == f"/guest/{talk.pk}/"
    return client


def read_by(guest: Client, talk: Conversation) -> str:
    answers: list[Any] = [guest.get(f"/guest/{talk.pk}/")]
    answers += [guest.get(f"/guest/{talk.pk}/part/{name}/", headers=HTMX) for name in PARTS]
    answers.append(guest.get(f"/live/{talk.pk}/after/?after=0"))
    assert {one.status_code for one in answers} == {200}
    return "\n".join(one.content.decode() for one in answers)


def test_a_code_is_made_once_by_who_leads_and_is_read_from_a_wall(cast: Cast) -> None:
    talk = running(cast)
    with pytest.raises(NotAllowed):
        open_door(talk, by=cast.principal_of_oak)
    code = code_of(talk, cast)
    assert code_of(talk, cast) == code
    assert len(code) == 8
    assert set(code) <= set(LETTERS)
    client = client_of(cast.coach_at_oak)
    page = client.get(f"/conversations/{talk.pk}/part/door/", headers=HTMX).content.decode()
    assert f"{code[:4]}-{code[4:]}" in page
    assert "<svg" in page
    said_so = client.post("/join/", {"code": f" {code[:4].lower()} {code[4:].lower()}"})
    assert said_so["Location"] == f"/join/{code}/"


def test_who_is_invited_lands_in_the_room(cast: Cast) -> None:
    talk = running(cast)
    answer = client_of(cast.specialist).get(f"/join/{code_of(talk, cast)}/")
    assert answer["Location"] == talk.get_absolute_url()


def test_who_was_not_invited_asks_and_is_let_in_with_one_press(cast: Cast) -> None:
    talk = running(cast)
    path = f"/join/{code_of(talk, cast)}/"
    luis, joy = client_of(cast.teacher_at_oak), client_of(cast.coach_at_oak)
    assert "Ask to be let in" in luis.get(path).content.decode()
    assert luis.get(talk.get_absolute_url()).status_code == 404, "a code alone opens nothing"
    for _ in range(2):
        assert "You asked" in luis.post(path).content.decode()
    door = joy.get(f"/conversations/{talk.pk}/part/door/", headers=HTMX).content.decode()
    assert door.count("Luis Ortega asks to be let in") == 1
    with pytest.raises(NotAllowed):
        let_in(talk, by=cast.principal_of_oak, person=cast.teacher_at_oak.pk)
    form = {"person": str(cast.teacher_at_oak.pk)}
    answer = joy.post(f"/conversations/{talk.pk}/let-in/", form, headers=HTMX)
    assert "asks to be let in" not in answer.content.decode()
    assert luis.get(path, headers=HTMX)["HX-Redirect"] == talk.get_absolute_url()
    assert luis.get(talk.get_absolute_url()).status_code == 200


def test_nobody_is_let_in_who_did_not_ask_or_works_elsewhere(cast: Cast) -> None:
    talk = running(cast)
    path = f"/join/{code_of(talk, cast)}/"
    for who in (cast.principal_of_elm, cast.board_observer, cast.former_principal):
        assert client_of(who).get(path).status_code == 404
        with pytest.raises(NotThere):
            ask_in(talk, by=who)
        with pytest.raises(NotThere):
            let_in(talk, by=cast.coach_at_oak, person=who.pk)


def test_a_code_ends_with_its_meeting(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    code = code_of(talk, cast, guests=True)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    for client in (Client(), client_of(cast.teacher_at_oak)):
        assert client.get(f"/join/{code}/")["Location"] == "/join/"
        assert client.post("/join/", {"code": code}).status_code == 422
        assert client.post(f"/join/{code}/guest/", {"name": "Ana"})["Location"] == "/join/"
    with pytest.raises(NotNow):
        open_door(held(cast), by=cast.coach_at_oak)


def test_guests_come_only_when_welcome_and_while_it_runs(cast: Cast) -> None:
    talk = a_plan(cast)
    code = code_of(talk, cast, guests=True)
    assert Client().post(f"/join/{code}/guest/", {"name": "Ana"}).status_code == 409
    other = running(cast)
    code = code_of(other, cast)
    assert Client().post(f"/join/{code}/guest/", {"name": "Ana"}).status_code == 409
    welcome_guests(other, by=cast.coach_at_oak, welcome=True)
    assert Client().post(f"/join/{code}/guest/", {"name": " "}).status_code == 422
    assert not Guest.objects.exists()


def test_a_guest_reads_what_the_room_reads_and_no_sooner(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    guest = a_guest(talk, cast)
    said(talk, cast.principal_of_oak, "Canary: one in five.", "prediction")
    sent = read_by(guest, talk)
    assert "Canary" not in sent
    assert "<figure" not in sent
    assert not any(figure in sent for figure in SHOWN_AS)
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    sent = read_by(guest, talk)
    assert "Canary" in sent
    assert any(figure in sent for figure in SHOWN_AS)
    move_step(talk, by=cast.coach_at_oak, to=OBSERVE)
    change_step(talk, OBSERVE, silent=True)
    said(talk, cast.specialist, "Wren stands high.")
    assert "Wren" not in read_by(guest, talk)
    share_all(talk, by=cast.coach_at_oak)
    assert "Wren" in read_by(guest, talk)


def test_a_guest_gets_one_meeting_and_nothing_else(cast: Cast) -> None:
    talk, other = running(cast, OBSERVE), running(cast, OBSERVE)
    guest = a_guest(talk, cast)
    sent = read_by(guest, talk)
    assert 'name="words"' not in sent, "guests write nothing"
    for path in (
        f"/conversations/{talk.pk}/",
        f"/conversations/{talk.pk}/part/stage/",
        f"/conversations/{talk.pk}/minutes/",
        f"/commitments/opening/{talk.pk}/",
        f"/guest/{other.pk}/part/stage/",
        f"/live/{other.pk}/after/",
        "/evidence/",
        "/schools/",
        "/",
    ):
        answer = guest.get(path)
        assert answer.status_code == 302 or "HX-Redirect" in answer, path
    form = {"kind": "observation", "words": "x"}
    answer = guest.post(f"/conversations/{talk.pk}/notes/", form)
    assert answer["Location"].startswith("/accounts/login/")
    assert not talk.notes.exists()


def test_a_guest_is_seen_by_the_group_and_shown_out_by_who_leads(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    guest = a_guest(talk, cast)
    people = client_of(cast.specialist).get(f"/conversations/{talk.pk}/part/people/")
    assert "Ana Guest (guest)" in people.content.decode()
    with pytest.raises(NotAllowed):
        show_out(talk, by=cast.specialist, guest=Guest.objects.get().pk)
    show_out(talk, by=cast.coach_at_oak, guest=Guest.objects.get().pk)
    assert "HX-Redirect" in guest.get(f"/guest/{talk.pk}/part/stage/", headers=HTMX)
    assert "Your visit is over" in guest.get(f"/guest/{talk.pk}/").content.decode()
    assert guest.get(f"/guest/{talk.pk}/").status_code == 302


def test_a_guest_hears_the_stream_while_she_is_one(cast: Cast) -> None:
    talk, other = running(cast, OBSERVE), running(cast, OBSERVE)
    guest = a_guest(talk, cast)
    cookie = guest.cookies[settings.SESSION_COOKIE_NAME].value
    assert may_listen(cookie, talk.pk, since=time.monotonic())
    assert not may_listen(cookie, other.pk, since=time.monotonic())
    assert not may_listen("none", talk.pk, since=time.monotonic())
    welcome_guests(talk, by=cast.coach_at_oak, welcome=False)
    assert not may_listen(cookie, talk.pk, since=time.monotonic())


def test_a_closed_meeting_has_no_guests_and_its_minutes_name_them(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    guest = a_guest(talk, cast)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    assert "Your visit is over" in guest.get(f"/guest/{talk.pk}/").content.decode()
    page = client_of(cast.cabinet).get(f"/conversations/{talk.pk}/minutes/").content.decode()
    assert "Ana Guest" in page


def test_no_code_is_given_twice(cast: Cast) -> None:
    codes = {code_of(running(cast), cast) for _ in range(5)}
    assert len(codes) == JoinCode.objects.count() == 5
