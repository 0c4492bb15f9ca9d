"""Does the room look where whoever shows the evidence wants, also at what is asked in it?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.conversation.meeting import AT_OAK, OBSERVE, SHOWN_AS, client_of, held, pinned, running
from tests.conversation.room import HTMX, streamed
from tests.figures import YEAR, publish_figures
from trellis.conversation.acts.parts import give_part
from trellis.conversation.acts.showing import MOST, ask_in_meeting, put_in_front
from trellis.conversation.models import Conversation, Shown
from trellis.conversation.room import evidence_of
from trellis.evidence.api import Ask, Finding
from trellis.lib.api import NotAllowed, NotNow, NotThere

pytestmark = pytest.mark.django_db

OVER_TIME = Ask("enrolment", "time", place="oak-hollow-middle-school")


def over_time(cast: Cast) -> Ask:
    return OVER_TIME.but(place=cast.oak.key)


def titles(talk: Conversation) -> list[str]:
    return [one["finding"].title for one in evidence_of(Conversation.objects.get(pk=talk.pk))]


def test_a_question_of_the_meeting_is_pinned_with_its_time_and_stands_in_front(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    asked = ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast), title="Over time?")
    assert titles(talk)[0] == "Over time?" and len(titles(talk)) == 2
    shown = Shown.objects.get(conversation=talk, finding=asked)
    assert shown.asked_at is not None
    page = client_of(cast.specialist).get(f"/conversations/{talk.pk}/").content.decode()
    assert "asked in the meeting at" in page
    assert '"kind": "evidence"' in streamed(talk)


def test_asked_twice_it_is_shown_once(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    first = ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast))
    events = talk.events.count()
    assert ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast)) == first
    assert len(titles(talk)) == 2 and talk.events.count() == events


def test_nothing_new_is_asked_before_the_evidence_is_shown(cast: Cast) -> None:
    talk = running(cast)
    with pytest.raises(NotNow, match="at its step"):
        ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast))
    with pytest.raises(NotNow, match="at its step"):
        put_in_front(talk, by=cast.coach_at_oak, finding=pinned(cast).pk)
    client = client_of(cast.coach_at_oak)
    assert client.get(f"/conversations/{talk.pk}/ask/").status_code == 404
    address = f"/conversations/{talk.pk}/asked/"
    assert client.post(address, over_time(cast).to_json(), headers=HTMX).status_code == 409
    assert Finding.objects.count() == 1


def test_whoever_owns_the_data_may_ask_and_the_others_may_not(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    with pytest.raises(NotAllowed):
        ask_in_meeting(talk, by=cast.specialist, ask=over_time(cast))
    give_part(talk, by=cast.coach_at_oak, to=cast.specialist.pk, part="data_owner")
    assert ask_in_meeting(talk, by=cast.specialist, ask=over_time(cast))


def test_the_room_turns_to_a_finding_and_back(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    asked = ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast), title="Over time?")
    before = titles(talk)
    put_in_front(talk, by=cast.coach_at_oak, finding=pinned(cast).pk)
    assert titles(talk) == list(reversed(before))
    put_in_front(talk, by=cast.coach_at_oak, finding=asked.pk)
    assert titles(talk) == before
    elsewhere = Finding.objects.create(
        title="Not of this room",
        asked=asked.asked,
        measure=asked.measure,
        measure_version=1,
        publication=asked.publication,
        shown=asked.shown,
        form=asked.form,
        as_of=asked.as_of,
        pinned_by=cast.specialist,
    )
    with pytest.raises(NotThere):
        put_in_front(talk, by=cast.coach_at_oak, finding=elsewhere.pk)


def test_a_closed_conversation_is_asked_nothing_more(cast: Cast) -> None:
    talk = held(cast)
    with pytest.raises(NotNow, match="closed"):
        ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast))


def test_there_is_an_end_to_what_one_meeting_looks_at(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    for number in range(MOST - 1):
        ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast), title=f"Look {number}")
    with pytest.raises(NotNow, match=f"{MOST} findings at most"):
        ask_in_meeting(talk, by=cast.coach_at_oak, ask=over_time(cast), title="One more")
    assert len(titles(talk)) == MOST


def test_the_sentence_with_blanks_begins_from_the_question_in_front(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    client = client_of(cast.coach_at_oak)
    page = client.get(f"/conversations/{talk.pk}/ask/").content.decode()
    assert "Pin it and show the room" in page and SHOWN_AS[0] in page
    form = over_time(cast).to_json() | {"title": "Asked by a form"}
    answer = client.post(f"/conversations/{talk.pk}/asked/", form, headers=HTMX)
    assert answer.status_code == 200 and "Asked by a form" in answer.content.decode()


def test_what_changed_in_the_data_since_is_said_in_the_room(cast: Cast) -> None:
    talk = running(cast, OBSERVE)
    finding = pinned(cast)
    client = client_of(cast.specialist)
    address = f"/conversations/{talk.pk}/evidence/{finding.pk}/then/"
    assert "Nothing of this question was published" in client.get(address).content.decode()
    page = f"/conversations/{talk.pk}/part/evidence/"
    assert "Then and now" not in client.get(page, headers=HTMX).content.decode()
    publish_figures(cast, at_oak=AT_OAK + 83, number=2)
    assert "Then and now" in client.get(page, headers=HTMX).content.decode()
    said = client.get(address).content.decode()
    assert "Publication 2" in said and "31,317" in said and "31,400" in said
    assert f"{YEAR - 1}" in said and "Pin it as it is now" not in said
    assert "Pin it as it is now" in client_of(cast.coach_at_oak).get(address).content.decode()
