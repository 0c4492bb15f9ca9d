"""Are notes put together by many hands, and is a hand that comes too late told so?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.conversation.meeting import INFER, OBSERVE, client_of, said
from tests.conversation.room import HTMX, change_step, room, sent_to
from trellis.conversation.acts.grouping import (
    make_heading,
    mend_heading,
    put_under,
    take_heading_away,
)
from trellis.conversation.acts.writing import take_back
from trellis.conversation.api import move_step
from trellis.conversation.models import Heading
from trellis.lib.api import BadInput, NotNow, NotThere

pytestmark = pytest.mark.django_db


def heading(talk, by, words="Buses", key=None) -> Heading:  # type: ignore[no-untyped-def]
    return make_heading(talk, by=by, words=words, key=key or uuid.uuid4())


def test_anybody_who_takes_part_makes_a_heading_and_moves_any_note(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    note = said(talk, cast.principal_of_oak, "Oak stands highest.")
    made = heading(talk, cast.specialist)
    path = f"/conversations/{talk.pk}/notes/{note.pk}/heading/"
    answer = client_of(cast.coach_at_oak).post(path, {"heading": made.pk, "was": ""}, headers=HTMX)
    assert answer.status_code == 200
    note.refresh_from_db()
    assert note.heading == made
    group = sent_to(talk, cast.specialist).split("Buses</span>")[1].split("</ul>")[0]
    assert "Oak stands highest." in group
    with pytest.raises(NotThere):
        heading(talk, cast.cabinet)


def test_the_same_key_is_the_same_heading(cast: Cast) -> None:
    talk, key = room(cast, OBSERVE, groups=True), uuid.uuid4()
    first = heading(talk, cast.specialist, key=key)
    assert heading(talk, cast.specialist, key=key) == first
    with pytest.raises(NotThere):
        heading(talk, cast.principal_of_oak, key=key)
    assert Heading.objects.count() == 1


def test_of_two_moves_the_second_is_told_where_the_note_stands(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    note = said(talk, cast.principal_of_oak, "Oak stands highest.")
    buses, terms = heading(talk, cast.specialist), heading(talk, cast.specialist, "Terms")
    put_under(note, by=cast.specialist, heading=buses.pk, was=None)
    with pytest.raises(NotNow, match="it stands under “Buses” now"):
        put_under(note, by=cast.coach_at_oak, heading=terms.pk, was=None)
    note.refresh_from_db()
    assert note.heading == buses
    # Both wanted the same: nothing is to be told.
    assert put_under(note, by=cast.coach_at_oak, heading=buses.pk, was=None).heading == buses
    assert put_under(note, by=cast.coach_at_oak, heading=terms.pk, was=buses.pk).heading == terms


def test_of_two_corrections_of_a_heading_the_second_is_told_both_texts(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    made = heading(talk, cast.specialist)
    mend_heading(made, by=cast.coach_at_oak, words="Bus routes", version=1)
    path = f"/conversations/{talk.pk}/headings/{made.pk}/"
    answer = client_of(cast.principal_of_oak).post(path, {"words": "Roads", "version": "1"})
    assert answer.status_code == 409
    for words in ("It now says: “Bus routes”", "Yours says: “Roads”"):
        assert words in answer.content.decode()


def test_a_heading_with_notes_stays_and_one_that_is_gone_takes_none(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    note = said(talk, cast.principal_of_oak, "Oak stands highest.")
    made = heading(talk, cast.specialist)
    put_under(note, by=cast.specialist, heading=made.pk, was=None)
    with pytest.raises(NotNow, match="Put them elsewhere first"):
        take_heading_away(made, by=cast.coach_at_oak)
    put_under(note, by=cast.specialist, heading=None, was=made.pk)
    for _ in range(2):
        take_heading_away(made, by=cast.coach_at_oak)
    with pytest.raises(NotNow, match="taken away meanwhile"):
        put_under(note, by=cast.specialist, heading=made.pk, was=None)


def test_silent_and_withdrawn_notes_and_guesses_are_not_put_anywhere(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True, silent=True)
    note = said(talk, cast.principal_of_oak, "Canary.")
    made = heading(talk, cast.specialist)
    with pytest.raises(NotNow):
        put_under(note, by=cast.principal_of_oak, heading=made.pk, was=None)
    change_step(talk, OBSERVE, silent=False)
    gone = said(talk, cast.principal_of_oak, "Gone.")
    take_back(gone, by=cast.principal_of_oak)
    with pytest.raises(NotNow, match="taken back"):
        put_under(gone, by=cast.specialist, heading=made.pk, was=None)


@pytest.mark.parametrize("words", ["", "  ", "x" * 121])
def test_empty_and_endless_headings_are_refused(cast: Cast, words: str) -> None:
    with pytest.raises(BadInput):
        heading(room(cast, OBSERVE, groups=True), cast.specialist, words)


def test_other_steps_have_no_headings(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    made = heading(talk, cast.specialist)
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    for act in (
        lambda: heading(talk, cast.specialist),
        lambda: take_heading_away(made, by=cast.specialist),
    ):
        with pytest.raises(NotNow, match="a step of their own"):
            act()
