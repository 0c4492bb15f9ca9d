"""Do the writers of one process wait for each other in a queue, and does nobody keep it shut?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from trellis.district.api import Person
from trellis.project.sqlite import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="The queue is SQLite's."),
]


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(lambda: connection.close()).result()  # the thread's own


def renamed(pk: int, name: str) -> None:
    with transaction.atomic():
        Person.objects.filter(pk=pk).update(name=name)


def test_a_second_writer_begins_when_the_first_is_done(
    cast: Cast, other: ThreadPoolExecutor
) -> None:
    at_the_door = threading.Event()

    def second() -> str:
        at_the_door.set()
        renamed(cast.specialist.pk, "Second")
        return "written"

    with transaction.atomic():
        Person.objects.filter(pk=cast.specialist.pk).update(name="First")
        waiting = other.submit(second)
        assert at_the_door.wait(5)
        assert base.WRITING.locked()
        assert not waiting.done()
    assert waiting.result(10) == "written"
    assert Person.objects.get(pk=cast.specialist.pk).name == "Second"
    assert not base.WRITING.locked()


@pytest.mark.parametrize("how", ["raises", "closes", "cannot begin"])
def test_a_writer_that_fails_lets_the_next_in(
    cast: Cast, other: ThreadPoolExecutor, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        with transaction.atomic():
            Person.objects.filter(pk=cast.specialist.pk).update(name="Lost")
            if how == "closes":
                connection.close()
            raise ZeroDivisionError

    def cannot_begin() -> None:
        raise ZeroDivisionError

    if how == "cannot begin":
        connection.ensure_connection()
        with monkeypatch.context() as patched, pytest.raises(ZeroDivisionError):
            patched.setattr(connection, "cursor", cannot_begin)
            renamed(cast.specialist.pk, "Lost")
    else:
        with pytest.raises(ZeroDivisionError):
            fails()
    assert not base.WRITING.locked()
    other.submit(renamed, cast.specialist.pk, "Next").result(10)
    assert Person.objects.get(pk=cast.specialist.pk).name == "Next"
