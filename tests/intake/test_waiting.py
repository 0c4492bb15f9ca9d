"""Are results kept until their students are known, and never given to somebody else?"""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, told
from tests.intake.packages import map_growth, tables
from trellis.evidence.api import Ask, answer, reader
from trellis.intake.acts import check, say_habit
from trellis.intake.models import StudentIdentity, Waiting

pytestmark = pytest.mark.django_db

FALL = Ask(
    "mean_scale_score", "schools", product="map_growth", subject="math", window="fall", year=2027
)


def students_with_scores() -> int:
    read = reader()
    return int(read.run(read.table("score").student_key.nunique().name("n")).to_pylist()[0]["n"])


def test_results_find_their_students_and_the_others_wait(deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = deliveries.published({"map.csv": map_growth(*range(1, 41), unknown=3)})
    assert batch.review["waiting"][0]["students"] == 3
    shown = {row["place_id"]: row["n_shown"] for row in answer(FALL).rows}
    assert shown["oak-hollow-middle-school"] == 40
    assert Waiting.objects.get().students == 3


def test_they_go_in_with_the_roster_that_knows_them(deliveries: Deliveries) -> None:
    deliveries.published(tables(students=50))
    deliveries.published({"map.csv": map_growth(*range(1, 61))})
    assert Waiting.objects.get().students == 10
    deliveries.published(tables(students=56))
    assert Waiting.objects.get().scores == 4 * 2
    assert students_with_scores() == 56
    deliveries.published(tables(students=60))
    assert not Waiting.objects.exists()
    assert students_with_scores() == 60


def test_what_is_delivered_with_the_roster_is_newer_than_what_waited(
    deliveries: Deliveries,
) -> None:
    deliveries.published(tables(students=50))
    deliveries.published({"map.csv": map_growth(60)})
    newer = map_growth(60, more=5)
    batch = deliveries.published(tables() | {"map.csv": newer})
    assert batch.review["changes"]["score"]["new"] == 2
    key = StudentIdentity.objects.get(id_text="u60").student_key
    read = reader()
    table = read.table("score")
    rows = read.run(table.filter(table.student_key == key)).to_pylist()
    assert sorted(row["value"] for row in rows) == [40, 205]


def test_leading_zeros_are_part_of_a_number(deliveries: Deliveries, cast: Cast) -> None:
    deliveries.roster()
    batch = deliveries.checked({"map.csv": map_growth(*range(1, 31), cut=True)})
    counts = batch.files.get().counts
    assert (counts["matched"], counts["unmatched"]) == (0, 30)
    assert counts["digits"] == {"type": "local", "here": 2, "there": 7, "students": 30}
    assert "map.csv: local ids have at most 2 digits here and 7 in the" in told(batch)
    say_habit(source="map_growth", name="digits", text="local=7", by=cast.sis_admin)
    counts = check(batch).files.get().counts
    assert (counts["matched"], counts["unmatched"]) == (30, 0)


def test_ids_that_lead_to_two_students_lead_to_none(deliveries: Deliveries) -> None:
    deliveries.roster()
    mixed = map_growth(1, 2).replace("0000001,9900000001", "0000001,9900000002")
    counts = deliveries.checked({"map.csv": mixed}).files.get().counts
    assert counts["unmatched"] == 1
