"""Does "What we learned" find the words of the minutes that somebody may read, and no people?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.access.matrix import EVERYBODY
from tests.cast import Cast
from tests.conversation.meeting import (
    COMMIT,
    INFER,
    OBSERVE,
    client_of,
    held,
    running,
    said,
)
from tests.home.pages import opened, questions_of, words_in
from trellis.commitments.api import (
    WENT,
    Commitment,
    Owner,
    Side,
    confirm,
    drop,
    promise,
    promises_of_conversations,
    report_done,
    that_went,
    went,
)
from trellis.conversation.api import Conversation, close, move_step
from trellis.home import learned as page_size
from trellis.home.learned import KINDS, Looked, learned

READERS = EVERYBODY - {"principal_of_elm", "board_observer", "former_principal"}


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    """A closed conversation at Oak with an ibex in each kind of line, and a prediction of one."""
    found = running(cast, question="Where does the ibex graze?")
    coach, principal = cast.coach_at_oak, cast.principal_of_oak
    said(found, principal, "The ibex of predictions", "prediction")
    move_step(found, by=coach, to=OBSERVE)
    seen = said(found, principal, "An Ibex, seen from Érable street")
    move_step(found, by=coach, to=INFER)
    said(found, cast.specialist, "The ibex follows salt", "inference", answers=seen.pk)
    said(found, coach, "Is it one ibex?", "question")
    move_step(found, by=coach, to=COMMIT, anyway=True)
    promised(cast, found, "Feed the ibex")
    return close(found, by=coach)


def promised(cast: Cast, talk: Conversation, words: str, *, days: int = 9) -> Commitment:
    due = timezone.localdate() + timedelta(days=days)
    principal, specialist = cast.principal_of_oak, cast.specialist
    return promise(
        by=principal,
        words=words,
        lead=Owner(principal, Side.SCHOOL, "hay", due),
        co_owners=[Owner(specialist, Side.DISTRICT, "a lick of salt", due)],
        school=talk.school,
        conversation=talk,
    )


def lines(person: Any, **looked: Any) -> list[tuple[str, str]]:
    looked["words"] = tuple(looked.get("words", "").split())
    return [(one.kind, one.words) for one in learned(Looked(**looked), seen_by=person).lines]


def test_each_kind_is_found_and_a_prediction_never(cast: Cast, talk: Conversation) -> None:
    found = dict(lines(cast.cabinet, words="ibex"))
    assert found == {
        "asked": "Where does the ibex graze?",
        "observation": "An Ibex, seen from Érable street",
        "inference": "The ibex follows salt",
        "question": "Is it one ibex?",
        "promise": "Feed the ibex",
    }
    assert lines(cast.principal_of_oak, words="predictions") == []


def test_every_reader_of_the_minutes_finds_it_and_nobody_else(
    cast: Cast, talk: Conversation
) -> None:
    finders = {who for who, one in cast.everybody.items() if lines(one, words="ibex")}
    assert finders == READERS


def test_all_words_must_be_there_in_large_or_small_letters(cast: Cast, talk: Conversation) -> None:
    assert lines(cast.cabinet, words="FOLLOWS ibex") == [("inference", "The ibex follows salt")]
    assert lines(cast.cabinet, words="éRABLE")[0][0] == "observation"
    assert lines(cast.cabinet, words="ibex walrus") == []
    assert lines(cast.cabinet, words="100%") == []
    assert [kind for kind, _ in lines(cast.cabinet, words="lick")] == ["promise"]


def test_nobody_is_found_by_her_name_as_an_author(cast: Cast, talk: Conversation) -> None:
    for name in ("Renata", "Alvarez", "Castillo"):
        assert lines(cast.cabinet, words=name) == []
    page = opened(cast.cabinet, "/learned/?q=ibex")
    main = page[page.index("<main") : page.index("</main>")]
    for person in (cast.principal_of_oak, cast.specialist, cast.coach_at_oak):
        assert person.name not in main


def test_what_is_still_talked_about_is_not_found(cast: Cast) -> None:
    running(cast, OBSERVE, question="A walrus?")
    assert lines(cast.coach_at_oak, words="walrus") == []


def test_it_is_narrowed_by_school_subject_year_and_kind(cast: Cast, talk: Conversation) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=400), tick=False):
        held(cast, question="An ibex long ago?")
    year = page_size.years_seen_by(cast.cabinet)
    assert len(year) == 2
    assert lines(cast.cabinet, words="ibex", year=year[1]) == [("asked", "An ibex long ago?")]
    assert len(lines(cast.cabinet, words="ibex", year=year[0])) == 5
    assert len(lines(cast.cabinet, words="ibex", school="oak-hollow")) == 6
    assert lines(cast.cabinet, words="ibex", school="elm-street") == []
    assert lines(cast.cabinet, words="ibex", subject="math") == []
    assert [kind for kind, _ in lines(cast.cabinet, words="ibex", kind="promise")] == ["promise"]
    assert lines(cast.cabinet, kind="no_action") == [("no_action", "we looked first")]


def test_it_is_narrowed_by_the_subject_of_the_evidence(cast: Cast, talk: Conversation) -> None:
    finding = talk.findings.get()
    finding.asked = finding.asked | {"subject": "math"}
    finding.save()
    assert len(lines(cast.cabinet, words="ibex", subject="math")) == 5
    assert lines(cast.cabinet, words="ibex", subject="reading") == []
    assert page_size.subjects_seen_by(cast.cabinet) == [("math", "Math")]


def test_how_promises_went(cast: Cast) -> None:
    talk = running(cast, COMMIT)
    made = {name: promised(cast, talk, name) for name in ("kept", "dropped", "under-way", "half")}
    made["late"] = promised(cast, talk, "late", days=0)
    close(talk, by=cast.coach_at_oak)
    for name in ("kept", "half"):
        district = made[name].parts.get(side=Side.DISTRICT)
        report_done(district.pk, by=cast.specialist)
        confirm(district.pk, by=cast.principal_of_oak)
        drop(made[name].parts.get(side=Side.SCHOOL).pk, by=cast.principal_of_oak, why="no hay")
    for part in made["dropped"].parts.all():
        drop(part.pk, by=part.owner, why="no ibex")
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        for way in WENT:
            rows = that_went(promises_of_conversations(cast.cabinet), way)
            assert {went(one) for one in rows} == {way}
            words = {one.words for one in rows}
            assert words == ({"kept", "half"} if way == "kept" else {way})
            assert {w for _, w in lines(cast.cabinet, went=way)} == words


def test_older_lines_stand_on_the_next_page_and_none_twice(
    cast: Cast, talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [(one.kind, one.words) for one in learned(Looked(), seen_by=cast.cabinet).lines]
    monkeypatch.setattr(page_size, "A_PAGE", 2)
    pages = [learned(Looked(), seen_by=cast.cabinet, page=n) for n in (1, 2, 3, 4)]
    assert [(one.kind, one.words) for page in pages for one in page.lines] == whole
    assert [page.more for page in pages] == [True, True, False, False]


def test_the_number_of_questions_does_not_grow_with_the_lines(
    cast: Cast, talk: Conversation
) -> None:
    client = client_of(cast.cabinet)
    few = questions_of(lambda: client.get("/learned/"))
    for n in range(4):
        held(cast, question=f"Ibex {n}?")
    assert questions_of(lambda: client.get("/learned/")) <= few + 1


def test_a_page_answers_whatever_is_asked_of_it(cast: Cast, talk: Conversation) -> None:
    client = client_of(cast.cabinet)
    for query in ("page=0&year=9999999", "page=x&kind=prediction&went=well", "school=a'b&q=%25_"):
        assert client.get(f"/learned/?{query}").status_code == 200
    said_there = words_in(opened(cast.cabinet, "/learned/?kind=prediction&q=ibex"))
    assert "The ibex of predictions" not in said_there
    assert "prediction" not in KINDS


def test_the_board_finds_no_such_page(cast: Cast) -> None:
    assert client_of(cast.board_observer).get("/learned/").status_code == 404
