"""Does what was written in silence reach nobody, on any way, before it is shared?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, INFER, OBSERVE, PREDICT, client_of, said
from tests.conversation.room import HTMX, room, sent_to, streamed
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.writing import edit_note, share_all, share_note
from trellis.conversation.api import close, move_step
from trellis.lib.api import BadInput, NotAllowed, NotThere

pytestmark = pytest.mark.django_db
WORDS = "Canary stands high."


def test_only_its_writer_is_sent_the_words_until_she_shares_them(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    note = said(talk, cast.principal_of_oak, WORDS)
    assert "Only you see this." in sent_to(talk, cast.principal_of_oak)
    for who in (cast.coach_at_oak, cast.specialist):
        assert "Canary" not in sent_to(talk, who)
    assert "Canary" not in streamed(talk)
    edit_note(note, by=cast.principal_of_oak, words="Canary stands higher.", version=1)
    assert "Canary" not in streamed(talk), "mending tells no more than writing"
    path = f"/conversations/{talk.pk}/notes/{note.pk}/shared/"
    for _ in range(2):
        assert client_of(cast.principal_of_oak).post(path, headers=HTMX).status_code == 200
    assert "Canary stands higher." in sent_to(talk, cast.specialist)
    assert streamed(talk).count("Canary stands higher.") == 1


def test_others_see_that_she_wrote_and_whoever_leads_how_many_are_kept_back(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    said(talk, cast.principal_of_oak, WORDS)
    assert "1 of 3" in sent_to(talk, cast.specialist)
    assert "one note not shared yet" in sent_to(talk, cast.coach_at_oak)
    assert "not shared yet" not in sent_to(talk, cast.specialist)


def test_whoever_leads_shares_all_and_nobody_else_does(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    for who in (cast.principal_of_oak, cast.specialist):
        said(talk, who, f"{WORDS} Says {who.first_name}.")
    with pytest.raises(NotAllowed):
        share_all(talk, by=cast.principal_of_oak)
    assert share_all(talk, by=cast.coach_at_oak) == 2
    assert share_all(talk, by=cast.coach_at_oak) == 0
    for who in (cast.coach_at_oak, cast.principal_of_oak, cast.specialist):
        assert sent_to(talk, who).count("Says") >= 2


def test_nobody_shares_the_note_of_somebody_else(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    note = said(talk, cast.principal_of_oak, WORDS)
    for who in (cast.coach_at_oak, cast.specialist, cast.cabinet):
        with pytest.raises(NotThere):
            share_note(note, by=who)
        path = f"/conversations/{talk.pk}/notes/{note.pk}/heading/"
        assert client_of(who).post(path, {"heading": ""}).status_code == 404


def test_nothing_is_explained_that_others_cannot_read(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    note = said(talk, cast.principal_of_oak, WORDS)
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    with pytest.raises(BadInput, match="Choose the observation"):
        said(talk, cast.principal_of_oak, "Buses.", "inference", answers=note.pk)
    share_note(note, by=cast.principal_of_oak)
    assert said(talk, cast.specialist, "Buses.", "inference", answers=note.pk).answers == note


def test_what_was_not_shared_stands_in_no_minutes_and_no_search(cast: Cast) -> None:
    talk = room(cast, OBSERVE, silent=True)
    said(talk, cast.principal_of_oak, WORDS)
    share_note(said(talk, cast.specialist, "Wren is shared."), by=cast.specialist)
    move_step(talk, by=cast.coach_at_oak, to=COMMIT)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    for who in (cast.principal_of_oak, cast.specialist, cast.cabinet):
        minutes = client_of(who).get(f"/conversations/{talk.pk}/minutes/").content.decode()
        assert "Wren is shared." in minutes
        assert "Canary" not in minutes
        assert talk.question in client_of(who).get("/search/?q=wren").content.decode()
        assert talk.question not in client_of(who).get("/search/?q=canary").content.decode()


def test_guesses_have_their_own_time_and_parked_ideas_are_open(cast: Cast) -> None:
    talk = room(cast, PREDICT, silent=True)
    guess = said(talk, cast.principal_of_oak, WORDS, "prediction")
    said(talk, cast.principal_of_oak, "Ask about buses.", "parked")
    sent = sent_to(talk, cast.specialist)
    assert "Canary" not in sent
    assert "Ask about buses." in sent
    move_step(talk, by=cast.coach_at_oak, to=1)
    assert guess.words in sent_to(talk, cast.specialist)
