"""Who takes up a request, and what is the second of two told?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.support.asking import Commits, asked, colleague
from trellis.lib.api import NotNow, NotThere
from trellis.notices.models import Notice
from trellis.support.acts.asking import withdraw
from trellis.support.acts.closing import close
from trellis.support.acts.taking_up import hand_over, take_up
from trellis.support.models import State
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db

MAY = {"specialist", "supervisor_of_east", "cabinet", "pl_director"}


def test_only_the_department_the_supervisor_and_who_answers_for_all_take_it_up(cast: Cast) -> None:
    may = set()
    for name, somebody in cast.everybody.items():
        request = asked(cast)
        try:
            take_up(request.pk, by=somebody)
        except NotThere:
            continue
        may.add(name)
    assert may == MAY


def test_what_the_school_closed_is_opened_by_the_school_alone(cast: Cast) -> None:
    request = asked(cast)
    close(request.pk, by=cast.principal_of_oak)
    with pytest.raises(NotNow, match="The school has closed this"):
        take_up(request.pk, by=cast.specialist)
    with pytest.raises(NotNow, match="The school has closed this"):
        hand_over(request.pk, by=cast.specialist, department=cast.academics, why="It is math.")


def test_whoever_takes_it_up_leads_it_from_then(cast: Cast) -> None:
    request = take_up(asked(cast).pk, by=cast.specialist)
    assert (request.lead, request.state) == (cast.specialist, State.TAKEN_UP)
    moved = request.transitions.last()
    assert (moved.was, moved.became, moved.by) == ("asked", "taken_up", cast.specialist)
    assert history_of(request)[0].act == "took up a request"


def test_taking_up_is_no_reply(cast: Cast) -> None:
    assert take_up(asked(cast).pk, by=cast.specialist).first_reply_at is None


def test_the_second_person_is_told_who_was_first(cast: Cast) -> None:
    request = asked(cast)
    take_up(request.pk, by=cast.specialist)
    with pytest.raises(NotNow, match=r"^Elena Castillo took this up just now\. You can offer"):
        take_up(request.pk, by=colleague(cast))


def test_pressing_twice_is_taking_up_once(cast: Cast) -> None:
    request = asked(cast)
    take_up(request.pk, by=cast.specialist)
    take_up(request.pk, by=cast.specialist)
    assert request.transitions.count() == 2


def test_what_was_taken_back_is_not_taken_up(cast: Cast) -> None:
    request = asked(cast)
    withdraw(request.pk, by=cast.principal_of_oak)
    with pytest.raises(NotNow, match="took this back"):
        take_up(request.pk, by=cast.specialist)


def test_the_asker_is_told_who_took_it_up(
    cast: Cast, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        request = take_up(asked(cast).pk, by=cast.specialist)
    notice = Notice.objects.get(person=cast.principal_of_oak)
    assert notice.words == f"Elena Castillo took up “{request.title}”."


def test_the_page_says_who_was_first_as_a_part_for_htmx(cast: Cast, client: Client) -> None:
    request = asked(cast)
    take_up(request.pk, by=cast.specialist)
    client.force_login(cast.cabinet)
    path = f"/support/requests/{request.pk}/taken-up/"
    answer = client.post(path, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#said"
    assert "Elena Castillo took this up" in answer.content.decode()
