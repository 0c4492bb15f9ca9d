"""Who reads a private note, for how long, and what does the database know of it?"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from tests.cast import Cast
from tests.support.visits import an_agreement
from trellis.lib.api import NotThere
from trellis.support.acts.agreements import (
    forget_old_notes,
    keep_note,
    throw_note_away,
    write_entry,
)
from trellis.support.models import PrivateNote, a_year_from
from trellis.support.queries.agreements import entries_of, notes_of
from trellis.support.sealing import LOST, seal, unseal


def test_it_is_the_authors_alone(cast: Cast) -> None:
    keep_note("Ask about the room", by=cast.coach_at_oak)
    read = {name: len(notes_of(person)) for name, person in cast.everybody.items()}
    assert read.pop("coach_at_oak") == 1
    assert set(read.values()) == {0}


def test_nobody_else_throws_it_away(cast: Cast) -> None:
    note = keep_note("Ask about the room", by=cast.coach_at_oak)
    with pytest.raises(NotThere):
        throw_note_away(note.key, by=cast.sis_admin)
    throw_note_away(note.key, by=cast.coach_at_oak)
    assert not PrivateNote.objects.exists()


def test_after_a_year_it_is_gone_even_before_it_is_deleted(cast: Cast) -> None:
    with time_machine.travel("2026-03-02 12:00", tick=False):
        keep_note("Ask about the room", by=cast.coach_at_oak)
    with time_machine.travel("2027-03-01 12:00", tick=False):
        assert len(notes_of(cast.coach_at_oak)) == 1
        assert forget_old_notes() == 0
    with time_machine.travel("2027-03-02 12:00", tick=False):
        assert notes_of(cast.coach_at_oak) == []
        assert forget_old_notes() == 1
        assert not PrivateNote.objects.exists()


def test_a_note_of_a_leap_day_is_gone_a_year_later() -> None:
    assert a_year_from(date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_database_does_not_hold_the_words(cast: Cast) -> None:
    keep_note("The blue heron stood still", by=cast.coach_at_oak)
    agreement = an_agreement(coach=cast.coach_at_oak, coachee=cast.teacher_at_oak, school=cast.oak)
    write_entry(
        agreement.key,
        by=cast.coach_at_oak,
        met_on=date(2026, 3, 2),
        minutes=30,
        words="The blue heron stood still",
        next_step="The blue heron again",
    )
    assert entries_of(agreement, seen_by=cast.teacher_at_oak)[0].words.startswith("The blue")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any("heron" in str(row) for row in cursor.fetchall()), table


def test_the_key_can_be_changed_while_the_older_one_still_opens() -> None:
    with override_settings(NOTES_KEYS=["one"]):
        sealed = seal("Words")
    with override_settings(NOTES_KEYS=["two", "one"]):
        assert unseal(sealed) == "Words"
    with override_settings(NOTES_KEYS=["two"]):
        assert unseal(sealed) == LOST
