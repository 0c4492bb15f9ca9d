"""Is a group told how near it came, with n and interval, and never a person or a handful?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cast import Cast
from tests.conversation.meeting import (
    AT_OAK,
    COMMIT,
    SHOWN_AS,
    VISUAL,
    client_of,
    pinned,
    running,
    said,
)
from tests.figures import YEAR
from trellis.commitments.api import end_without_action
from trellis.conversation.acts.predicting import say_which_figure
from trellis.conversation.api import close, compare, move_step
from trellis.conversation.calibration import calibration
from trellis.conversation.models import Conversation
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, NotThere

pytestmark = pytest.mark.django_db

FIVE = ("principal_of_oak", "team_lead_at_oak", "teacher_at_oak", "specialist", "cabinet")


def five(cast: Cast) -> list[Person]:
    return [cast.everybody[name] for name in FIVE]


def mark(cast: Cast) -> str:
    return f"{pinned(cast).pk}|{cast.oak.key}.all-all.{YEAR}"


def held(cast: Cast, people: Sequence[Person], off: Sequence[float]) -> Conversation:
    """Hold a conversation in which each predicted Oak's figure, so far off."""
    talk = running(cast, people=people)
    notes = []
    for person, error in zip(people, off, strict=True):
        note = said(talk, person, "About so many", "prediction", number=AT_OAK + error)
        notes.append(say_which_figure(note.pk, by=person, mark=mark(cast)))
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    for note, error in zip(notes, off, strict=True):
        word = "as_expected" if error == 0 else "higher" if error < 0 else "lower"
        compare(note, by=note.author, compared=word)
    move_step(talk, by=cast.coach_at_oak, to=COMMIT)
    end_without_action(talk, by=cast.coach_at_oak, because="we looked first")
    return close(talk, by=cast.coach_at_oak)


def test_which_figure_is_said_before_the_evidence_and_never_after(cast: Cast) -> None:
    talk = running(cast)
    note = said(talk, cast.principal_of_oak, "Many", "prediction", number=5)
    words = said(talk, cast.principal_of_oak, "A few", "prediction")
    with pytest.raises(BadInput, match="no number"):
        say_which_figure(words.pk, by=cast.principal_of_oak, mark=mark(cast))
    with pytest.raises(BadInput, match="you will see"):
        say_which_figure(note.pk, by=cast.principal_of_oak, mark="99|nothing")
    with pytest.raises(NotThere):
        say_which_figure(note.pk, by=cast.specialist, mark=mark(cast))
    page = client_of(cast.principal_of_oak).get(f"/conversations/notes/{note.pk}/figure/")
    text = page.content.decode()
    assert "Oak Hollow Middle, all students, 2025–26" in text
    assert not any(figure in text for figure in SHOWN_AS), "only the name is sent"
    kept = say_which_figure(note.pk, by=cast.principal_of_oak, mark=mark(cast))
    assert kept.mark_says == "Oak Hollow Middle, all students, 2025–26"
    move_step(talk, by=cast.coach_at_oak, to=VISUAL)
    with pytest.raises(NotNow):
        say_which_figure(note.pk, by=cast.principal_of_oak, mark=mark(cast).replace("oak", "elm"))


def test_ten_predictions_of_five_people_are_shown_with_n_and_interval(cast: Cast) -> None:
    held(cast, five(cast), (0, 0, -10, 20, 0))
    assert calibration(seen_by=cast.cabinet, school=cast.oak).all is None, "five are too few"
    held(cast, five(cast), (10, 0, -40, 20, 0))
    group = calibration(seen_by=cast.cabinet, school=cast.oak).all
    assert group is not None and group.held is not None
    assert (group.predictions, group.conversations, group.people) == (10, 2, 5)
    assert (group.held.value, group.held.n) == (0.5, 10)
    assert group.held.low < 0.5 < group.held.high
    ((unit, off),) = group.off
    assert (unit, off.value, off.n) == ("students", 10, 10)
    assert off.low < 10 < off.high


def test_many_predictions_of_four_people_are_not_shown(cast: Cast) -> None:
    four = five(cast)[:4]
    for _ in range(3):
        held(cast, four, (0, 5, 10, 20))
    found = calibration(seen_by=cast.cabinet, school=cast.oak)
    assert found.all is None and found.years == [] and found.counted == 12
    page = client_of(cast.principal_of_oak).get("/conversations/calibration/").content.decode()
    assert "12 predictions so far" in page and "%" not in page


def test_a_running_conversation_and_another_school_do_not_count(cast: Cast) -> None:
    for _ in range(2):
        held(cast, five(cast), (0, 0, -10, 20, 0))
    talk = running(cast, people=five(cast))
    said(talk, cast.principal_of_oak, "Many", "prediction", number=5)
    assert calibration(seen_by=cast.cabinet, school=cast.oak).counted == 10
    assert calibration(seen_by=cast.cabinet, school=cast.elm).counted == 0


def test_the_page_names_nobody(cast: Cast) -> None:
    for _ in range(2):
        held(cast, five(cast), (0, 0, -10, 20, 0))
    page = client_of(cast.teacher_at_oak).get("/conversations/calibration/").content.decode()
    assert "60%" in page and "n 10" in page and "6.0 students" in page
    assert not any(person.name in page for person in five(cast))
