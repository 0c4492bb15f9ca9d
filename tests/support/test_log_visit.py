"""How is a visit written down: announced or not, once, by those who came?"""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.support.visits import REQUIRED, a_log, a_visit, school_day
from trellis.commitments.api import Side
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.support.acts.engagements import call_off
from trellis.support.acts.records import log_unannounced, log_visit
from trellis.support.models import Engagement, Kind, Record, Travel, VisitState
from trellis.support.queries.engagements import travel_minutes
from trellis.support.said import Next, Unannounced


def a_short_form(school: str, **more: str) -> dict[str, str]:
    told = {
        "school": school,
        "kind": Kind.TECHNICAL_HELP.value,
        "minutes": "30",
        "what_we_did": "Set up the new score report with the front office",
        "what_next": "A page that says where to click",
        "key": str(uuid.uuid4()),
    }
    return told | more


def test_five_answers_are_enough_for_a_log(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.specialist)
    answer = client.post(reverse("log"), a_short_form("oak-hollow"))
    visit = Engagement.objects.get()
    assert answer.status_code == 302
    assert visit.announced_at is None
    assert visit.state == VisitState.DONE
    assert visit.records.get().minutes == 30
    follow_up = visit.follow_ups.get()
    assert (follow_up.owner, follow_up.side) == (cast.specialist, "district")


def test_the_page_of_a_visit_that_was_not_announced_says_so(cast: Cast) -> None:
    visit = log_unannounced(Unannounced(cast.oak, Kind.TECHNICAL_HELP), a_log(), by=cast.specialist)
    client = Client()
    client.force_login(cast.principal_of_oak)
    assert "not announced" in client.get(visit.get_absolute_url()).content.decode()


def test_sent_twice_with_one_key_it_stands_once(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.specialist)
    form = a_short_form("oak-hollow")
    first = client.post(reverse("log"), form, headers={"accept": "application/json"})
    again = client.post(reverse("log"), form, headers={"accept": "application/json"})
    assert first.json() == again.json()
    assert (Engagement.objects.count(), Record.objects.count()) == (1, 1)


def test_a_log_of_an_announced_visit_sent_twice_stands_once(cast: Cast) -> None:
    visit, key = a_visit(cast.oak, by=cast.specialist), uuid.uuid4()
    log_visit(visit.pk, a_log(), by=cast.specialist, key=key)
    log_visit(visit.pk, a_log(), by=cast.specialist, key=key)
    assert (visit.records.count(), visit.steps.count()) == (1, 2)


def test_whoever_writes_second_is_told_who_was_first(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist, helpers=[cast.assessment_coordinator])
    log_visit(visit.pk, a_log(), by=cast.specialist)
    with pytest.raises(NotNow, match="Elena Castillo wrote this visit down already"):
        log_visit(visit.pk, a_log(), by=cast.assessment_coordinator)


def test_who_did_not_come_writes_nothing(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(NotThere):
        log_visit(visit.pk, a_log(), by=cast.cabinet)


def test_a_visit_that_was_called_off_is_not_written_down(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    call_off(visit.pk, by=cast.specialist, why="I am ill")
    with pytest.raises(NotNow, match="called off"):
        log_visit(visit.pk, a_log(), by=cast.specialist)


def test_a_log_needs_minutes_and_a_line(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(BadInput, match="minutes"):
        log_visit(visit.pk, a_log(minutes=0), by=cast.specialist)
    with pytest.raises(BadInput, match="one line"):
        log_visit(visit.pk, a_log(what_we_did=""), by=cast.specialist)
    visit.refresh_from_db()
    assert visit.state == VisitState.ANNOUNCED


def test_what_is_still_to_come_is_not_written_down(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    with pytest.raises(BadInput, match="still to come"):
        log_visit(
            visit.pk,
            a_log(happened_at=timezone.now() + timedelta(days=1)),
            by=cast.specialist,
        )


def test_of_a_required_visit_only_that_it_took_place_is_kept(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.supervisor_of_east, **REQUIRED)
    log_visit(
        visit.pk,
        a_log(what_we_did="Found faults", what_next="Mend them"),
        by=cast.supervisor_of_east,
    )
    record = visit.records.get()
    assert (record.minutes, record.what_we_did, record.what_next) == (50, "", "")
    assert not visit.follow_ups.exists()


def test_the_next_step_may_be_the_schools(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    due = school_day(5)
    after = Next(cast.team_lead_at_oak, Side.SCHOOL, due)
    log_visit(visit.pk, a_log(what_next="Choose three tasks", next=after), by=cast.specialist)
    follow_up = visit.follow_ups.get()
    assert (follow_up.side, follow_up.owner, follow_up.due_on) == (
        "school",
        cast.team_lead_at_oak,
        due,
    )


def test_the_schools_next_step_belongs_to_somebody_of_that_school(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    after = Next(cast.principal_of_elm, Side.SCHOOL, school_day(5))
    with pytest.raises(BadInput, match="does not work at Oak Hollow"):
        log_visit(visit.pk, a_log(what_next="Choose", next=after), by=cast.specialist)


def test_people_of_the_school_are_counted_by_role_not_named(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    log_visit(visit.pk, a_log(people_at_school={"teachers": 5, "leaders": 1}), by=cast.specialist)
    record = visit.records.get()
    assert (record.people_count, record.people_at_school["teachers"]) == (6, 5)


def test_minutes_on_the_road_are_for_the_department_alone(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    log_visit(visit.pk, a_log(travel_minutes=25), by=cast.specialist)
    assert Travel.objects.get().department == cast.student_services
    told = {name: travel_minutes(visit, seen_by=person) for name, person in cast.everybody.items()}
    assert told.pop("specialist") == 25
    assert set(told.values()) == {None}


def test_it_carries_the_persons_own_clock_beside_the_servers(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.specialist)
    wrote = timezone.now() - timedelta(hours=20)
    client.post(reverse("log"), a_short_form("oak-hollow", wrote_at=wrote.isoformat()))
    record = Record.objects.get()
    assert record.happened_at == wrote - timedelta(minutes=30)
    assert record.written_at > wrote + timedelta(hours=19)


def test_the_form_offers_the_visit_that_it_was_opened_for(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    client = Client()
    client.force_login(cast.specialist)
    page = client.get(reverse("log"), {"visit": visit.pk}).content.decode()
    assert f'<option value="{visit.pk}" selected>' in page
    elsewhere = a_visit(cast.oak, by=cast.coach_at_oak, beside=(visit.pk,))
    assert client.get(reverse("log"), {"visit": elsewhere.pk}).status_code == 404
