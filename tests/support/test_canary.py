"""Does a sentence of coaching reach anybody but those whose it is, by any road?

Sentences that stand nowhere else are written into every place that belongs to two people or to
one. Then everybody else opens every page that leads anywhere, reads every calendar, download,
notice and mail, searches, and reads the trail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.access.matrix import ADDRESSES
from tests.access.world import make_world
from tests.cast import Cast
from tests.support.visits import a_log, a_visit, an_agreement
from trellis.district.api import Person
from trellis.lib.api import NotThere
from trellis.notices.api import send_digests
from trellis.support.acts.agreements import keep_note, write_entry
from trellis.support.acts.calendar import make_feed
from trellis.support.acts.records import log_visit
from trellis.support.models import Kind
from trellis.trail.models import Entry

ENTRY = "quokka under the jacaranda"
NOTE = "marmot beside the windmill"
LEADING = "wallaby behind the lighthouse"
MOST_PAGES = 250
LEFT_OUT = re.compile(
    r"/static/|/accounts/|/evidence/.*\?|.*\?day=|/conversations/plan/\?|/conversations/protocols/."
)
"""Pages of figures, of other weeks and of each way to talk: many, and of the same making."""

Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def planted(cast: Cast, django_capture_on_commit_callbacks: Commits) -> Any:
    """A world with the three sentences in it, and whatever its acts told people."""
    coach, teacher = cast.coach_at_oak, cast.teacher_at_oak
    with django_capture_on_commit_callbacks(execute=True):
        world = make_world(cast)
        agreement = an_agreement(
            coach=coach, coachee=cast.team_lead_at_oak, school=cast.oak, focus="Exit tickets"
        )
        write_entry(
            agreement.key,
            by=coach,
            met_on=timezone.localdate(),
            minutes=30,
            words=f"The {ENTRY}.",
            next_step=f"Again the {ENTRY}.",
        )
        write_entry(
            world.agreement.key,
            by=teacher,
            met_on=timezone.localdate(),
            minutes=30,
            words=f"The {ENTRY}.",
        )
        keep_note(f"The {NOTE}.", by=coach)
        visit = a_visit(
            cast.oak,
            by=cast.supervisor_of_east,
            kind=Kind.PRINCIPAL_COACHING,
            with_person=cast.principal_of_oak,
            purpose=f"The {LEADING}",
            beside=(world.visit.pk,),
        )
        log_visit(
            visit.pk,
            a_log(what_we_did=f"The {LEADING}", what_next=f"The {LEADING}"),
            by=cast.supervisor_of_east,
        )
    return world


OWNERS = {
    ENTRY: {"coach_at_oak", "teacher_at_oak", "team_lead_at_oak"},
    NOTE: {"coach_at_oak"},
    LEADING: {"supervisor_of_east", "principal_of_oak"},
}


def every_start(world: Any) -> list[str]:
    """Every address that a GET can open, with the records of this world."""
    paths = [reverse(one.name, args=one.args(world)) for one in ADDRESSES if one.method == "get"]
    words = [f"?q={word.split()[0]}" for word in OWNERS]
    for name in ("search", "catalogue", "conversations"):
        try:
            paths += [reverse(name) + asked for asked in words]
        except NoReverseMatch:
            continue
    return paths


def everything_reached(person: Person, starts: list[str]) -> dict[str, str]:
    """Open every page that leads from the starts, and return what each one said."""
    client, said = Client(), {}
    client.force_login(person)
    waiting = list(dict.fromkeys(starts))
    while waiting and len(said) < MOST_PAGES:
        path = waiting.pop(0)
        if path in said:
            continue
        answer = client.get(path)
        said[path] = b"".join(answer).decode(errors="replace")  # type: ignore[arg-type]
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            found = re.findall(r'(?:href|hx-get|action)="(/[^"#]*)"', said[path])
            waiting += [one for one in found if one not in said and not LEFT_OUT.match(one)]
    return said


@pytest.mark.slow
def test_every_road_leads_to_nobody_else(planted: Any) -> None:
    starts = every_start(planted)
    found, seen_by_owner = [], set()
    for persona, person in planted.cast.everybody.items():
        pages = everything_reached(person, starts)
        assert len(pages) < MOST_PAGES, "the walk did not come to its end"
        for words, owners in OWNERS.items():
            hits = [path for path, said in pages.items() if words in said]
            if persona in owners:
                seen_by_owner |= {words} if hits else set()
            else:
                found += [f"{persona} read “{words}” at {path}" for path in hits]
    assert found == []
    # The walk would find the sentences if they were to be found: those whose they are, do.
    assert seen_by_owner == set(OWNERS)


def test_no_calendar_carries_them(planted: Any) -> None:
    found = []
    for persona, person in planted.cast.everybody.items():
        for school in (None, planted.cast.oak):
            try:
                _feed, secret = make_feed(by=person, school=school)
            except NotThere:
                continue
            said = Client().get(reverse("calendar", args=[secret])).content.decode()
            unfolded = said.replace("\r\n ", "")
            found += [
                (persona, words)
                for words, owners in OWNERS.items()
                if words in unfolded and persona not in owners
            ]
    assert found == []


def test_no_notice_and_no_mail_carries_them(planted: Any) -> None:
    send_digests()
    assert mail.outbox
    for letter in mail.outbox:
        assert not any(words in str(letter.message()) for words in OWNERS)
    for person in planted.cast.everybody.values():
        for notice in person.notices.all():
            assert not any(words in notice.words for words in OWNERS)


def test_the_trail_names_the_act_and_never_the_words(planted: Any) -> None:
    rows = [str(vars(entry)) for entry in Entry.objects.all()]
    assert any("wrote about a coaching meeting" in row for row in rows)
    assert not any(words in row for row in rows for words in OWNERS)
