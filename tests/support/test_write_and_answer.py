"""What is a first reply, what is first help, and who says so?"""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support.asking import Commits, asked, colleague
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.notices.models import Notice
from trellis.support.acts.answering import answered, note_visit, visited, write
from trellis.support.acts.taking_up import add_helper, take_up
from trellis.support.models import State
from trellis.support.queries.clocks import standing
from trellis.support.queries.requests import request_seen_by
from trellis.support.queries.thread import thread

pytestmark = pytest.mark.django_db


def test_the_first_words_of_the_district_are_its_first_reply(cast: Cast) -> None:
    request = asked(cast)
    write(request.pk, by=cast.principal_of_oak, words="Is anybody there?")
    request.refresh_from_db()
    assert request.first_reply_at is None
    first = write(request.pk, by=cast.specialist, words="I am looking for one.")
    write(request.pk, by=cast.specialist, words="Found one.")
    request.refresh_from_db()
    assert request.first_reply_at == first.at


def test_each_voice_has_its_side(cast: Cast) -> None:
    request = asked(cast)
    sides = {
        write(request.pk, by=who, words="A word").side: who.name
        for who in (cast.teacher_at_oak, cast.supervisor_of_east)
    }
    assert sides == {"school": "Luis Ortega", "district": "Marcus Bell"}


def test_whoever_does_not_see_it_cannot_write(cast: Cast) -> None:
    request = asked(cast)
    for stranger in (cast.principal_of_elm, cast.board_observer, cast.former_principal):
        with pytest.raises(NotThere):
            write(request.pk, by=stranger, words="Hello")


def test_nothing_is_not_written(cast: Cast) -> None:
    with pytest.raises(BadInput):
        write(asked(cast).pk, by=cast.specialist, words="  ")


def test_a_message_sent_twice_stands_once(cast: Cast) -> None:
    request, key = asked(cast), uuid.uuid4()
    write(request.pk, by=cast.specialist, words="Soon", key=key)
    write(request.pk, by=cast.specialist, words="Soon", key=key)
    assert request.messages.count() == 1


def test_a_key_of_somebody_elses_message_opens_nothing(cast: Cast) -> None:
    request, key = asked(cast), uuid.uuid4()
    write(request.pk, by=cast.specialist, words="Soon", key=key)
    with pytest.raises(NotThere):
        write(request.pk, by=cast.principal_of_oak, words="Other", key=key)


def test_lead_and_helpers_say_that_it_is_answered_and_nobody_else(cast: Cast) -> None:
    may = set()
    for name, somebody in cast.everybody.items():
        request = take_up(asked(cast).pk, by=cast.specialist)
        add_helper(request.pk, by=cast.pl_director)
        try:
            answered(request.pk, by=somebody)
        except NotThere:
            continue
        may.add(name)
    assert may == {"specialist", "pl_director"}


def test_answering_with_words_is_the_reply_too(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    found = answered(request.pk, by=cast.specialist, said="Two will come at 6.")
    assert found.first_reply_at is not None
    assert found.first_help_at is not None
    assert found.messages.get().words == "Two will come at 6."


def test_what_nobody_took_up_is_not_answered(cast: Cast) -> None:
    request = asked(cast)
    add_helper(request.pk, by=cast.pl_director)
    with pytest.raises(NotNow, match="Nobody has taken this up yet"):
        answered(request.pk, by=cast.pl_director)


def test_a_visit_is_said_after_an_answer_and_first_help_stays_the_first(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    first = answered(request.pk, by=cast.specialist).first_help_at
    found = visited(request.pk, by=cast.specialist)
    assert (found.state, found.first_help_at) == (State.VISITED, first)


def test_a_logged_visit_moves_what_was_taken_up_and_only_dates_what_was_not(cast: Cast) -> None:
    led, open_yet = take_up(asked(cast).pk, by=cast.specialist), asked(cast)
    other = colleague(cast)
    for request in (led, open_yet):
        note_visit(request, by=other)
        request.refresh_from_db()
        assert request.first_help_at is not None
    assert (led.state, open_yet.state) == (State.VISITED, State.ASKED)


def test_the_thread_tells_both_voices_and_what_happened_in_order(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    add_helper(request.pk, by=cast.pl_director)
    write(request.pk, by=cast.specialist, words="Looking")
    answered(request.pk, by=cast.specialist)
    told = thread(standing(request_seen_by(cast.teacher_at_oak, request.pk)))
    assert [(line.side, line.words.split(",")[0]) for line in told] == [
        ("school", "For family night"),
        ("", "Sent to Student Services"),
        ("", "Elena Castillo took it up"),
        ("", "Hana Sorensen helps"),
        ("district", "Looking"),
        ("", "Elena Castillo says that it is answered"),
    ]


def test_the_other_side_is_told_that_somebody_wrote(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    with django_capture_on_commit_callbacks(execute=True):
        write(request.pk, by=cast.team_lead_at_oak, words="Any news?")
    told = set(Notice.objects.values_list("person__name", flat=True))
    assert told == {"Elena Castillo", "Renata Alvarez"}


def test_the_page_takes_words_and_shows_them_to_both_sides(cast: Cast, client: Client) -> None:
    request = asked(cast)
    client.force_login(cast.specialist)
    path = f"/support/requests/{request.pk}/messages/"
    part = client.post(path, {"words": "On <b>Thursday</b>"}, headers={"HX-Request": "true"})
    assert "On &lt;b&gt;Thursday" in part.content.decode()
    assert "<html" not in part.content.decode()
    client.force_login(cast.teacher_at_oak)
    assert "Thursday" in client.get(f"/support/requests/{request.pk}/").content.decode()
