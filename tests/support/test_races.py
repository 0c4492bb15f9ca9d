"""What happens when several people act on one request at the same instant?

Everything is committed and every person has a connection of her own, on SQLite and PostgreSQL.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from tests.cast import Cast
from tests.support.asking import asked, colleague
from trellis.district.api import Person
from trellis.lib.api import NotNow
from trellis.support.acts.asking import Way, ask
from trellis.support.acts.closing import close
from trellis.support.acts.taking_up import hand_over, take_up
from trellis.support.models import State, SupportRequest

pytestmark = pytest.mark.usefixtures("committed")


def at_once(acts: dict[str, Callable[[], str]]) -> dict[str, str]:
    """Let everybody act at the same instant; return what each was told."""
    ready, told = threading.Barrier(len(acts)), {}

    def run(name: str, act: Callable[[], str]) -> None:
        try:
            ready.wait(timeout=20)
            told[name] = act()
        except NotNow as error:
            told[name] = error.sentence
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_four_pressing_at_once_one_leads_and_the_others_are_told_who(cast: Cast) -> None:
    request = asked(cast)
    people = [cast.specialist, colleague(cast), cast.cabinet, cast.pl_director]

    def press(person: Person) -> Callable[[], str]:
        return lambda: f"{take_up(request.pk, by=person).lead} leads"

    told = at_once({one.name: press(one) for one in people})
    lead = SupportRequest.objects.get(pk=request.pk).lead
    assert lead is not None
    assert told.pop(lead.name) == f"{lead.name} leads"
    assert len(told) == len(people) - 1
    first = f"{lead.name} took this up just now. You can offer to help."
    assert set(told.values()) == {first}
    assert request.transitions.filter(became=State.TAKEN_UP).count() == 1


def test_taken_up_and_closed_at_once_it_ends_closed_or_the_second_is_told(cast: Cast) -> None:
    request = asked(cast)
    told = at_once(
        {
            "closes": lambda: close(request.pk, by=cast.principal_of_oak).state,
            "takes up": lambda: take_up(request.pk, by=cast.specialist).state,
        }
    )
    assert told["closes"] == State.CLOSED
    assert told["takes up"] in (State.TAKEN_UP, "The school has closed this. It can open it again.")
    request.refresh_from_db()
    assert request.state == State.CLOSED
    became = list(request.transitions.values_list("became", flat=True))
    assert became in (["asked", "closed"], ["asked", "taken_up", "closed"])


def test_taken_up_and_handed_over_at_once_nobody_leads_for_the_wrong_department(
    cast: Cast,
) -> None:
    request = asked(cast)
    other = colleague(cast)
    at_once(
        {
            "hands over": lambda: (
                hand_over(
                    request.pk, by=other, department=cast.academics, why="It is about math."
                ).state
            ),
            "takes up": lambda: take_up(request.pk, by=cast.cabinet).state,
        }
    )
    request.refresh_from_db()
    assert request.department == cast.academics
    assert (request.lead is None) == (request.state == State.ASKED)


def test_a_form_that_arrives_twice_at_once_asks_once(cast: Cast) -> None:
    key, way = uuid.uuid4(), Way(department=cast.academics)

    def send() -> str:
        made = ask(by=cast.principal_of_oak, school=cast.oak, title="A", way=way, key=key)
        return str(made.pk)

    told = at_once({"first": send, "again": send})
    assert len(set(told.values())) == 1
    assert SupportRequest.objects.get().transitions.count() == 1
