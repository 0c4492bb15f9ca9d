"""Does the server keep evidence, and the guesses of others, until their step on every way out?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import (
    OBSERVE,
    PREDICT,
    SHOWN_AS,
    VISUAL,
    a_plan,
    client_of,
    running,
    said,
)
from trellis.conversation.acts.writing import edit_note
from trellis.conversation.api import Conversation, move_step
from trellis.conversation.live.frames import frame_of
from trellis.conversation.models import Note
from trellis.district.api import Person
from trellis.lib.api import NotNow, NotThere

pytestmark = pytest.mark.django_db

GUESS = "Canary: one in five."


def everything_sent(talk: Conversation, who: Person) -> str:
    """Ask for every page, part, answer and event of a conversation, as one person gets them."""
    client, sent = client_of(who), []
    for path in (
        f"/conversations/{talk.pk}/",
        f"/conversations/{talk.pk}/part/stage/",
        f"/conversations/{talk.pk}/part/notes/",
        f"/conversations/{talk.pk}/part/people/",
        f"/conversations/{talk.pk}/minutes/",
        f"/conversations/{talk.pk}/minutes.pdf",
        f"/live/{talk.pk}/after/?after=0",
        f"/commitments/opening/{talk.pk}/",
        f"/commitments/in-conversation/{talk.pk}/",
        "/conversations/",
        "/",
    ):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(path, headers=headers, follow=True)
            assert answer.status_code == 200, path
            sent.append(answer.content.decode())
    for path, form in (("step", {"to": "7"}), ("notes", {"kind": "observation", "words": "x"})):
        answer = client.post(
            f"/conversations/{talk.pk}/{path}/", form, headers={"HX-Request": "true"}
        )
        sent.append(answer.content.decode())
    sent += [frame_of(event).decode() for event in talk.events.all()]
    return "\n".join(sent)


def has_evidence(sent: str) -> bool:
    return any(figure in sent for figure in SHOWN_AS) or "<figure" in sent


def test_before_its_step_the_evidence_is_sent_to_nobody(cast: Cast) -> None:
    for talk in (a_plan(cast), running(cast, PREDICT)):
        for who in (cast.coach_at_oak, cast.principal_of_oak, cast.specialist):
            assert not has_evidence(everything_sent(talk, who))


def test_at_its_step_it_is_there_for_everybody_at_once(cast: Cast) -> None:
    talk = running(cast, VISUAL)
    for who in (cast.coach_at_oak, cast.principal_of_oak, cast.specialist):
        page = client_of(who).get(f"/conversations/{talk.pk}/").content.decode()
        assert SHOWN_AS[0] in page
        assert "<figure" in page


def test_nobody_points_at_a_chart_that_is_not_shown(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    finding = talk.evidence[0]
    with pytest.raises(NotThere):
        said(talk, cast.specialist, "There!", "prediction", finding=finding, mark="x")
    form = {"kind": "prediction", "words": "So.", "mark": f"{finding.pk}|{cast.oak.key}.all"}
    client_of(cast.specialist).post(f"/conversations/{talk.pk}/notes/", form)
    note = Note.objects.get()
    assert (note.finding, note.mark, note.mark_says) == (None, "", "")


def test_the_guesses_of_others_do_not_exist_before_the_evidence(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    said(talk, cast.principal_of_oak, GUESS, "prediction", number=20)
    for who in (cast.coach_at_oak, cast.specialist):
        sent = everything_sent(talk, who)
        assert "Canary" not in sent
        assert "1 of 3" in sent, "that she wrote is seen, not what"
    assert GUESS in everything_sent(talk, cast.principal_of_oak)
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    assert GUESS in everything_sent(talk, cast.specialist)


def test_no_prediction_is_written_or_mended_once_the_evidence_was_seen(cast: Cast) -> None:
    talk = running(cast, PREDICT)
    note = said(talk, cast.principal_of_oak, GUESS, "prediction")
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    with pytest.raises(NotNow, match="predictions is over"):
        edit_note(note, by=cast.principal_of_oak, words="I knew it.", version=1)
    # Going back to the step takes nobody's knowledge away.
    talk = move_step(talk, by=cast.coach_at_oak, to=PREDICT)
    with pytest.raises(NotNow, match="has been seen"):
        said(talk, cast.specialist, "I knew it too.", "prediction")
    with pytest.raises(NotNow, match="predictions is over"):
        edit_note(note, by=cast.principal_of_oak, words="I knew it.", version=1)
    sent = everything_sent(talk, cast.specialist)
    assert GUESS in sent
    assert has_evidence(sent)
    assert 'value="prediction"' not in sent, "the form is gone too"


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (PREDICT, "observation"),
        (PREDICT, "inference"),
        (PREDICT, "question"),
        (PREDICT, "theme"),
        (VISUAL, "prediction"),
        (VISUAL, "observation"),
        (OBSERVE, "prediction"),
        (OBSERVE, "inference"),
        (OBSERVE, "question"),
        (3, "observation"),
        (3, "prediction"),
        (4, "observation"),
        (4, "inference"),
        (OBSERVE, "verdict"),
        (OBSERVE, ""),
    ],
)
def test_what_a_step_forbids_is_refused_when_it_is_posted(cast: Cast, step: int, kind: str) -> None:
    talk = running(cast, step)
    answer = client_of(cast.principal_of_oak).post(
        f"/conversations/{talk.pk}/notes/", {"kind": kind, "words": "So it is."}
    )
    assert answer.status_code == 409
    assert f"The step “{talk.current.title}” takes" in answer.content.decode()
    assert not Note.objects.exists()


@pytest.mark.parametrize("step", [PREDICT, VISUAL, OBSERVE, 3])
def test_nothing_is_promised_or_ended_before_its_step(cast: Cast, step: int) -> None:
    talk = running(cast, step)
    client = client_of(cast.principal_of_oak)
    promise = {"words": "Meet again"}
    for row, person in enumerate((cast.principal_of_oak, cast.specialist), 1):
        promise |= {
            f"owner-{row}": str(person.pk),
            f"deliverable-{row}": "a list",
            f"due-{row}": "2099-01-01",
        }
    for path, form in (
        (f"/commitments/in-conversation/{talk.pk}/", promise),
        (f"/commitments/no-action/{talk.pk}/", {"because": "too early"}),
    ):
        answer = client.post(path, form)
        assert answer.status_code == 409
        assert "in which promises are made" in answer.content.decode()
    client_of(cast.coach_at_oak).post(f"/conversations/{talk.pk}/closed/")
    talk.refresh_from_db()
    assert talk.is_running
