"""Does the database refuse to change or remove a line of the trail?"""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast
from trellis.trail.api import wrote
from trellis.trail.guards import EXPECTED, guards
from trellis.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_a_line_cannot_be_changed(cast: Cast) -> None:
    line = wrote("opened a file", by=cast.sis_admin)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=line.pk).update(act="did nothing")


def test_a_line_cannot_be_removed(cast: Cast) -> None:
    line = wrote("opened a file", by=cast.sis_admin)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=line.pk).delete()


def test_a_line_cannot_be_replaced_by_another_with_its_key(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is a word of SQLite")
    line = wrote("opened a file", by=cast.sis_admin)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "REPLACE INTO trail_entry (id, key, at, kind, act, actor_ref, on_ref, about_ref,"
            " reason, detail) SELECT id + 1000, key, at, kind, 'forged', actor_ref, on_ref,"
            " about_ref, reason, detail FROM trail_entry WHERE id = %s",
            [line.pk],
        )


def test_every_guard_stands_after_all_migrations() -> None:
    assert guards(connection) == EXPECTED[connection.vendor]
