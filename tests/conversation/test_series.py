"""Does a run go on from meeting to meeting, at the step where the last one ended?"""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import Cast
from tests.conversation.meeting import SHOWN_AS, client_of, held, leave, running, said
from trellis.conversation.acts.meetings import end_meeting, plan_next
from trellis.conversation.api import Conversation, close, move_step, start
from trellis.conversation.queries_series import run_of
from trellis.lib.api import BadInput, NotAllowed, NotNow
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def in_a_week() -> object:
    return timezone.now() + timedelta(days=7)


def wise(cast: Cast, step: int = 0) -> Conversation:
    return running(cast, step, protocol_key="data_wise")


def test_the_next_meeting_carries_on_where_the_last_ended(cast: Cast) -> None:
    talk = wise(cast, 3)
    made = end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week())
    talk.refresh_from_db()
    assert (talk.state, talk.meeting, made.meeting, made.first_step) == ("closed", 1, 2, 3)
    assert (made.series_id, made.steps, made.edition) == (
        talk.series_id,
        talk.steps,
        talk.edition,
    )
    assert [one.person.name for one in made.invitations.all()] == [
        one.person.name for one in talk.invitations.all()
    ]
    assert made.evidence == talk.evidence
    begun = start(made, by=cast.coach_at_oak)
    assert begun.current.key == "dig"
    assert begun.events.get(kind="step").payload == {"step": 3, "extra": 0}


def test_the_facilitator_chooses_another_step_to_begin_with(cast: Cast) -> None:
    made = end_meeting(wise(cast), by=cast.coach_at_oak, planned_for=in_a_week(), begins_at=5)
    assert start(made, by=cast.coach_at_oak).current.key == "plan"
    for at in (-1, 8):
        with pytest.raises(BadInput, match="the step with which"):
            end_meeting(wise(cast), by=cast.coach_at_oak, planned_for=in_a_week(), begins_at=at)


def test_a_huddle_that_planned_goes_on_with_what_was_done_and_then_begins_anew(cast: Cast) -> None:
    talk = running(cast, protocol_key="pdsa")
    second = end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week())
    assert second.all_steps[second.first_step].key == "do"
    move_step(start(second, by=cast.coach_at_oak), by=cast.coach_at_oak, to=4)
    third = end_meeting(second, by=cast.coach_at_oak, planned_for=in_a_week())
    assert (third.meeting, third.first_step) == (3, 0)


def test_ended_twice_and_planned_twice_there_is_one_next_meeting(cast: Cast) -> None:
    talk, key = wise(cast), uuid.uuid4()
    made = [
        act(talk, by=cast.coach_at_oak, planned_for=in_a_week(), key=key)
        for act in (end_meeting, end_meeting, plan_next)
    ]
    assert len(set(made)) == 1
    assert talk.series_id is None
    talk.refresh_from_db()
    assert talk.events.filter(kind="state").count() == 1
    assert [entry.act for entry in history_of(made[0])].count("planned the next meeting") == 1


def test_without_a_day_to_come_a_meeting_does_not_end_halfway(cast: Cast) -> None:
    talk = wise(cast)
    with pytest.raises(BadInput, match="a day and a time to come"):
        end_meeting(talk, by=cast.coach_at_oak, planned_for=timezone.now())
    talk.refresh_from_db()
    assert talk.is_running
    assert talk.series_id is None
    with pytest.raises(NotNow, match="one promise with a date"):
        close(talk, by=cast.coach_at_oak)


