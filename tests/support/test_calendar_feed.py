"""Do calendar programs read what a feed says, and is a dead address like one that never was?"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.cast import Cast
from tests.support.visits import REQUIRED, a_visit, an_agreement, at, school_day
from trellis.lib.api import NotThere
from trellis.support.acts.agreements import write_entry
from trellis.support.acts.answers import agree, ask_to_change, decline, take_their_time
from trellis.support.acts.calendar import keep_free, make_feed, revoke_feed
from trellis.support.models import Feed


def read(secret: str) -> Any:
    """What a calendar program, signed in nowhere, reads at an address."""
    answer = Client().get(reverse("calendar", args=[secret]))
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def events(calendar: Any) -> list[Any]:
    return list(calendar.walk("VEVENT"))


def test_the_parser_reads_time_place_purpose_and_state(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist, place="Room 212")
    _feed, secret = make_feed(by=cast.specialist)
    (event,) = events(read(secret))
    assert event.decoded("dtstart") == visit.planned_start
    assert event.decoded("dtend") == visit.planned_end
    assert str(event["summary"]) == "Elena Castillo at Oak Hollow"
    assert "Plan the ratio unit with grade 7" in str(event["description"])
    assert str(event["location"]) == "Room 212, Oak Hollow Middle"
    assert str(event["status"]) == "TENTATIVE"


def test_written_again_by_the_parser_it_says_the_same(cast: Cast) -> None:
    """A round trip: commas, semicolons, line breaks and long lines come back as they were."""
    purpose = "Plan; with Grade 7, “ratio” \\ unit: " + "a long line of words, " * 6
    a_visit(cast.oak, by=cast.specialist, purpose=purpose)
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=school_day(5), why="Testing; all, day")
    _feed, secret = make_feed(by=cast.principal_of_oak, school=cast.oak)
    first = read(secret)
    again = Calendar.from_ical(first.to_ical())
    assert first.to_ical() == again.to_ical()
    said = [str(event.get("description", "")) for event in events(again)]
    assert any(purpose.strip()[:200] in one for one in said)
    assert all(len(line) <= 75 for line in first.to_ical().split(b"\r\n"))


def test_an_event_keeps_its_id_and_counts_its_changes(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    _feed, secret = make_feed(by=cast.specialist)
    (before,) = events(read(secret))
    start = at(school_day(5), 13)
    ask_to_change(
        visit.pk, by=cast.principal_of_oak, words="", start=start, end=start + timedelta(hours=1)
    )
    take_their_time(visit.pk, by=cast.specialist)
    (after,) = events(read(secret))
    assert str(before["uid"]) == str(after["uid"])
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("dtstart") == start
    assert str(after["status"]) == "CONFIRMED"


def test_what_was_declined_is_cancelled_not_lost(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    _feed, secret = make_feed(by=cast.specialist)
    decline(visit.pk, by=cast.principal_of_oak, why="Testing week")
    assert [str(event["status"]) for event in events(read(secret))] == ["CANCELLED"]


def test_a_schools_feed_holds_every_departments_visits_and_its_free_days(cast: Cast) -> None:
    a_visit(cast.oak, by=cast.specialist)
    a_visit(cast.oak, by=cast.supervisor_of_east, start=at(school_day(4)), **REQUIRED)
    a_visit(cast.elm, by=cast.specialist)
    keep_free(cast.oak.pk, by=cast.principal_of_oak, day=school_day(6), why="Picture day")
    _feed, secret = make_feed(by=cast.principal_of_oak, school=cast.oak)
    found = {str(event["summary"]): event for event in events(read(secret))}
    assert set(found) == {
        "Elena Castillo at Oak Hollow",
        "Marcus Bell at Oak Hollow",
        "No visits, please: Picture day",
    }
    free = found["No visits, please: Picture day"].decoded("dtstart")
    assert free == school_day(6)
    assert isinstance(free, date)
    required = str(found["Marcus Bell at Oak Hollow"]["description"])
    assert required.startswith("A required visit takes place.")


def test_a_persons_feed_holds_no_coaching(cast: Cast) -> None:
    agreement = an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak)
    write_entry(
        agreement.key,
        by=cast.coach_at_oak,
        met_on=timezone.localdate(),
        minutes=30,
        words="We looked at one lesson.",
    )
    _feed, secret = make_feed(by=cast.coach_at_oak)
    assert events(read(secret)) == []


def test_the_secret_has_128_bits_or_more_and_is_kept_as_a_hash(cast: Cast) -> None:
    feed, secret = make_feed(by=cast.specialist)
    assert len(secret) * 6 >= 128
    assert feed.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(vars(Feed.objects.get()))
    assert make_feed(by=cast.specialist)[1] != secret


@pytest.fixture
def never_lived() -> bytes:
    """What an address that never was answers."""
    answer = Client().get(reverse("calendar", args=["A" * 32]))
    assert answer.status_code == 404
    return answer.content


def gone(secret: str) -> bytes:
    answer = Client().get(reverse("calendar", args=[secret]))
    assert answer.status_code == 404
    return answer.content


def test_a_dead_address_is_in_no_log(
    cast: Cast, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    feed, secret = make_feed(by=cast.specialist)
    revoke_feed(feed.pk, by=cast.specialist)
    gone(secret)
    assert secret not in caplog.text
    assert secret not in "".join(capfd.readouterr())


def test_a_revoked_address_is_gone_like_one_that_never_was(cast: Cast, never_lived: bytes) -> None:
    feed, secret = make_feed(by=cast.specialist)
    revoke_feed(feed.pk, by=cast.specialist)
    assert gone(secret) == never_lived


def test_an_address_dies_with_the_position(cast: Cast, never_lived: bytes) -> None:
    _feed, mine = make_feed(by=cast.principal_of_oak)
    _feed, schools = make_feed(by=cast.principal_of_oak, school=cast.oak)
    yesterday = timezone.localdate() - timedelta(days=1)
    cast.principal_of_oak.positions.update(ends_on=yesterday)
    assert gone(mine) == never_lived
    assert gone(schools) == never_lived


def test_a_schools_address_dies_when_its_owner_goes_to_another_school(
    cast: Cast, never_lived: bytes
) -> None:
    _feed, secret = make_feed(by=cast.principal_of_oak, school=cast.oak)
    cast.principal_of_oak.positions.update(org=cast.elm)
    assert gone(secret) == never_lived


def test_nobody_makes_an_address_for_a_school_that_is_not_hers(cast: Cast) -> None:
    with pytest.raises(NotThere):
        make_feed(by=cast.principal_of_elm, school=cast.oak)
    with pytest.raises(NotThere):
        make_feed(by=cast.board_observer, school=cast.oak)


def test_nobody_ends_anothers_address(cast: Cast) -> None:
    feed, _secret = make_feed(by=cast.specialist)
    with pytest.raises(NotThere):
        revoke_feed(feed.pk, by=cast.sis_admin)


def test_the_address_is_shown_once_on_the_page_that_made_it(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.specialist)
    made = client.post(reverse("feeds")).content.decode()
    assert "/calendars/" in made
    assert "/calendars/" not in client.get(reverse("feeds")).content.decode()


def test_a_feed_is_never_more_than_the_page(cast: Cast) -> None:
    visit = a_visit(cast.oak, by=cast.specialist)
    agree(visit.pk, by=cast.principal_of_oak)
    _feed, secret = make_feed(by=cast.cabinet, school=cast.oak)
    (event,) = events(read(secret))
    assert "Plan the ratio unit" in str(event["description"])
