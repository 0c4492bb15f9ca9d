"""Does a promise become a request in one press, with its words, and do both pages lead on?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.commitments.promises import promised
from tests.conversation.meeting import client_of
from trellis.lib.api import NotThere
from trellis.support.acts.asking import withdraw
from trellis.support.acts.help_wanted import want_help
from trellis.support.models import HelpWanted, SupportRequest
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def test_the_words_go_along_to_the_department_that_owns_a_part(cast: Cast) -> None:
    made = promised(cast)
    request = want_help(made.pk, by=cast.principal_of_oak)
    assert request.department == cast.student_services
    assert (request.school, request.asked_by) == (cast.oak, cast.principal_of_oak)
    assert request.title == "Help with: Talk again"
    for words in ("Talk again", "people talk", "a room", "a list"):
        assert words in request.words
    assert "asked for help with a promise" in [line.act for line in history_of(made)]


def test_pressed_twice_by_whomever_it_is_one_request_while_it_is_open(cast: Cast) -> None:
    made = promised(cast)
    first = want_help(made.pk, by=cast.principal_of_oak)
    assert want_help(made.pk, by=cast.team_lead_at_oak) == first
    withdraw(first.pk, by=cast.principal_of_oak)
    again = want_help(made.pk, by=cast.team_lead_at_oak)
    assert again != first and HelpWanted.objects.count() == 2


def test_only_who_asks_for_the_school_presses_it(cast: Cast) -> None:
    made = promised(cast)
    for who in (cast.specialist, cast.teacher_at_oak, cast.principal_of_elm):
        with pytest.raises(NotThere):
            want_help(made.pk, by=who)
        answer = client_of(who).post(f"/support/promises/{made.pk}/help/")
        assert answer.status_code == 404
    assert not SupportRequest.objects.exists()


def test_both_pages_lead_to_each_other(cast: Cast) -> None:
    made = promised(cast)
    principal, specialist = client_of(cast.principal_of_oak), client_of(cast.specialist)
    slot = f"/support/promises/{made.pk}/help/"
    assert slot in principal.get(made.get_absolute_url()).content.decode()
    assert "Help wanted" in principal.get(slot).content.decode()
    assert "Help wanted" not in specialist.get(slot).content.decode()
    page = principal.post(slot, follow=True)
    request = SupportRequest.objects.get()
    assert page.request["PATH_INFO"] == request.get_absolute_url()
    assert made.get_absolute_url() in page.content.decode()
    for client in (principal, specialist):
        text = client.get(slot).content.decode()
        assert request.get_absolute_url() in text and "Help wanted" not in text