def test_only_who_leads_ends_it_and_only_a_way_of_several_meetings_goes_on(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        end_meeting(wise(cast), by=cast.specialist, planned_for=in_a_week())
    with pytest.raises(NotNow, match="over in one meeting"):
        plan_next(held(cast), by=cast.coach_at_oak, planned_for=in_a_week())


def test_evidence_that_no_meeting_came_to_stays_hidden_in_its_minutes(cast: Cast) -> None:
    talk = running(cast, protocol_key="pdsa")
    said(talk, cast.principal_of_oak, "Nine hundred.", "prediction", number=900.0)
    second = end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week())
    client, page = client_of(cast.specialist), f"/conversations/{talk.pk}/minutes/"

    def on_the_page(words: str) -> bool:
        return words in client.get(page).content.decode()

    assert on_the_page("The run goes on: the next meeting is on")
    assert not any(on_the_page(words) for words in SHOWN_AS)
    assert not on_the_page("Nine hundred.")
    move_step(start(second, by=cast.coach_at_oak), by=cast.coach_at_oak, to=2)
    assert any(on_the_page(words) for words in SHOWN_AS)
    assert on_the_page("Nine hundred.")


def test_each_page_lists_the_meetings_and_what_earlier_ones_wrote(cast: Cast) -> None:
    talk = wise(cast)
    said(talk, cast.principal_of_oak, "We begin on time.", "process")
    second = end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week(), begins_at=1)
    client = client_of(cast.specialist)
    page = client.get(second.get_absolute_url()).content.decode()
    assert "this is meeting 2" in page
    assert f'href="{talk.get_absolute_url()}"' in page
    assert "This meeting begins with Build Data Literacy." in page
    assert "this is meeting 1" in client.get(f"/conversations/{talk.pk}/minutes/").content.decode()
    earlier = client.get(f"/conversations/{second.pk}/earlier/").content.decode()
    assert "We begin on time." in earlier


def test_who_may_not_read_an_earlier_meeting_reads_nothing_of_it(cast: Cast) -> None:
    talk = running(cast, protocol_key="data_wise", people=[cast.principal_of_oak])
    said(talk, cast.principal_of_oak, "We begin on time.", "process")
    second = end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week())
    # A guest of the second meeting alone, from another school.
    second.invitations.create(person=cast.principal_of_elm, side="school")
    client = client_of(cast.principal_of_elm)
    assert (
        "We begin on time."
        not in client.get(f"/conversations/{second.pk}/earlier/").content.decode()
    )
    run = run_of(second, seen_by=cast.principal_of_elm)
    assert run is not None
    assert [one.is_open for one in run.meetings] == [False, True]
    leave(cast.principal_of_elm)
    assert client.get(f"/conversations/{second.pk}/earlier/").status_code == 404


def test_the_page_ends_a_meeting_and_plans_the_next_from_the_minutes(cast: Cast) -> None:
    talk = wise(cast, 3)
    client = client_of(cast.coach_at_oak)
    form = {"day": "2031-02-03", "clock": "14:15", "begins_at": "4", "key": str(uuid.uuid4())}
    assert "End this meeting here" in client.get(talk.get_absolute_url()).content.decode()
    first, again = (client.post(f"/conversations/{talk.pk}/next/", form) for _ in range(2))
    second = Conversation.objects.get(meeting=2)
    assert first["Location"] == f"/conversations/{talk.pk}/minutes/"
    assert again["Location"] == second.get_absolute_url()
    assert second.first_step == 4
    assert f"{timezone.localtime(second.planned_for):%Y-%m-%d %H:%M}" == "2031-02-03 14:15"
    for field, wrong in (("day", "tomorrow"), ("begins_at", "99"), ("day", "2001-01-01")):
        other = wise(cast)
        answer = client.post(f"/conversations/{other.pk}/next/", form | {field: wrong})
        assert answer.status_code == 422, field


def test_the_minutes_become_a_pdf_also_in_the_middle_of_a_run(cast: Cast) -> None:
    talk = wise(cast)
    said(talk, cast.principal_of_oak, "We begin on time.", "process")
    end_meeting(talk, by=cast.coach_at_oak, planned_for=in_a_week())
    answer = client_of(cast.specialist).get(f"/conversations/{talk.pk}/minutes.pdf")
    assert answer.status_code == 200
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "We begin on time." in text
    assert "The run goes on" in text
    assert "meeting 1 of 2 so far" in text
