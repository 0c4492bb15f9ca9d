"""What becomes of notes and dots that several hands move at the same instant?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.conversation.meeting import OBSERVE, said
from tests.conversation.room import room
from tests.conversation.test_at_once import at_once, gap_free
from trellis.conversation.acts.grouping import make_heading, put_under
from trellis.conversation.acts.turns import end_turn
from trellis.conversation.acts.voting import close_vote, place_dots
from trellis.conversation.models import Dots, Note, TurnEnded
from trellis.lib.api import NotNow

pytestmark = pytest.mark.usefixtures("committed")


def test_of_hands_that_move_one_note_one_moves_it_and_the_others_are_told(cast: Cast) -> None:
    talk = room(cast, OBSERVE, groups=True)
    note = said(talk, cast.principal_of_oak, "Oak stands highest.")
    headings = [
        make_heading(talk, by=cast.specialist, words=f"Heading {n}", key=uuid.uuid4())
        for n in range(4)
    ]
    got = at_once(
        [
            lambda to=one.pk: put_under(note, by=cast.specialist, heading=to, was=None)
            for one in headings
        ]
    )
    moved = [one for one in got if isinstance(one, Note)]
    told = [one.sentence for one in got if isinstance(one, NotNow)]
    note.refresh_from_db()
    assert len(moved) == 1
    assert note.heading == moved[0].heading
    assert len(told) == 3
    assert all(f"under “{note.heading.words}” now" in one for one in told)
    assert gap_free(talk)


def test_a_turn_that_two_people_end_at_once_skips_nobody(cast: Cast) -> None:
    talk = room(cast, OBSERVE, turns=True)
    first = cast.coach_at_oak.pk
    got = at_once([lambda: end_turn(talk, by=cast.coach_at_oak, whose=first)] * 5)
    assert got == [None] * 5
    assert TurnEnded.objects.count() == 1


def test_dots_placed_while_the_vote_closes_are_counted_or_refused(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=3)
    note = said(talk, cast.principal_of_oak, "Oak stands highest.")
    people = (cast.coach_at_oak, cast.principal_of_oak, cast.specialist)
    acts = [lambda who=who: place_dots(talk, by=who, dots={f"n{note.pk}": 3}) for who in people]
    got = at_once([*acts, lambda: close_vote(talk, by=cast.coach_at_oak)])
    refused = [one for one in got if one is not None]
    assert all(isinstance(one, NotNow) for one in refused)
    rows = list(Dots.objects.values_list("person", "number"))
    assert sum(number for _, number in rows) == 3 * (3 - len(refused))
    assert all(person is None for person, _ in rows)
    assert gap_free(talk)
