"""Is every word written once, mended by its author only, taken back whole, and never lost?"""

from __future__ import annotations

import uuid

import pytest

from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    INFER,
    OBSERVE,
    PREDICT,
    VISUAL,
    client_of,
    held,
    running,
    said,
)
from trellis.conversation.acts.writing import edit_note, take_back
from trellis.conversation.api import Conversation, compare, move_step
from trellis.conversation.models import Note
from trellis.conversation.queries import notes_of
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def live(talk: Conversation, cast: Cast) -> str:
    """Everything that the stream tells somebody who comes late."""
    return client_of(cast.specialist).get(f"/live/{talk.pk}/after/?after=0").content.decode()


def test_a_note_is_there_for_everybody_with_its_place_in_the_sequence(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "  Oak stands highest. ")
    talk.refresh_from_db()
    event = talk.events.get(key=note.key)
    assert (note.words, note.step, event.seq) == ("Oak stands highest.", "observe", talk.last_seq)
    assert event.payload["words"] == "Oak stands highest."
    assert [entry.act for entry in history_of(note)] == ["wrote a note"]


@pytest.mark.parametrize("words", ["", "  \n ", "\x00", "x" * 2001])
def test_empty_and_endless_notes_are_refused(cast: Cast, words: str) -> None:
    talk = running(cast, OBSERVE)
    with pytest.raises(BadInput):
        said(talk, cast.principal_of_oak, words)
    assert not Note.objects.exists()


def test_the_same_key_is_the_same_note_also_after_its_step(cast: Cast) -> None:
    talk, key = running(cast, OBSERVE), uuid.uuid4()
    first = said(talk, cast.principal_of_oak, "Once.", key=key)
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    assert said(talk, cast.principal_of_oak, "Once.", key=key) == first
    assert Note.objects.count() == talk.events.filter(kind="note").count() == 1


def test_the_key_of_somebody_else_opens_nothing(cast: Cast) -> None:
    talk, other = running(cast, OBSERVE), running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "Mine.")
    with pytest.raises(NotThere):
        said(talk, cast.specialist, "Yours?", key=note.key)
    with pytest.raises(NotThere):
        said(other, cast.principal_of_oak, "There?", key=note.key)


def test_an_explanation_says_which_observation_it_explains(cast: Cast) -> None:
    talk, other = running(cast, OBSERVE), running(cast, OBSERVE)
    seen, elsewhere = (said(one, cast.principal_of_oak, "High.") for one in (talk, other))
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    for answers in (None, elsewhere.pk, 10**12):
        with pytest.raises(BadInput, match="Choose the observation"):
            said(talk, cast.specialist, "Buses.", "inference", answers=answers)
    why = said(talk, cast.specialist, "Buses.", "inference", answers=seen.pk)
    shown = notes_of(talk, seen_by=cast.coach_at_oak)
    assert [one.note for one in shown["observation"][0].answers] == [why]


@pytest.mark.parametrize(
    ("words", "hinted"),
    [
        ("It is lower because of the buses.", "because"),
        ("Low DUE TO the new route.", "DUE TO"),
        ("Grade 7 stands at 20 to 24%.", ""),
        ("A becausefish.", ""),
    ],
)
def test_a_because_is_hinted_at_to_its_author_and_not_refused(
    cast: Cast, words: str, hinted: str
) -> None:
    talk = running(cast, OBSERVE)
    said(talk, cast.principal_of_oak, words)
    (mine,) = notes_of(talk, seen_by=cast.principal_of_oak)["observation"]
    (others,) = notes_of(talk, seen_by=cast.specialist)["observation"]
    assert (f"“{hinted}”" in mine.hint) if hinted else mine.hint == ""
    assert others.hint == ""


def test_a_mended_note_has_a_version_and_old_words_are_told_to_nobody(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "Canary before.")
    mended = edit_note(note, by=cast.principal_of_oak, words="After.", version=1)
    assert (mended.words, mended.version) == ("After.", 2)
    assert "Canary" not in live(talk, cast)
    assert "After." in live(talk, cast)


def test_of_two_corrections_the_second_is_told_both_texts_and_loses_nothing(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "First.")
    edit_note(note, by=cast.principal_of_oak, words="From the phone.", version=1)
    path = f"/conversations/{talk.pk}/notes/{note.pk}/"
    form = {"words": "From the laptop.", "version": "1"}
    for headers in ({}, {"HX-Request": "true"}):
        answer = client_of(cast.principal_of_oak).post(path, form, headers=headers)
        assert answer.status_code == 409
        assert "It now says: “From the phone.”" in answer.content.decode()
        assert "Yours says: “From the laptop.”" in answer.content.decode()
    note.refresh_from_db()
    assert (note.words, note.version) == ("From the phone.", 2)


