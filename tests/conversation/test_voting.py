"""Has everybody as many dots, and does nobody ever learn whose they were?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, OBSERVE, client_of, said
from tests.conversation.room import HTMX, room, sent_to, streamed
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.grouping import make_heading, put_under
from trellis.conversation.acts.voting import close_vote, place_dots
from trellis.conversation.api import close, move_step
from trellis.conversation.models import Dots
from trellis.conversation.queries_room import totals_of
from trellis.lib.api import BadInput, NotAllowed, NotNow, NotThere

pytestmark = pytest.mark.django_db


def test_totals_are_shown_when_the_vote_is_closed_and_not_before(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=3)
    a, b = (said(talk, cast.principal_of_oak, words) for words in ("Alder.", "Birch."))
    place_dots(talk, by=cast.principal_of_oak, dots={f"n{a.pk}": 2, f"n{b.pk}": 1})
    place_dots(talk, by=cast.specialist, dots={f"n{a.pk}": 3})
    before = sent_to(talk, cast.coach_at_oak)
    assert "●" not in before
    assert "two people so far" in before
    assert "You placed 3 of 3." in sent_to(talk, cast.specialist)
    with pytest.raises(NotAllowed):
        close_vote(talk, by=cast.specialist)
    for _ in range(2):
        close_vote(talk, by=cast.coach_at_oak)
    assert [(one.words, one.total) for one in totals_of(talk, OBSERVE)] == [
        ("Alder.", 5),
        ("Birch.", 1),
    ]
    assert "●●●●●" in sent_to(talk, cast.specialist)
    with pytest.raises(NotNow, match="is closed"):
        place_dots(talk, by=cast.specialist, dots={})


def test_whose_dots_they_were_is_told_by_no_event_and_forgotten_at_the_close(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=3)
    note = said(talk, cast.principal_of_oak, "Alder.")
    events = talk.events.count()
    place_dots(talk, by=cast.specialist, dots={f"n{note.pk}": 3})
    assert [e.payload for e in talk.events.all()[events:]] == [{}]
    assert "●" not in streamed(talk)
    close_vote(talk, by=cast.coach_at_oak)
    assert list(Dots.objects.values_list("person", "number")) == [(None, 3)]


@pytest.mark.parametrize("dots", [{"n": 4}, {"n": -1}])
def test_nobody_has_more_dots_than_the_others(cast: Cast, dots: dict[str, int]) -> None:
    talk = room(cast, OBSERVE, votes=3)
    note = said(talk, cast.principal_of_oak, "Alder.")
    with pytest.raises(BadInput, match="three dots|3 dots"):
        place_dots(talk, by=cast.specialist, dots={f"n{note.pk}": dots["n"]})
    assert not Dots.objects.exists()


def test_placed_anew_they_are_no_more(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=3)
    note = said(talk, cast.principal_of_oak, "Alder.")
    path = f"/conversations/{talk.pk}/dots/"
    for _ in range(3):
        form = {f"dots-n{note.pk}": "2"}
        answer = client_of(cast.specialist).post(path, form, headers=HTMX)
        assert answer.status_code == 200
    assert sum(Dots.objects.values_list("number", flat=True)) == 2


def test_where_there_are_headings_they_are_weighed(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=2, groups=True)
    note = said(talk, cast.principal_of_oak, "Alder.")
    made = make_heading(talk, by=cast.specialist, words="Trees", key=uuid.uuid4())
    put_under(note, by=cast.specialist, heading=made.pk, was=None)
    with pytest.raises(NotNow, match="Look at the list again"):
        place_dots(talk, by=cast.specialist, dots={f"n{note.pk}": 1})
    place_dots(talk, by=cast.specialist, dots={f"h{made.pk}": 2})
    for step in (3, COMMIT):
        move_step(talk, by=cast.coach_at_oak, to=step)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    page = client_of(cast.cabinet).get(f"/conversations/{talk.pk}/minutes/").content.decode()
    assert "How we put it together" in page
    assert 'Trees</span> <span class="small soft">two dots' in page, "closing counts an open vote"


def test_only_who_takes_part_votes_and_only_where_there_is_a_vote(cast: Cast) -> None:
    talk = room(cast, OBSERVE, votes=2)
    with pytest.raises(NotThere):
        place_dots(talk, by=cast.cabinet, dots={})
    move_step(talk, by=cast.coach_at_oak, to=3)
    with pytest.raises(NotNow, match="no vote in this step"):
        place_dots(talk, by=cast.specialist, dots={})
