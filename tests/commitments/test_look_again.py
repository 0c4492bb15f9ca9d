"""Is evidence looked at again on its day, beside what was seen then, and said what it changed?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.commitments.promises import counted, in_days, kept, promised
from tests.conversation.meeting import a_plan, client_of
from tests.figures import publish_figures
from trellis.commitments.api import Look, agree_to_look, look, say_what_changed
from trellis.commitments.queries_loop import is_closed, loops, thread_of
from trellis.evidence.api import Ask, Finding, pin
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def agreed(cast: Cast, *, on: int = 0, **more: object) -> Look:
    made = promised(cast)
    finding = counted(cast)
    return agree_to_look(made.pk, by=cast.principal_of_oak, finding=finding, on=in_days(on), **more)


def test_another_day_for_the_same_evidence_is_the_same_look(cast: Cast) -> None:
    first = agreed(cast, on=5)
    moved = agree_to_look(
        first.commitment_id, by=cast.specialist, finding=first.then, on=in_days(8)
    )
    assert moved.pk == first.pk and moved.on == in_days(8)
    with pytest.raises(BadInput, match="passed"):
        agree_to_look(first.commitment_id, by=cast.specialist, finding=first.then, on=in_days(-1))
    with pytest.raises(NotThere):
        agree_to_look(
            first.commitment_id, by=cast.teacher_at_oak, finding=first.then, on=in_days(9)
        )


def test_one_press_pins_a_fresh_answer_and_two_are_one(cast: Cast) -> None:
    one = agreed(cast)
    publish_figures(cast, at_oak=350, number=2)
    for who in (cast.team_lead_at_oak, cast.specialist):
        look(one.pk, by=who)
    one.refresh_from_db()
    assert one.now is not None and one.now != one.then
    assert (one.then.publication.number, one.now.publication.number) == (1, 2)
    assert one.looked_by == cast.team_lead_at_oak
    assert Finding.objects.count() == 2
    acts = [line.act for line in history_of(one)]
    assert sorted(acts) == ["chose a day to look at evidence again", "looked at evidence again"]


def test_without_a_new_publication_nothing_is_pinned_and_the_page_says_so(cast: Cast) -> None:
    one = look(agreed(cast).pk, by=cast.principal_of_oak)
    assert one.now == one.then and Finding.objects.count() == 1
    page = client_of(cast.principal_of_oak).get(one.get_absolute_url()).content.decode()
    assert "Nothing was published since" in page
    publish_figures(cast, at_oak=350, number=2)
    assert look(one.pk, by=cast.specialist).now != one.then


def test_the_page_sets_then_and_now_side_by_side(cast: Cast) -> None:
    one = agreed(cast)
    publish_figures(cast, at_oak=350, number=2)
    client = client_of(cast.principal_of_oak)
    assert client.post(f"/commitments/looks/{one.pk}/now/").status_code == 302
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Publication 2" in page
    row = page.split("Oak Hollow Middle, all students")[1].split("</tr>")[0]
    assert "300" in row and "350" in row and "apart" in row
    part = client.post(f"/commitments/looks/{one.pk}/now/", HTTP_HX_REQUEST="true")
    assert "<html" not in part.content.decode() and "Figure by figure" in part.content.decode()


def test_it_is_said_what_changed_only_after_looking_and_the_first_words_stay(cast: Cast) -> None:
    one = agreed(cast)

    def say(words: str, verdict: str = "hoped") -> Look:
        return say_what_changed(one.pk, by=cast.specialist, verdict=verdict, said=words)

    with pytest.raises(NotNow, match="first"):
        say("More of us")
    look(one.pk, by=cast.specialist)
    with pytest.raises(BadInput):
        say("More of us", "wonderful")
    with pytest.raises(BadInput, match="line"):
        say(" ")
    assert say("More of us").verdict == "hoped"
    assert say("Fewer", "other").said == "More of us"
    with pytest.raises(NotThere):
        say_what_changed(one.pk, by=cast.teacher_at_oak, verdict="same", said="No")
    publish_figures(cast, at_oak=350, number=2)
    with pytest.raises(NotNow, match="said already"):
        look(one.pk, by=cast.specialist)


def test_a_loop_is_closed_by_keeping_looking_and_saying(cast: Cast) -> None:
    finding, made = counted(cast), kept(cast)
    promised(cast, words="Still open, and its day comes")
    one = agree_to_look(made.pk, by=cast.principal_of_oak, finding=finding, on=in_days(0))
    assert not is_closed(made)
    assert _counts(cast) == (1, 1, 0, 0)
    assert [knot.state for knot in thread_of(made)] == ["done", "unknown", "open", "late"]
    look(one.pk, by=cast.principal_of_oak)
    assert _counts(cast) == (1, 1, 1, 0)
    say_what_changed(
        one.pk,
        by=cast.principal_of_oak,
        verdict="unknown",
        said="Too early",
        practice="We meet on Mondays",
    )
    assert is_closed(made) and _counts(cast) == (1, 1, 1, 1)
    page = client_of(cast.cabinet).get(made.get_absolute_url()).content.decode()
    assert "The loop is closed" in page and "We meet on Mondays" in page and "Too early" in page
    assert "no team’s cycle is tied" in page


def test_an_open_promise_that_was_looked_at_closes_no_loop(cast: Cast) -> None:
    one = look(agreed(cast).pk, by=cast.specialist)
    say_what_changed(one.pk, by=cast.specialist, verdict="hoped", said="More of us")
    assert not is_closed(one.commitment)
    assert _counts(cast) == (0, 0, 0, 0)


def test_the_next_conversation_opens_with_what_is_due(cast: Cast) -> None:
    one = agreed(cast, on=2)
    other = pin(Ask("enrolment", "schools", year=2026), by=cast.cabinet, title="Another name")
    agree_to_look(one.commitment_id, by=cast.specialist, finding=other, on=in_days(20))
    soon, same = a_plan(cast, days=1), a_plan(cast, days=3)
    client = client_of(cast.principal_of_oak)
    text = client.get(f"/commitments/opening/{soon.pk}/").content.decode()
    assert "Talk again" not in text.partition("To look at again")[2], "its day comes later"
    text = client.get(f"/commitments/opening/{same.pk}/").content.decode()
    again = text.partition("To look at again")[2]
    assert one.then.title in again and "Another name" not in again
    assert "first you say what you expect" in again, "the same question is its evidence"
    assert "look-now" not in again and f"/looks/{one.pk}/now/" not in again


def test_what_the_conversation_does_not_look_at_can_be_pressed_there(cast: Cast) -> None:
    one = agreed(cast)
    then = Finding.objects.get(pk=one.then_id)
    talk = a_plan(cast, days=1)
    Finding.objects.filter(pk=then.pk).update(asked={**then.asked, "place": cast.elm.key})
    other = pin(Ask("enrolment", "schools", year=2026), by=cast.coach_at_oak)
    talk.shown_set.all().update(finding=other)
    text = client_of(cast.principal_of_oak).get(f"/commitments/opening/{talk.pk}/")
    assert f"/commitments/looks/{one.pk}/now/" in text.content.decode()


def _counts(cast: Cast) -> tuple[int, int, int, int]:
    found = loops(seen_by=cast.cabinet, school=cast.oak)
    return found.due, found.kept, found.looked, found.closed
