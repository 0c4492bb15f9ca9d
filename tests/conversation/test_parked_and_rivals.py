"""Is nothing lost that is not for now, and is a rival asked for while there is one explanation?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, INFER, OBSERVE, PREDICT, client_of, running, said
from tests.conversation.room import HTMX, sent_to
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.writing import take_back
from trellis.conversation.api import close, move_step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", [PREDICT, 1, OBSERVE, INFER, COMMIT])
def test_an_idea_is_parked_in_any_step_by_anybody(cast: Cast, step: int) -> None:
    talk = running(cast, step)
    form = {"kind": "parked", "words": "Ask the bus office."}
    path = f"/conversations/{talk.pk}/notes/"
    answer = client_of(cast.specialist).post(path, form, headers=HTMX)
    assert 'id="parked"' in answer.content.decode()
    assert "Ask the bus office." in sent_to(talk, cast.principal_of_oak)


def test_the_list_comes_back_in_the_last_step_and_in_the_minutes(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    said(talk, cast.specialist, "Ask the bus office.", "parked")
    gone = said(talk, cast.specialist, "Canary.", "parked")
    assert "The list comes back now" not in sent_to(talk, cast.principal_of_oak)
    move_step(talk, by=cast.coach_at_oak, to=COMMIT)
    assert "The list comes back now" in sent_to(talk, cast.principal_of_oak)
    take_back(gone, by=cast.specialist)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    close(talk, by=cast.coach_at_oak)
    client = client_of(cast.cabinet)
    page = client.get(f"/conversations/{talk.pk}/minutes/").content.decode()
    waits = page.split("What waits for another day")[1].split("</section>")[0]
    assert "Ask the bus office." in waits
    assert page.count("Ask the bus office.") == 1, "it stands twice in the minutes"
    assert "Canary" not in page
    assert client.get(f"/conversations/{talk.pk}/minutes.pdf").content.startswith(b"%PDF")


def test_a_rival_is_asked_for_while_there_is_one_explanation(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    seen = said(talk, cast.principal_of_oak, "Oak stands highest.")
    assert "explanation" not in sent_to(talk, cast.specialist).split('id="notes"')[1]
    move_step(talk, by=cast.coach_at_oak, to=INFER)
    assert "No explanations." in sent_to(talk, cast.specialist)
    said(talk, cast.specialist, "Buses.", "inference", answers=seen.pk)
    assert "Name a rival" in sent_to(talk, cast.specialist)
    said(talk, cast.coach_at_oak, "A flood.", "inference", answers=seen.pk)
    sent = sent_to(talk, cast.specialist)
    assert "Name a rival" not in sent
    assert "Two explanations." in sent
