"""What is left when the process dies by kill -9 in the middle of an act? Nothing; then it succeeds.

Every act of a meeting dies twice: when its rows are changed and its line of the trail is written,
and after its event, the last thing before the commit.
"""

from __future__ import annotations

import contextlib
import os
import signal
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections
from django.utils import timezone

from tests.cast import Cast
from tests.conversation.meeting import pinned
from trellis.commitments.api import (
    Commitment,
    Owner,
    Part,
    Side,
    adapt,
    confirm,
    drop,
    end_without_action,
    not_yet,
    promise,
    report_done,
)
from trellis.conversation.acts.running import more_time
from trellis.conversation.acts.writing import edit_note, take_back
from trellis.conversation.api import (
    Conversation,
    Note,
    call_off,
    close,
    compare,
    invite,
    move_step,
    plan,
    start,
    write_note,
)
from trellis.evidence.api import Finding
from trellis.lib.api import NotNow

pytestmark = pytest.mark.usefixtures("committed")

DUE = date(2099, 1, 1)
ROOMS = ("conversation", "commitments", "trail")


def everything() -> dict[str, list[Any]]:
    """Return every row of the rooms that a meeting writes to."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


def dies(act: Callable[[], object], *, at: str) -> bool:
    """Do an act in a process of its own that dies at a point; whether it was killed there."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os.environ["CRASH_AT"] = at
        with contextlib.suppress(BaseException):
            act()
        os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@dataclass
class Meeting:
    """A meeting and the promises made in it, act by act."""

    cast: Cast
    finding: Finding
    keys: dict[str, uuid.UUID] = field(default_factory=dict)

    def key(self, name: str) -> uuid.UUID:
        return self.keys.setdefault(name, uuid.uuid4())

    def plan(self, name: str) -> object:
        return plan(
            by=self.cast.coach_at_oak,
            question="What do we see?",
            protocol_key="data_driven_dialogue",
            planned_for=timezone.now(),
            school=self.cast.oak,
            people=[self.cast.principal_of_oak, self.cast.specialist],
            findings=[self.finding],
            key=self.key(name),
        )

    def talk(self, name: str = "talk") -> Conversation:
        return Conversation.objects.get(key=self.key(name))

    def write(self, name: str, kind: str) -> object:
        who = self.cast.principal_of_oak
        return write_note(self.talk(), by=who, kind=kind, words="So.", key=self.key(name))

    def note(self, name: str) -> Note:
        return Note.objects.get(key=self.key(name))

    def move(self, to: int, name: str = "talk") -> object:
        return move_step(self.talk(name), by=self.cast.coach_at_oak, to=to)

    def promise(self) -> object:
        return promise(
            by=self.cast.coach_at_oak,
            words="Meet again",
            lead=Owner(self.cast.principal_of_oak, Side.SCHOOL, "a room", DUE),
            co_owners=[Owner(self.cast.specialist, Side.DISTRICT, "a list", DUE)],
            school=self.cast.oak,
            conversation=self.talk(),
            key=self.key("promise"),
        )

    def part(self, side: str) -> int:
        return Part.objects.get(commitment=Commitment.objects.get(), side=side).pk

    def acts(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Every act: the words of its trail, the kind of its event, and the act itself."""
        leads, writes = self.cast.coach_at_oak, self.cast.principal_of_oak
        gives = self.cast.specialist
        school, district = Side.SCHOOL, Side.DISTRICT
        return [
            ("planned a conversation", "planned", lambda: self.plan("talk")),
            (
                "invited somebody",
                "people",
                lambda: invite(self.talk(), by=leads, person=self.cast.cabinet),
            ),
            ("began a conversation", "step", lambda: start(self.talk(), by=leads)),
            ("gave a step more time", "time", lambda: more_time(self.talk(), by=leads, had=0)),
            ("wrote a note", "note", lambda: self.write("guess", "prediction")),
            ("moved a step", "step", lambda: self.move(2)),
            (
                "compared a prediction",
                "note",
                lambda: compare(self.note("guess"), by=writes, compared="higher"),
            ),
            ("wrote a note", "note", lambda: self.write("seen", "observation")),
            (
                "mended a note",
                "note",
                lambda: edit_note(self.note("seen"), by=writes, words="Mended.", version=1),
            ),
            ("took a note back", "note", lambda: take_back(self.note("seen"), by=writes)),
            ("moved a step", "step", lambda: self.move(4)),
            ("made a promise", "commitment", self.promise),
            ("closed a conversation", "state", lambda: close(self.talk(), by=leads)),
            (
                "said that a part of a promise is done",
                "",
                lambda: report_done(self.part(district), by=gives, said="Sent."),
            ),
            (
                "said that a promised part has not arrived yet",
                "",
                lambda: not_yet(self.part(district), by=writes, why="Nothing came."),
            ),
            (
                "adapted a part of a promise",
                "",
                lambda: adapt(
                    self.part(district), by=gives, deliverable="two lists", due_on=DUE, why="more"
                ),
            ),
            (
                "said that a part of a promise is done",
                "",
                lambda: report_done(self.part(district), by=gives),
            ),
            (
                "said that a promised part arrived",
                "",
                lambda: confirm(self.part(district), by=writes),
            ),
            (
                "dropped a part of a promise",
                "",
                lambda: drop(self.part(school), by=writes, why="no room"),
            ),
            ("planned a conversation", "planned", lambda: self.plan("off")),
            ("called off a conversation", "state", lambda: call_off(self.talk("off"), by=leads)),
            ("planned a conversation", "planned", lambda: self.plan("none")),
            ("began a conversation", "step", lambda: start(self.talk("none"), by=leads)),
            ("moved a step", "step", lambda: self.move(4, "none")),
            (
                "ended a conversation without a promise",
                "commitment",
                lambda: end_without_action(self.talk("none"), by=leads, because="we wait"),
            ),
        ]


def test_killed_in_any_act_nothing_is_half_visible_and_the_next_try_succeeds(cast: Cast) -> None:
    meeting = Meeting(cast, pinned(cast))
    for number, (words, kind, act) in enumerate(meeting.acts()):
        before = everything()
        for point in (words, f"after {kind} event" if kind else words):
            assert dies(act, at=point), f"act {number} does not come to “{point}”"
            assert everything() == before, f"act {number}, killed at “{point}”, left something"
        act()
        after = everything()
        assert after != before
        # Whoever did not hear that it worked tries again: nothing stands twice.
        with contextlib.suppress(NotNow):
            act()
        assert everything() == after, f"act {number} ({words}) done again"
    for name in ("talk", "off", "none"):
        talk = meeting.talk(name)
        numbers = list(talk.events.order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, talk.last_seq + 1))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)