def test_the_same_words_again_change_nothing(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "First.")
    assert edit_note(note, by=cast.principal_of_oak, words="First. ", version=1).version == 1
    assert talk.events.filter(kind="note").count() == 1


def test_only_the_author_mends_takes_back_and_compares(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    note = said(talk, cast.principal_of_oak, "A fifth.", "prediction", number=20)
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    for act in (
        lambda who: edit_note(note, by=who, words="Mine now.", version=1),
        lambda who: take_back(note, by=who),
        lambda who: compare(note, by=who, compared="higher"),
    ):
        for who in (cast.coach_at_oak, cast.specialist, cast.cabinet):
            with pytest.raises(NotThere):
                act(who)
    assert compare(note, by=cast.principal_of_oak, compared="higher").compared == "higher"


def test_what_was_taken_back_is_on_no_page_and_in_no_stream(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "Canary words.")
    for _ in range(2):
        take_back(note, by=cast.principal_of_oak)
    assert "Canary" not in live(talk, cast)
    page = client_of(cast.specialist).get(f"/conversations/{talk.pk}/part/notes/")
    assert "Canary" not in page.content.decode()
    assert [entry.act for entry in history_of(note)] == ["took a note back", "wrote a note"]
    with pytest.raises(NotNow):
        edit_note(note, by=cast.principal_of_oak, words="Back again.", version=1)


def test_an_observation_that_somebody_explained_is_not_pulled_from_under_her(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    seen = said(talk, cast.principal_of_oak, "High.")
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    why = said(talk, cast.specialist, "Buses.", "inference", answers=seen.pk)
    with pytest.raises(NotNow, match="her words hang on it"):
        take_back(seen, by=cast.principal_of_oak)
    take_back(why, by=cast.specialist)
    assert take_back(seen, by=cast.principal_of_oak).withdrawn_at is not None


def test_comparisons_are_counted_for_the_group(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    people = (cast.principal_of_oak, cast.specialist, cast.coach_at_oak)
    notes = [said(talk, who, "A fifth.", "prediction") for who in people]
    with pytest.raises(NotNow, match="when the evidence is there"):
        compare(notes[0], by=people[0], compared="higher")
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    for note, words in zip(notes, ("higher", "higher", "as_expected"), strict=True):
        compare(note, by=note.author, compared=words)
    with pytest.raises(BadInput, match="about as expected"):
        compare(notes[0], by=people[0], compared="better than Elena")
    page = client_of(cast.specialist).get(f"/conversations/{talk.pk}/").content.decode()
    assert "two predictions: it is higher than I expected" in page
    assert "one prediction: about as expected" in page


@pytest.mark.parametrize("figure", ["nan", "inf", "1e999", "²", "twenty"])
def test_a_predicted_number_is_a_number(cast: Cast, figure: str) -> None:
    talk = running(cast, PREDICT)
    form = {"kind": "prediction", "words": "So.", "number": figure}
    client = client_of(cast.principal_of_oak)
    assert client.post(f"/conversations/{talk.pk}/notes/", form).status_code == 422
    client.post(f"/conversations/{talk.pk}/notes/", form | {"number": "17,5 %"})
    assert Note.objects.get().number == 17.5


def test_when_it_closed_its_notes_stand_as_they_are(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    note = said(talk, cast.principal_of_oak, "High.")
    move_step(talk, by=cast.coach_at_oak, to=COMMIT)
    closed = held(cast)
    Note.objects.filter(pk=note.pk).update(conversation=closed)
    note.refresh_from_db()
    with pytest.raises(NotNow, match="stand as they are"):
        take_back(note, by=cast.principal_of_oak)
    with pytest.raises(NotNow):
        said(closed, cast.principal_of_oak, "Late.")


def test_a_program_writes_a_note_once_and_the_stream_brings_its_words(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    asked = {"kind": "observation", "words": "Grade 7 is lower."}
    coach = client_of(cast.coach_at_oak)
    first, again = (
        coach.post(f"/live/{talk.pk}/notes/", asked, headers={"Idempotency-Key": "a3f"})
        for _ in range(2)
    )
    assert (first.status_code, first.json()) == (201, again.json())
    assert talk.notes.count() == 1
    told = talk.events.get(kind="note").payload
    assert (told["words"], told["by"]) == ("Grade 7 is lower.", cast.coach_at_oak.name)
    other = client_of(cast.principal_of_oak)
    other.post(f"/live/{talk.pk}/notes/", asked, headers={"Idempotency-Key": "a3f"})
    assert talk.notes.count() == 2
