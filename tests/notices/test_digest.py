"""Is there at most one mail a person and day, with counts and links only, however often tried?"""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from email.message import Message
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from tests.cast import Cast
from tests.support.asking import asked
from trellis.cli import commands
from trellis.cli.main import app
from trellis.district.api import Person, end_position
from trellis.notices.acts import choose_mail, read_all, tell, ticket_for
from trellis.notices.mailing import Sent, send_digests
from trellis.notices.models import Digest
from trellis.notices.queries import mail_of

pytestmark = pytest.mark.django_db

SECRET = "Oak Hollow asks for help: “Interpreter for family night”."


def told(person: Person, key: str = "a") -> None:
    tell(person, words=SECRET, link="/support/requests/1/", kind="request", key=key)


def test_a_mail_holds_a_count_and_links_and_nothing_of_what_it_is(cast: Cast) -> None:
    told(cast.specialist, "a")
    told(cast.specialist, "b")
    assert send_digests() == Sent(1, 0)
    (sent,) = mail.outbox
    assert sent.to == [cast.specialist.email]
    assert sent.subject == "Two things wait for you in Trellis"
    whole = sent.message().as_string() + str(sent.body)
    for word in ("Oak", "Hollow", "Interpreter", "family", "request", cast.specialist.name):
        assert word not in whole
    assert "http://127.0.0.1:8000/notices/" in str(sent.body)


def test_it_can_be_stopped_by_one_click_of_a_mail_program(cast: Cast) -> None:
    told(cast.specialist)
    send_digests()
    message: Message = mail.outbox[0].message()
    link = str(message["List-Unsubscribe"]).strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link.removeprefix("http://127.0.0.1:8000")
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(path).status_code == 200
    assert mail_of(cast.specialist) == "daily"
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert mail_of(cast.specialist) == "none"


def test_a_forged_ticket_stops_nothing(cast: Cast, client: Client) -> None:
    ticket = ticket_for(cast.specialist)
    assert client.post(f"/notices/stop/{ticket[:-2]}xx/").status_code == 404
    assert mail_of(cast.specialist) == "daily"


def test_a_second_round_the_same_day_sends_nothing(cast: Cast) -> None:
    told(cast.specialist)
    send_digests()
    told(cast.specialist, "later")
    assert send_digests() == Sent(0, 0)
    assert len(mail.outbox) == 1


def test_the_next_day_a_mail_goes_only_when_something_is_new(cast: Cast) -> None:
    today = timezone.localdate()
    told(cast.specialist)
    send_digests(today)
    assert send_digests(today + timedelta(days=1)) == Sent(0, 0)
    told(cast.specialist, "new")
    assert send_digests(today + timedelta(days=1)) == Sent(1, 0)
    assert mail.outbox[-1].subject == "Two things wait for you in Trellis"


def test_who_has_read_everything_gets_none(cast: Cast) -> None:
    told(cast.specialist)
    read_all(by=cast.specialist)
    assert send_digests() == Sent(0, 0)


def test_who_wants_no_mail_or_has_left_gets_none(cast: Cast) -> None:
    for person in (cast.specialist, cast.cabinet, cast.pl_director, cast.former_principal):
        told(person)
    choose_mail(by=cast.specialist, mail="none")
    end_position(cast.pl_director.positions.get(), on=date(2024, 1, 1))
    assert send_digests() == Sent(1, 0)
    assert mail.outbox[0].to == [cast.cabinet.email]


def test_what_the_server_refused_is_sent_by_a_later_try_and_nothing_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(cast.specialist)
    told(cast.cabinet)
    sending = mail.EmailMessage.send

    def refuse_one(message: mail.EmailMessage, **given: Any) -> int:
        if message.to == [cast.cabinet.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return sending(message, **given)

    with monkeypatch.context() as refusing:
        refusing.setattr(mail.EmailMessage, "send", refuse_one)
        assert send_digests() == Sent(1, 1)
    assert send_digests() == Sent(1, 0)
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        [cast.specialist.email, cast.cabinet.email]
    )


def test_a_mail_that_another_process_has_begun_is_not_sent_here(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(cast.specialist)
    today = timezone.localdate()
    people = [cast.specialist]
    Digest.objects.create(person=cast.specialist, day=today, notices=1)
    monkeypatch.setattr("trellis.notices.mailing.who_gets_mail", lambda _day: people)
    assert send_digests() == Sent(0, 0)


def test_the_command_tells_what_ran_out_and_mails_it(cast: Cast) -> None:
    request = asked(cast)
    if not app.registered_commands:
        commands.register(app)
    with time_machine.travel(request.asked_at + timedelta(days=30), tick=False):
        result = CliRunner().invoke(app, ["digest"])
    assert result.exit_code == 0, result.output
    assert "Two promises ran out." in result.output
    assert "One mail sent." in result.output
    assert mail.outbox[0].to == [cast.specialist.email]


def test_her_own_page_keeps_her_choice(cast: Cast, client: Client) -> None:
    client.force_login(cast.teacher_at_oak)
    client.post("/notices/mail/", {"mail": "none"})
    assert mail_of(cast.teacher_at_oak) == "none"
    assert client.post("/notices/mail/", {"mail": "hourly"}).status_code == 422
