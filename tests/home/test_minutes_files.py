"""Do the minutes as Markdown and as JSON hold what was said, and nothing that the page does not?"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from tests.conversation.meeting import (
    AT_OAK,
    COMMIT,
    INFER,
    OBSERVE,
    SHOWN_AS,
    VISUAL,
    client_of,
    held,
    running,
    said,
)
from tests.home.pages import opened, words_in
from trellis.commitments.api import Owner, Side, promise
from trellis.conversation.acts.writing import take_back
from trellis.conversation.api import Conversation, close, compare, move_step
from trellis.home.minutes_markdown import _said
from trellis.trail.models import Entry

HEADING = "# Not a heading | [not](http://a.link) <b>bold</b>"


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    """A conversation with a note of every kind, one taken back, and a promise of two parts."""
    found = running(cast)
    coach, principal, specialist = cast.coach_at_oak, cast.principal_of_oak, cast.specialist
    expected = said(found, principal, "About four hundred", "prediction", number=412.5)
    said(found, specialist, "Fewer than last year", "prediction")
    move_step(found, by=coach, to=VISUAL)
    compare(expected, by=principal, compared="higher")
    move_step(found, by=coach, to=OBSERVE)
    shown = found.findings.get()
    seen = said(
        found,
        principal,
        "Oak has most",
        finding=shown,
        mark=f"{shown.pk}|x",
        mark_says="Oak Hollow Middle",
    )
    take_back(said(found, specialist, "A slip of the pen"), by=specialist)
    said(found, specialist, HEADING)
    move_step(found, by=coach, to=INFER)
    said(found, specialist, "The new homes\nfill up", "inference", answers=seen.pk)
    said(found, coach, "Who moves in?", "question")
    move_step(found, by=coach, to=COMMIT, anyway=True)
    due = timezone.localdate() + timedelta(days=20)
    promise(
        by=principal,
        words="Welcome them",
        sign_to_see="Nobody eats alone",
        lead=Owner(principal, Side.SCHOOL, "a host for each", due),
        co_owners=[Owner(specialist, Side.DISTRICT, "a list a week", due)],
        school=cast.oak,
        conversation=found,
    )
    return close(found, by=coach)


def read_json(cast: Cast, talk: Conversation) -> dict[str, Any]:
    answer = client_of(cast.cabinet).get(f"/conversations/{talk.pk}/minutes.json")
    assert answer["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_json_read_back_holds_every_note(cast: Cast, talk: Conversation) -> None:
    found = read_json(cast, talk)
    kept = [(n["kind"], n["step"], n["words"], n["author"]) for n in found["notes"]]
    record = talk.notes.filter(withdrawn_at=None).order_by("written_at", "pk")
    assert kept == [
        (n.kind, n.step, n.words, None if n.kind == "prediction" else n.author.name) for n in record
    ]
    by_words = {n["words"]: n for n in found["notes"]}
    explains = by_words["The new homes\nfill up"]
    assert explains["answers"] == by_words["Oak has most"]["number"]
    assert by_words["Oak has most"]["mark_says"] == "Oak Hollow Middle"
    expected = by_words["About four hundred"]
    assert (expected["predicted"], expected["compared"]) == (412.5, "it is higher than I expected")


def test_json_read_back_holds_every_step_promise_and_figure(cast: Cast, talk: Conversation) -> None:
    found = read_json(cast, talk)
    assert [one["key"] for one in found["steps"]] == [one.key for one in talk.all_steps]
    (kept,) = found["promises"]
    made = talk.commitments.get()
    assert (kept["words"], kept["sign_to_see"]) == (made.words, made.sign_to_see)
    assert [
        (p["owner"], p["side"], p["gives"], p["due_on"], p["leads"]) for p in kept["parts"]
    ] == [
        (p.owner.name, p.side, p.deliverable, p.due_on.isoformat(), p.is_lead)
        for p in made.parts.all()
    ]
    (shown,) = found["evidence"]
    assert f"{AT_OAK:,}" in json.dumps(shown["tables"])
    assert len(found["people"]) == talk.invitations.count()


def test_json_says_why_there_is_no_promise(cast: Cast) -> None:
    found = read_json(cast, held(cast))
    assert found["promises"] == []
    assert found["no_action"] == {"because": "we looked first", "by": cast.coach_at_oak.name}


def test_markdown_holds_everything_and_no_note_becomes_markup(
    cast: Cast, talk: Conversation
) -> None:
    path = f"/conversations/{talk.pk}/minutes.md"
    text = client_of(cast.teacher_at_oak).get(path).content.decode()
    for words in ("About four hundred", "Oak has most", "Who moves in?", "Welcome them"):
        assert words in text
    assert "Could be: The new homes fill up" in text
    assert any(shown in text for shown in SHOWN_AS)
    assert "A slip of the pen" not in text
    assert HEADING not in text
    assert r"\# Not a heading \| \[not\](http://a.link) \<b\>bold\</b\>" in text
    tables = [line for line in text.splitlines() if line.startswith("| Welcome")]
    assert [line.count(" | ") for line in tables] == [4, 4]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("- a list", r"\- a list"),
        ("12. twelfth", r"12\. twelfth"),
        ("---", r"\---"),
        ("a\n# b", r"a \# b"),
    ],
)
def test_what_begins_like_markup_does_not_begin_it(words: str, kept: str) -> None:
    assert _said(words) == kept


@pytest.mark.parametrize("ending", ["md", "json"])
def test_each_file_leaves_a_line_for_everybody_in_the_room(
    cast: Cast, talk: Conversation, ending: str
) -> None:
    client_of(cast.cabinet).get(f"/conversations/{talk.pk}/minutes.{ending}")
    name = {"md": "Markdown", "json": "JSON"}[ending]
    lines = Entry.objects.filter(act=f"took minutes as {name}", actor_ref=str(cast.cabinet.pk))
    assert {line.about_ref for line in lines} == {
        str(one.person_id) for one in talk.invitations.all()
    }


@pytest.mark.parametrize("ending", ["md", "json"])
def test_there_are_no_minutes_while_people_talk(cast: Cast, ending: str) -> None:
    talk = running(cast, OBSERVE)
    path = f"/conversations/{talk.pk}/minutes.{ending}"
    answer = client_of(cast.coach_at_oak).get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/conversations/{talk.pk}/")
    assert client_of(cast.principal_of_elm).get(path).status_code == 404


def test_the_page_says_its_counts_as_a_sentence(cast: Cast, talk: Conversation) -> None:
    page = words_in(opened(cast.cabinet, f"/conversations/{talk.pk}/minutes/"))
    assert "One prediction: it is higher than I expected." in page
    assert "One promise made: one part owned by the school, one part by the central office." in page
