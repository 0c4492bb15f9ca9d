"""Who asks for help, where does it go, and what is kept of the promise?"""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.support.asking import (
    INTERPRETING,
    LINES,
    Commits,
    asked,
    publish,
    service_of,
    transportation,
)
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.notices.models import Notice
from trellis.support.acts.asking import Way, ask
from trellis.support.acts.cards import choose_front_desk, publish_card
from trellis.support.models import SupportRequest
from trellis.support.rules.cards import Offer
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db

ASKERS = {"principal_of_oak", "team_lead_at_oak", "coach_at_oak"}


def test_principal_team_lead_and_coach_ask_for_their_school_and_nobody_else(cast: Cast) -> None:
    publish(cast)
    may = set()
    for name, somebody in cast.everybody.items():
        try:
            asked(cast, by=somebody)
        except NotThere:
            continue
        may.add(name)
    assert may == ASKERS


def test_a_request_goes_to_the_department_of_the_service_with_its_promise(cast: Cast) -> None:
    request = asked(cast)
    assert request.department == cast.student_services
    assert (request.reply_in_days, request.visit_in_days) == (1, 3)
    assert [(t.was, t.became, t.by) for t in request.transitions.all()] == [
        ("", "asked", cast.principal_of_oak)
    ]
    assert [entry.act for entry in history_of(request)] == ["asked for help"]


def test_a_request_keeps_the_promise_it_was_made_under(cast: Cast) -> None:
    request = asked(cast)
    slower = Offer(INTERPRETING.title, INTERPRETING.kind, INTERPRETING.words, 5, 15)
    publish_card(
        service_of(request.service.version.card).version.card_id,
        by=cast.specialist,
        lines=LINES,
        offers=[slower],
    )
    request.refresh_from_db()
    assert (request.reply_in_days, request.visit_in_days) == (1, 3)
    assert request.service.version.number == 1
    assert request.service.version.replaced_at is not None


def test_a_promise_that_was_replaced_while_she_wrote_is_not_taken_silently(cast: Cast) -> None:
    old = service_of(publish(cast))
    slower = Offer(INTERPRETING.title, INTERPRETING.kind, INTERPRETING.words, 5, 15)
    publish_card(old.version.card_id, by=cast.specialist, lines=LINES, offers=[slower])
    with pytest.raises(NotNow, match="published its card anew"):
        ask(by=cast.principal_of_oak, school=cast.oak, title="One", way=Way(service=old))


def test_free_words_go_to_the_front_desk_with_its_promise(cast: Cast) -> None:
    desk = choose_front_desk(
        by=cast.cabinet, department=cast.academics, reply_in_days=2, visit_in_days=7
    )
    request = ask(by=cast.principal_of_oak, school=cast.oak, title="We don’t know whom to ask")
    assert (request.department, request.front_desk) == (cast.academics, desk)
    assert (request.reply_in_days, request.visit_in_days) == (2, 7)


def test_free_words_can_name_a_department_that_has_no_card(cast: Cast) -> None:
    buses = transportation()
    request = ask(
        by=cast.principal_of_oak, school=cast.oak, title="A bus stop", way=Way(department=buses)
    )
    assert request.department == buses


def test_without_a_front_desk_a_department_must_be_chosen(cast: Cast) -> None:
    with pytest.raises(BadInput, match="Choose the department"):
        ask(by=cast.principal_of_oak, school=cast.oak, title="Help")


@pytest.mark.parametrize("title", ["", "   ", "x" * 141])
def test_a_request_needs_one_line_that_fits(cast: Cast, title: str) -> None:
    publish(cast)
    with pytest.raises(BadInput):
        asked(cast, title=title)
    assert not SupportRequest.objects.exists()


def test_it_cannot_be_wanted_by_a_day_that_has_passed(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    way = Way(department=cast.academics)
    with pytest.raises(BadInput, match="has passed"):
        ask(by=cast.principal_of_oak, school=cast.oak, title="A", way=way, wanted_by=yesterday)


def test_the_same_form_sent_twice_asks_once(cast: Cast) -> None:
    key, way = uuid.uuid4(), Way(department=cast.academics)
    one, two = (
        ask(by=cast.principal_of_oak, school=cast.oak, title="A", way=way, key=key)
        for _ in range(2)
    )
    assert one == two
    assert one.transitions.count() == 1


def test_the_department_is_told_and_the_asker_is_not(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        request = asked(cast)
    told = Notice.objects.filter(kind="request").values_list("person__name", flat=True)
    assert list(told) == [cast.specialist.name]
    assert Notice.objects.get().link == request.get_absolute_url()


def test_the_form_has_at_most_five_fields_with_the_school_chosen(
    cast: Cast, client: Client
) -> None:
    publish(cast)
    client.force_login(cast.principal_of_oak)
    page = client.get("/support/ask/").content.decode()
    form = page[page.index('action="/support/ask/"') :]
    fields = form.count("<input") + form.count("<select") + form.count("<textarea")
    hidden = form.count('type="hidden"')
    assert fields - hidden <= 5
    assert f'name="school" value="{cast.oak.key}"' in form
    assert "promises a reply within" not in form or "Student Services" in form


def test_the_page_sends_a_request_and_leads_to_it(cast: Cast, client: Client) -> None:
    service = service_of(publish(cast))
    client.force_login(cast.team_lead_at_oak)
    words = {"title": "An interpreter", "way": f"service-{service.pk}", "school": cast.oak.key}
    answer = client.post("/support/ask/", words)
    request = SupportRequest.objects.get()
    assert answer["Location"] == f"/support/requests/{request.pk}/"
    assert request.service == service


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.principal_of_oak)
    given = {"title": " ", "words": "Two rooms", "wanted_by": "tomorrow", "school": cast.oak.key}
    answer = client.post("/support/ask/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Please look:" in page
    assert "Say in one line what you need." in page
    assert "Choose the day you want it by" in page
    assert "Two rooms" in page
    assert 'value="tomorrow"' in page


def test_the_form_says_what_is_promised_before_it_is_sent(cast: Cast, client: Client) -> None:
    service = service_of(publish(cast))
    client.force_login(cast.principal_of_oak)
    part = client.get(f"/support/ask/promise/?way=service-{service.pk}").content.decode()
    assert "Student Services promises a reply within one school day" in part
