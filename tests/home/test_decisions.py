"""Does the log of decisions hold everything that conversations ended with, as it stands today?"""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine
from django.utils import timezone

from tests.cast import Cast
from tests.conversation.meeting import COMMIT, client_of, held, pinned, running
from tests.home.pages import answer_of, opened, questions_of, words_in
from tests.home.test_learned import promised
from trellis.commitments.api import Side, confirm, end_without_action, report_done
from trellis.conversation.api import close, move_step, plan, start

OAK = "/schools/oak-hollow/decisions/"
DISTRICT = "/district/decisions/"


def rows(page: str) -> list[str]:
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return [words_in(one) for one in re.findall(r"(?s)<tr>.*?</tr>", body)]


def test_promises_and_reasons_for_none_stand_by_date(cast: Cast) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        held(cast, question="A look back?")
    talk = running(cast, COMMIT)
    promised(cast, talk, "Plant a tree")
    close(talk, by=cast.coach_at_oak)
    for person in (cast.teacher_at_oak, cast.cabinet):
        first, second = rows(opened(person, OAK))
        assert "Plant a tree" in first
        assert "Under way 0 of 2 parts kept, the last due" in first
        assert "No action, because we looked first" in second
        assert "A look back?" in second
    said = answer_of(opened(cast.cabinet, OAK))
    assert said == "Two decisions: one under way and one no action."


def test_a_decision_shows_how_it_stands_today(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    made = promised(cast, talk, "Plant a tree", days=0)
    close(talk, by=cast.coach_at_oak)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert "Late" in rows(opened(cast.cabinet, OAK))[0]
    for part in made.parts.all():
        report_done(part.pk, by=part.owner)
        other = cast.principal_of_oak if part.side == Side.DISTRICT else cast.specialist
        confirm(part.pk, by=other)
    assert "Kept 2 of 2 parts kept" in rows(opened(cast.cabinet, OAK))[0]


def test_what_is_not_closed_is_no_decision_yet(cast: Cast) -> None:
    promised(cast, running(cast, COMMIT), "Plant a tree")
    assert "Plant a tree" not in opened(cast.cabinet, OAK)


def test_the_district_lists_every_school_and_its_own(cast: Cast) -> None:
    held(cast, question="At Oak?")
    talk = plan(
        by=cast.cabinet,
        question="At Elm?",
        protocol_key="data_driven_dialogue",
        planned_for=timezone.now(),
        school=cast.elm,
        people=[cast.principal_of_elm],
        findings=[pinned(cast)],
    )
    move_step(start(talk, by=cast.cabinet), by=cast.cabinet, to=COMMIT)
    end_without_action(talk, by=cast.cabinet, because="Elm is small")
    close(talk, by=cast.cabinet)
    listed = rows(opened(cast.specialist, DISTRICT))
    assert len(listed) == 2
    assert {"Oak Hollow" in one for one in listed} == {True, False}
    assert [len(rows(opened(cast.specialist, OAK)))] == [1]


def test_a_school_does_not_read_another_school_s_log(cast: Cast) -> None:
    client = client_of(cast.principal_of_elm)
    assert client.get(OAK).status_code == 404
    assert client.get(DISTRICT).status_code == 404


def test_the_number_of_questions_does_not_grow_with_the_log(cast: Cast) -> None:
    held(cast)
    client = client_of(cast.cabinet)
    few = questions_of(lambda: client.get(DISTRICT))
    talk = running(cast, COMMIT)
    for n in range(5):
        promised(cast, talk, f"Tree {n}")
    close(talk, by=cast.coach_at_oak)
    assert questions_of(lambda: client.get(DISTRICT)) <= few + 1
