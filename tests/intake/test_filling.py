"""Do very many rows come into a table as they are, and under its own constraints?"""

from __future__ import annotations

import polars as pl
import pytest
from django.db import IntegrityError, transaction

from trellis.intake.api import StudentIdentity
from trellis.intake.batches.filling import fill

pytestmark = pytest.mark.django_db


def rows(*texts: str) -> pl.DataFrame:
    return pl.DataFrame({"id_type": "local", "id_text": texts, "student_key": "k"})


def test_rows_stand_as_they_were_given() -> None:
    fill(StudentIdentity, rows("007", "a'b", "tab\there", "back\\slash", "é"))
    there = StudentIdentity.objects.values_list("id_type", "id_text", "student_key")
    assert set(there) == {
        ("local", text, "k") for text in ("007", "a'b", "tab\there", "back\\slash", "é")
    }


def test_nothing_is_added_from_an_empty_frame() -> None:
    fill(StudentIdentity, rows())
    assert not StudentIdentity.objects.exists()


def test_the_same_id_twice_is_refused_whole() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        fill(StudentIdentity, rows("1", "2", "1"))
    assert not StudentIdentity.objects.exists()
