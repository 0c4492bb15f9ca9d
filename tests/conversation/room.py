"""What do the tests of a room need: steps of another kind, people who came, everything sent?"""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.cast import Cast
from tests.conversation.meeting import client_of, running
from trellis.conversation.api import Conversation, come
from trellis.conversation.live.frames import frame_of
from trellis.district.api import Person

ROOM = ("stage", "evidence", "notes", "people", "turns", "groups", "vote", "parked", "door")
HTMX = {"HX-Request": "true"}


def room(cast: Cast, step: int = 2, *, here: bool = True, **what: Any) -> Conversation:
    """Bring a conversation to a step that is, for example, silent; everybody is there."""
    talk = running(cast, step)
    change_step(talk, step, **what)
    if here:
        for who in (cast.coach_at_oak, cast.principal_of_oak, cast.specialist):
            come(talk, by=who)
    return talk


def change_step(talk: Conversation, step: int, **what: Any) -> None:
    """Make one of its frozen steps another: silent, in turns, with headings, with dots."""
    talk.steps[step] |= what
    talk.save(update_fields=["steps"])


def sent_to(talk: Conversation, who: Person | Client) -> str:
    """Everything that the server sends somebody of a running conversation."""
    client = who if isinstance(who, Client) else client_of(who)
    paths = [f"/conversations/{talk.pk}/", f"/live/{talk.pk}/after/?after=0", "/search/?q=canary"]
    paths += [f"/conversations/{talk.pk}/part/{name}/" for name in ROOM]
    answers = [client.get(path, headers=HTMX if "part" in path else {}) for path in paths]
    assert [one.status_code for one in answers] == [200] * len(paths)
    return "\n".join(one.content.decode() for one in answers)


def streamed(talk: Conversation) -> str:
    """Every frame that a stream of it could carry."""
    return "\n".join(frame_of(event).decode() for event in talk.events.all())
