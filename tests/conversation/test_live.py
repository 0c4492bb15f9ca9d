"""Does everybody in a meeting hear everything once, in its order, and nobody else anything?

A real server with its door and its hub, streams on real sockets, people who post at once.
"""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session

from tests.cast import Cast
from tests.conversation.meeting import OBSERVE, client_of, leave, running, said
from tests.conversation.site import PATIENCE, Listener, Server, ask, cookie_of, post
from trellis.conversation.acts.writing import take_back
from trellis.conversation.api import Conversation
from trellis.conversation.models import Note

pytestmark = pytest.mark.usefixtures("committed")

BEAT = 0.4


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: object
) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("live"), BEAT)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    return running(cast, OBSERVE)


def events(talk: Conversation) -> str:
    return f"/live/{talk.pk}/events"


def share(server: Server, talk: Conversation, cookie: str, words: str) -> int:
    form = {"kind": "observation", "words": words}
    path = f"/conversations/{talk.pk}/notes/"
    return post(server, path, form, cookie=cookie, key=str(uuid.uuid4()))


def test_the_first_frame_says_where_the_stream_begins(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    stream = Listener(server, events(talk), cookie_of(cast.specialist))
    assert stream.until(lambda one: bool(one.frames))
    first = stream.frames[0]
    wanted = {"retry": "1000", "id": str(talk.last_seq), "event": "here", "data": "{}"}
    assert first == wanted
    assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
    assert "no-transform" in stream.answer.headers["Cache-Control"]
    assert stream.answer.headers["X-Accel-Buffering"] == "no"
    stream.hang_up()


def test_all_hear_all_without_a_gap_while_three_write_at_once(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    people = (cast.coach_at_oak, cast.principal_of_oak, cast.specialist)
    cookies = [cookie_of(person) for person in people]
    streams = [Listener(server, events(talk), cookie) for cookie in cookies * 2]
    told: list[int] = []

    def write(cookie: str) -> None:
        told.extend(share(server, talk, cookie, f"Seen {n}.") for n in range(6))

    writers = [threading.Thread(target=write, args=(cookie,)) for cookie in cookies]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert told == [200] * 18
    wanted = list(range(talk.last_seq + 1, talk.last_seq + 19))
    for stream in streams:
        assert stream.until(lambda one: len(one.numbers) >= len(wanted))
        assert stream.numbers == wanted
        stream.hang_up()


def test_a_stream_goes_on_where_it_was_cut_by_header_or_address(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    cookie, start = cookie_of(cast.specialist), talk.last_seq
    for n in range(6):
        said(talk, cast.principal_of_oak, f"Seen {n}.")
    for after, header, wanted in (
        (str(start + 2), None, start + 2),
        (None, str(start + 3), start + 3),
        (str(start + 1), str(start + 4), start + 4),
        (str(start + 5), str(start + 1), start + 5),
        ("0", None, 0),
        ("²", "9" * 5000, start + 6),
    ):
        more = {"Last_Event_ID": header} if header else {}
        path = events(talk) + (f"?after={after}" if after and after.isascii() else "")
        stream = Listener(server, path, cookie, **more)
        rest = list(range(wanted + 1, start + 7))
        assert stream.until(
            lambda one, rest=rest: bool(one.frames) and len(one.numbers) >= len(rest)
        )
        assert stream.numbers == rest
        assert stream.frames[0]["id"] == str(wanted)
        stream.hang_up()


def test_a_poll_answers_with_the_same_events(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    stream = Listener(server, f"{events(talk)}?after=0", cookie_of(cast.specialist))
    assert stream.until(lambda one: len(one.numbers) == talk.last_seq)
    answer = client_of(cast.specialist).get(f"/live/{talk.pk}/after/?after=0")
    assert json.loads(answer.content)["events"] == stream.events
    stream.hang_up()


def test_nobody_else_gets_a_stream(server: Server, cast: Cast, talk: Conversation) -> None:
    mine = cookie_of(cast.specialist)
    refused = {
        "not signed in": {},
        "not invited": {"Cookie": cookie_of(cast.cabinet)},
        "a session of nobody": {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"},
        "another site": {"Cookie": mine, "Origin": "https://evil.example"},
        "a page without origin": {"Cookie": mine, "Origin": "null"},
        "a frame of another site": {"Cookie": mine, "Sec_Fetch_Site": "cross-site"},
    }
    got = {why: ask(server, "GET", events(talk), **said) for why, said in refused.items()}
    assert got == dict.fromkeys(refused, 404)
    assert ask(server, "GET", f"/live/{talk.pk + 1000}/events", Cookie=mine) == 404
    assert ask(server, "POST", events(talk), Cookie=mine) == 404
    for pk in ("0", "%C2%B2", "x", "9" * 30):
        assert ask(server, "GET", f"/live/{pk}/events", Cookie=mine) in (302, 404)
    own = Listener(server, events(talk), mine, Origin=f"http://127.0.0.1:{server.port}")
    assert own.status == 200
    own.hang_up()


def test_a_cookie_that_others_left_behind_closes_nobody_out(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    odd = 'theme={"dark": true}; a b; ' + cookie_of(cast.specialist)
    stream = Listener(server, events(talk), odd)
    assert stream.status == 200
    stream.hang_up()


def test_the_stream_of_somebody_who_left_ends_at_the_next_beat(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    hers = Listener(server, events(talk), cookie_of(cast.specialist))
    other = Listener(server, events(talk), cookie_of(cast.principal_of_oak))
    assert hers.until(lambda one: any(f.get("event") == "beat" for f in one.frames))
    leave(cast.specialist)
    assert hers.until(lambda one: one.is_over)
    assert not other.is_over
    other.hang_up()


def test_in_a_meeting_that_never_falls_silent_it_ends_too(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    hers = Listener(server, events(talk), cookie_of(cast.specialist))
    assert hers.until(lambda one: bool(one.frames))
    leave(cast.specialist)
    for n in range(2000):
        if hers.is_over:
            break
        said(talk, cast.principal_of_oak, f"Seen {n}.")
    assert hers.is_over


def test_a_session_that_ended_ends_its_stream(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    stream = Listener(server, events(talk), cookie_of(cast.specialist))
    assert stream.until(lambda one: bool(one.frames))
    Session.objects.all().delete()
    assert stream.until(lambda one: one.is_over)


def test_a_session_asleep_for_an_hour_opens_no_stream_and_listening_keeps_it_awake(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    cookie = cookie_of(cast.specialist)
    row = Session.objects.get()
    store = row.get_session_store_class()(row.session_key)
    store["seen_at"] = int(time.time()) - 3600
    store.save()
    assert ask(server, "GET", events(talk), Cookie=cookie) == 404
    store["seen_at"] = int(time.time()) - 1200
    store.save()
    stream = Listener(server, events(talk), cookie)
    assert stream.status == 200
    stream.hang_up()
    kept = Session.objects.get().get_decoded()["seen_at"]
    assert kept > store["seen_at"]


def test_words_that_were_taken_back_are_not_told_to_who_comes_later(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    early = Listener(server, events(talk), cookie_of(cast.coach_at_oak))
    assert early.until(lambda one: bool(one.frames))
    assert share(server, talk, cookie_of(cast.principal_of_oak), "Canary words.") == 200
    assert early.until(lambda one: bool(one.numbers))
    take_back(Note.objects.get(), by=cast.principal_of_oak)
    late = Listener(server, f"{events(talk)}?after=0", cookie_of(cast.specialist))
    assert late.until(lambda one: len(one.numbers) == talk.last_seq + 2)
    assert "Canary" in json.dumps(early.events)
    assert "Canary" not in json.dumps(late.events)
    for stream in (early, late):
        stream.hang_up()


def test_a_server_that_is_told_to_stop_does_so_though_streams_are_open(
    server: Server, cast: Cast, talk: Conversation
) -> None:
    own = Server(server.home, BEAT)
    own.start()
    stream = Listener(own, events(talk), cookie_of(cast.specialist))
    assert stream.until(lambda one: bool(one.frames))
    assert own.process is not None
    own.process.send_signal(signal.SIGTERM)
    try:
        own.process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        own.kill()
        pytest.fail("It waits for its streams for ever.")
    assert stream.until(lambda one: one.is_over)
