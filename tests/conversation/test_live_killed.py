"""What is left when the server dies by kill -9 while people write? Each acknowledged word, once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.cast import Cast
from tests.conversation.meeting import OBSERVE, running
from tests.conversation.site import PATIENCE, Listener, Server, cookie_of, post
from trellis.conversation.api import Conversation
from trellis.conversation.models import Note

pytestmark = pytest.mark.usefixtures("committed")

EACH = 8
KILLED_AFTER = 8
"""How many notes are acknowledged when the server is killed for the second time."""


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("killed"))
    yield made
    made.kill()


@dataclass
class Ear:
    """A browser: whatever happens to its stream, it comes back with the last number it heard."""

    server: Server
    talk: Conversation
    cookie: str
    heard: list[int] = field(default_factory=list)

    def listen(self, wanted: int, stop: threading.Event) -> None:
        after = self.talk.last_seq
        while len(self.heard) < wanted and not stop.is_set():
            try:
                path = f"/live/{self.talk.pk}/events?after={after}"
                stream = Listener(self.server, path, self.cookie)
            except OSError:
                stop.wait(0.05)
                continue
            missing = wanted - len(self.heard)
            stream.until(lambda one, n=missing: one.is_over or len(one.numbers) >= n)
            self.heard += stream.numbers
            after = self.heard[-1] if self.heard else after
            stream.hang_up()


def test_what_was_acknowledged_is_there_and_nothing_stands_twice(
    server: Server, cast: Cast
) -> None:
    talk = running(cast, OBSERVE)
    people = (cast.coach_at_oak, cast.principal_of_oak, cast.specialist)
    cookies = [cookie_of(person) for person in people]
    ears = [Ear(server, talk, cookie) for cookie in cookies]
    stop, counted = threading.Event(), threading.Condition()
    acknowledged: list[str] = []

    def write(cookie: str) -> None:
        form, path = {"kind": "observation"}, f"/conversations/{talk.pk}/notes/"
        for n in range(EACH):
            key = str(uuid.uuid4())
            # As the page does: the same words with the same key, until the server has them.
            while not stop.is_set():
                words = form | {"words": f"{key} {n}"}
                if post(server, path, words, cookie=cookie, key=key) == 200:
                    break
            with counted:
                acknowledged.append(key)
                counted.notify_all()

    threads = [threading.Thread(target=write, args=(cookie,)) for cookie in cookies]
    threads += [
        threading.Thread(target=ear.listen, args=(EACH * len(people), stop)) for ear in ears
    ]
    # First it dies by itself: the note is kept, and nobody was told so.
    server.start(CRASH_AT="after-note")
    for thread in threads:
        thread.start()
    try:
        assert server.process is not None
        server.process.wait(timeout=PATIENCE)
        assert Note.objects.exists()
        assert acknowledged == []
        server.start()
        with counted:
            assert counted.wait_for(lambda: len(acknowledged) >= KILLED_AFTER, timeout=PATIENCE)
        server.kill()
        server.start()
        for thread in threads:
            thread.join(timeout=PATIENCE)
    finally:
        stop.set()
    keys = [str(key) for key in Note.objects.values_list("key", flat=True)]
    assert sorted(keys) == sorted(acknowledged)
    assert len(acknowledged) == EACH * len(people)
    numbers = list(range(talk.last_seq + 1, talk.last_seq + 1 + len(acknowledged)))
    for ear in ears:
        assert ear.heard == numbers
