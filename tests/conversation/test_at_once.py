"""What becomes of a note that is sent ten times at the same instant, and of a step that moves?"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    OBSERVE,
    PREDICT,
    VISUAL,
    a_plan,
    client_of,
    running,
    said,
)
from trellis.commitments.api import Commitment, Owner, Side, promise
from trellis.conversation.acts.writing import edit_note, take_back
from trellis.conversation.api import Conversation, move_step
from trellis.conversation.models import Event, Note
from trellis.lib.api import NotNow

pytestmark = pytest.mark.usefixtures("committed")


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """Let all act at the same instant, each with a connection of its own; return what they got."""
    ready, got = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=30)
            got[place] = act()
        except Exception as error:  # noqa: BLE001 - every failure is a result here
            got[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def gap_free(talk: Conversation) -> bool:
    talk.refresh_from_db()
    numbers = list(talk.events.order_by("seq").values_list("seq", flat=True))
    return numbers == list(range(1, talk.last_seq + 1))


def test_ten_posts_with_one_key_are_one_note(cast: Cast) -> None:
    talk, key = running(cast, OBSERVE), str(uuid.uuid4())
    form = {"kind": "observation", "words": "Once."}

    def post() -> int:
        client = client_of(cast.principal_of_oak)
        path = f"/conversations/{talk.pk}/notes/"
        headers = {"Idempotency-Key": key, "HX-Request": "true"}
        return client.post(path, form, headers=headers).status_code

    assert at_once([post] * 10) == [200] * 10
    assert Note.objects.count() == 1
    assert Event.objects.filter(kind="note").count() == 1
    assert gap_free(talk)


def test_ten_people_writing_at_once_leave_no_gap_and_lose_nothing(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    acts = [lambda n=n: said(talk, cast.principal_of_oak, f"Number {n}.") for n in range(10)]
    assert all(isinstance(one, Note) for one in at_once(acts))
    assert Note.objects.count() == 10
    assert gap_free(talk)


def test_one_form_of_a_plan_sent_five_times_is_one_conversation(cast: Cast) -> None:
    key = uuid.uuid4()
    first = a_plan(cast)  # so that the figures are published and pinned
    made = at_once([lambda: a_plan(cast, key=key).pk] * 5)
    assert len(set(made)) == 1
    assert Conversation.objects.exclude(pk=first.pk).count() == 1


def test_one_form_of_a_promise_sent_five_times_is_one_promise(cast: Cast) -> None:
    talk, key = running(cast, COMMIT), uuid.uuid4()
    due = date(2099, 1, 1)

    def make() -> int:
        return promise(
            by=cast.coach_at_oak,
            words="Once",
            lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", due),
            co_owners=[Owner(cast.specialist, Side.DISTRICT, "a list", due)],
            school=cast.oak,
            conversation=talk,
            key=key,
        ).pk

    assert len(set(at_once([make] * 5))) == 1
    assert Commitment.objects.get().parts.count() == 2
    assert gap_free(talk)


def test_of_two_corrections_at_once_one_stands_and_one_is_told(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "First.")

    def mend(words: str) -> Callable[[], object]:
        return lambda: edit_note(note, by=cast.principal_of_oak, words=words, version=1).words

    got = at_once([mend("Phone."), mend("Laptop.")])
    note.refresh_from_db()
    (refused,) = [one for one in got if isinstance(one, NotNow)]
    assert note.words in got
    assert "Phone." in refused.sentence
    assert "Laptop." in refused.sentence


def test_no_prediction_slips_in_behind_the_evidence(cast: Cast) -> None:
    talk = running(cast, PREDICT)

    def guess() -> object:
        return said(talk, cast.specialist, "A guess.", "prediction").pk

    def move() -> object:
        return move_step(talk, by=cast.coach_at_oak, to=VISUAL).step

    got = at_once([guess, guess, move, guess, guess])
    assert got[2] == VISUAL
    assert all(isinstance(one, int | NotNow) for one in got)
    shown = Event.objects.get(kind="step", payload__step=VISUAL).seq
    assert not Event.objects.filter(kind="note", seq__gt=shown).exists()
    assert gap_free(talk)


def test_writing_mending_and_taking_back_at_once_do_not_wait_for_each_other_for_ever(
    cast: Cast,
) -> None:
    talk = running(cast, OBSERVE)
    seen = [said(talk, cast.principal_of_oak, f"Seen {n}.") for n in range(3)]
    move_step(talk, by=cast.coach_at_oak, to=3)

    def explain(n: int) -> Callable[[], object]:
        return lambda: said(talk, cast.specialist, "So.", "inference", answers=seen[n].pk).pk

    def pull(n: int) -> Callable[[], object]:
        return lambda: take_back(seen[n], by=cast.principal_of_oak).pk

    got = at_once([act(n) for n in range(3) for act in (explain, pull)])
    # For each of them one of the two was first, and the other got a sentence.
    assert sum(isinstance(one, int) for one in got) == 3
    hanging = Note.objects.filter(kind="inference", answers__withdrawn_at__isnull=False)
    assert not hanging.exists()
    assert gap_free(talk)
