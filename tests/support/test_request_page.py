"""Does a request's page say in a sentence how it stands, and offer just what its reader can do?"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.cast import Cast
from tests.support.asking import asked, keep_calendar, set_back
from trellis.district.api import Person
from trellis.notices.acts import tell
from trellis.notices.queries import unread
from trellis.support.acts.answering import answered, write
from trellis.support.acts.closing import close
from trellis.support.acts.taking_up import take_up
from trellis.support.models import SupportRequest
from trellis.support.queries.clocks import standing
from trellis.support.queries.requests import request_seen_by
from trellis.support.wording import answer_of, days_off
from trellis.trail.models import Entry

pytestmark = pytest.mark.django_db

MONDAY, VETERANS = date(2026, 11, 9), date(2026, 11, 11)


def sentence(request: SupportRequest, *, seen_by: Person, now: str) -> str:
    with time_machine.travel(now, tick=False):
        return answer_of(standing(request_seen_by(seen_by, request.pk)), seen_by=seen_by)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-11-09T15:00-05:00", "Asked today. Student Services promised a first reply within "
         "one school day, by Tue Nov 10. Only you can close it."),
        ("2026-11-10T15:00-05:00", "Asked one school day ago. Student Services promised a first "
         "reply within one school day: that is today. Only you can close it."),
        ("2026-11-11T15:00-05:00", "Asked one school day ago. Student Services promised a first "
         "reply within one school day; its day was Tue Nov 10. Only you can close it."),
        ("2026-11-13T15:00-05:00", "Asked three school days ago. Student Services promised a first "
         "reply within one school day; it is two days late. Only you can close it."),
    ],
)  # fmt: skip
def test_the_sentence_counts_the_promise_that_matters_now(cast: Cast, now: str, says: str) -> None:
    keep_calendar(VETERANS)
    request = set_back(asked(cast), MONDAY)
    assert sentence(request, seen_by=cast.principal_of_oak, now=now) == says


def test_after_the_first_reply_it_counts_the_visit(cast: Cast) -> None:
    keep_calendar(VETERANS)
    request = set_back(asked(cast, by=cast.team_lead_at_oak), MONDAY)
    with time_machine.travel("2026-11-10T12:00-05:00", tick=False):
        write(request.pk, by=cast.specialist, words="I am looking for one")
    told = sentence(request, seen_by=cast.specialist, now="2026-11-17T12:00-05:00")
    assert told == (
        "Asked five school days ago. Student Services promised a visit or an answer within three "
        "school days; it is two days late. Only Imani or the principal can close it."
    )


def test_what_is_answered_or_closed_says_who_has_the_next_word(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    answered(request.pk, by=cast.specialist)
    now = request.asked_at.isoformat()
    told = sentence(request, seen_by=cast.specialist, now=now)
    assert told == (
        "Elena Castillo says that this is answered. Only Renata can close it, or say “not yet”."
    )
    close(request.pk, by=cast.principal_of_oak)
    told = sentence(request, seen_by=cast.specialist, now=now)
    assert told == "Closed: Oak Hollow has what it needs."


def test_the_days_that_did_not_count_are_named(cast: Cast) -> None:
    keep_calendar(VETERANS, date(2026, 11, 12))
    request = set_back(asked(cast), MONDAY)
    with time_machine.travel("2026-11-16T12:00-05:00", tick=False):
        assert days_off(request) == "Nov 11 and Nov 12 were no school days and did not count."


BUTTONS = {
    "taken-up": "specialist supervisor_of_east cabinet pl_director",
    "closed": "principal_of_oak",
    "withdrawn": "principal_of_oak",
    "helpers": "specialist supervisor_of_east cabinet pl_director sis_admin assessment_coordinator",
    "handed-over": "specialist cabinet pl_director",
    "also": "principal_of_oak specialist cabinet pl_director",
    "messages": "specialist supervisor_of_east cabinet pl_director sis_admin "
    "assessment_coordinator principal_of_oak team_lead_at_oak coach_at_oak teacher_at_oak",
    "helped": "",
    "not-yet": "",
    "reopened": "",
}


def test_the_page_offers_each_reader_just_the_acts_that_are_hers(
    cast: Cast, client: Client
) -> None:
    path = asked(cast).get_absolute_url()
    offered: dict[str, set[str]] = {act: set() for act in BUTTONS}
    for name, somebody in cast.everybody.items():
        client.force_login(somebody)
        page = client.get(path).content.decode()
        for act in BUTTONS:
            if f'action="{path}{act}/"' in page:
                offered[act].add(name)
    assert offered == {act: set(names.split()) for act, names in BUTTONS.items()}


def test_every_act_of_the_page_works_without_javascript(cast: Cast, client: Client) -> None:
    request = asked(cast)
    path = request.get_absolute_url()
    client.force_login(cast.specialist)
    assert client.post(f"{path}taken-up/")["Location"] == path
    client.post(f"{path}helped/", {"how": "answered", "words": "Two will come."})
    client.force_login(cast.principal_of_oak)
    client.post(f"{path}not-yet/", {"why": "One did not come"})
    client.post(f"{path}closed/")
    request.refresh_from_db()
    became = list(request.transitions.values_list("became", flat=True))
    assert became == ["asked", "taken_up", "answered", "taken_up", "closed"]


def test_opening_the_page_leaves_a_line_in_the_trail_and_reads_its_notices(
    cast: Cast, client: Client
) -> None:
    request = asked(cast)
    tell(cast.specialist, words="Look", link=request.get_absolute_url(), kind="request", key="k")
    client.force_login(cast.specialist)
    client.get(request.get_absolute_url())
    assert unread(cast.specialist) == 0
    assert Entry.objects.filter(act="opened a request", kind="saw").count() == 1


def test_a_long_thread_takes_no_more_questions_of_the_record(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    for _ in range(20):
        write(request.pk, by=cast.specialist, words="A word")
    client.force_login(cast.cabinet)
    with django_assert_max_num_queries(75):  # type: ignore[operator]
        client.get(request.get_absolute_url())


def test_the_schools_list_parts_whose_word_is_next(cast: Cast, client: Client) -> None:
    asked(cast, title="Open yet")
    take_up(with_school := asked(cast, title="Said to be answered").pk, by=cast.specialist)
    answered(with_school, by=cast.specialist)
    close(asked(cast, title="Done with").pk, by=cast.principal_of_oak)
    client.force_login(cast.teacher_at_oak)
    page = client.get(f"/schools/{cast.oak.key}/requests/").content.decode()
    order = ["Open yet", "Said to be answered", "Done with"]
    assert sorted(order, key=page.index) == order
    assert "The district has the next word on one request" in page
    assert "/support/ask/" not in page
