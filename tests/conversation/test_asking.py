"""Is a whole room asked at a beat just as each of its listeners would be alone?"""

from __future__ import annotations

import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.cast import Cast
from tests.conversation.meeting import OBSERVE, client_of, leave, running
from trellis.conversation.live.asking import comes, goes, look_round, may_listen, still_may
from trellis.district.api import Person

pytestmark = pytest.mark.django_db


def session_of(person: Person) -> str:
    return client_of(person).cookies[settings.SESSION_COOKIE_NAME].value


def at_a_beat(key: str, pk: int, *, since: float) -> bool:
    """Ask as a stream does: with the room, which is looked round when it was not since."""
    if still_may(key, pk, since=since) is None:
        look_round(pk)
    return bool(still_may(key, pk, since=since))


def both(key: str, pk: int) -> tuple[bool, bool]:
    """Ask alone, and with the room."""
    now = time.monotonic()
    return may_listen(key, pk, since=now), at_a_beat(key, pk, since=now)


def test_a_room_is_asked_as_each_alone(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    hers, other, outside = (
        session_of(one) for one in (cast.specialist, cast.principal_of_oak, cast.principal_of_elm)
    )
    for key in (hers, other, outside):
        comes(key, talk.pk)
    assert both(hers, talk.pk) == both(other, talk.pk) == (True, True)
    assert both(outside, talk.pk) == both("none", talk.pk) == both("", talk.pk) == (False, False)
    leave(cast.specialist)
    assert (both(hers, talk.pk), both(other, talk.pk)) == ((False, False), (True, True))
    Session.objects.filter(session_key=other).delete()
    assert both(other, talk.pk) == (False, False)
    for key in (hers, other, outside):
        goes(key, talk.pk)


def test_a_beat_may_use_what_was_read_since_and_nothing_older(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    hers, other = session_of(cast.specialist), session_of(cast.principal_of_oak)
    for key in (hers, other):
        comes(key, talk.pk)
    began = time.monotonic()
    assert at_a_beat(hers, talk.pk, since=began)
    Session.objects.filter(session_key=other).delete()
    assert at_a_beat(other, talk.pk, since=began)
    assert not at_a_beat(other, talk.pk, since=time.monotonic())
    for key in (hers, other):
        goes(key, talk.pk)
