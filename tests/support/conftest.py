"""How can a test let several people act at the same instant, with everything committed?"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from trellis.trail.api import guards, put_guards_back


@pytest.fixture
def guarded_again(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put the trail's guards back after the database was emptied."""
    yield
    with django_db_blocker.unblock():
        put_guards_back(None, SimpleNamespace(connection=connection))  # type: ignore[arg-type]
        connection.close()


@pytest.fixture
def committed(guarded_again: None, transactional_db: None) -> Iterator[None]:
    """Commit what a test does. At its end the guards step aside, so that it can be cleared away.

    For tests without the mark `django_db`, which would empty the database after the guards are
    back.
    """
    yield
    with connection.cursor() as cursor:
        for name in guards(connection):
            on = " ON trail_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
