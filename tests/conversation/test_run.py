"""Does a conversation go from step to step as its facilitator says, and close only when it may?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    INFER,
    PREDICT,
    VISUAL,
    a_plan,
    client_of,
    held,
    running,
)
from trellis.conversation.acts.running import more_time
from trellis.conversation.api import close, come, move_step, start
from trellis.conversation.protocols.reading import protocols
from trellis.lib.api import NotAllowed, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def test_begun_twice_it_has_begun_once(cast: Cast) -> None:
    talk = a_plan(cast)
    first = start(talk, by=cast.coach_at_oak)
    second = start(talk, by=cast.coach_at_oak)
    assert first.began_at == second.began_at is not None
    assert [event.kind for event in talk.events.all()] == ["planned", "step"]


def test_only_its_leader_moves_it_and_others_are_told_so(cast: Cast) -> None:
    talk = running(cast)
    for act in (
        lambda who: start(talk, by=who),
        lambda who: move_step(talk, by=who, to=1),
        lambda who: more_time(talk, by=who),
        lambda who: close(talk, by=who),
    ):
        with pytest.raises(NotAllowed):
            act(cast.principal_of_oak)
        with pytest.raises(NotThere):
            act(cast.cabinet)


def test_a_step_pressed_twice_is_one_step(cast: Cast) -> None:
    talk = running(cast)
    for _ in range(2):
        move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    talk.refresh_from_db()
    assert talk.step == VISUAL
    assert [e.payload["step"] for e in talk.events.filter(kind="step")] == [PREDICT, VISUAL]


def test_a_skipped_step_stands_in_the_trail(cast: Cast) -> None:
    talk = running(cast, INFER)
    moved = history_of(talk).filter(act="moved a step").get()
    assert moved.detail == {"from": PREDICT, "step": INFER}


@pytest.mark.parametrize("to", [-1, 5, 99])
def test_there_is_no_step_outside_the_protocol(cast: Cast, to: int) -> None:
    with pytest.raises(NotNow, match="no such step"):
        move_step(running(cast), by=cast.coach_at_oak, to=to)


@pytest.mark.parametrize("said", ["", "²", "-1", "1e3", "9" * 5000])
def test_a_step_that_is_no_number_is_refused_with_a_sentence(cast: Cast, said: str) -> None:
    talk = running(cast)
    answer = client_of(cast.coach_at_oak).post(f"/conversations/{talk.pk}/step/", {"to": said})
    assert answer.status_code == 409


def test_nothing_moves_before_it_begins_and_after_it_closed(cast: Cast) -> None:
    for talk in (a_plan(cast), held(cast)):
        with pytest.raises(NotNow):
            move_step(talk, by=cast.coach_at_oak, to=1)
        with pytest.raises(NotNow):
            more_time(talk, by=cast.coach_at_oak)
    with pytest.raises(NotNow):
        start(held(cast), by=cast.coach_at_oak)


def test_more_time_pressed_twice_on_one_page_is_given_once(cast: Cast) -> None:
    talk = running(cast)
    for _ in range(2):
        found = more_time(talk, by=cast.coach_at_oak, had=0)
    assert found.step_extra == 5
    assert more_time(talk, by=cast.coach_at_oak, had=5).step_extra == 10


def test_the_next_step_begins_without_the_extra_time_of_the_last(cast: Cast) -> None:
    talk = running(cast)
    more_time(talk, by=cast.coach_at_oak)
    assert move_step(talk, by=cast.coach_at_oak, to=1).step_extra == 0


def test_it_stays_open_until_there_is_a_promise_or_a_reason(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    with pytest.raises(NotNow, match="one promise with a date, or say why"):
        close(talk, by=cast.coach_at_oak)
    talk.refresh_from_db()
    assert talk.is_running


def test_closed_twice_it_is_closed_once(cast: Cast) -> None:
    talk = held(cast)
    assert close(talk, by=cast.coach_at_oak).closed_at == talk.closed_at
    assert talk.events.filter(kind="state").count() == 1


def test_who_opens_the_room_has_come_once(cast: Cast) -> None:
    talk = running(cast)
    for _ in range(2):
        come(talk, by=cast.specialist)
        come(talk, by=cast.cabinet)
    assert talk.events.filter(kind="people").count() == 1
    assert talk.invitations.filter(came_at=None).count() == 2


def test_events_are_numbered_without_a_gap(cast: Cast) -> None:
    talk = held(cast)
    numbers = list(talk.events.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, talk.last_seq + 1))


def test_parts_of_a_room_that_closed_send_the_browser_to_the_minutes(cast: Cast) -> None:
    talk = held(cast)
    client = client_of(cast.specialist)
    answer = client.get(f"/conversations/{talk.pk}/part/stage/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == talk.get_absolute_url()
    assert client.get(talk.get_absolute_url())["Location"].endswith("/minutes/")


def test_every_protocol_hides_shows_and_ends_with_promises() -> None:
    for one in protocols().values():
        assert any(step.commitments for step in one.steps), one.key
        assert not one.steps[0].evidence, f"{one.key} begins without the evidence"
        assert any(step.opening for step in one.steps), f"{one.key} opens with the last promises"
        for step in one.steps:
            speaks_of_it = {"observation", "inference"} & set(step.writes)
            assert step.evidence or not speaks_of_it, f"{one.key}.{step.key}"
