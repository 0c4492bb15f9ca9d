"""Is a delivery published whole, with students and places that stay the same from year to year?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, changes, told
from tests.intake.packages import map_growth, tables
from trellis.district.api import Org, Person, Position, term_of
from trellis.evidence.api import Ask, answer, reader
from trellis.intake.models import State, StudentIdentity

pytestmark = pytest.mark.django_db


def spans(sourced_id: str) -> list[tuple[object, ...]]:
    """Return school, first day and day after the last of a student's standing spans."""
    key = StudentIdentity.objects.get(id_type="sis", id_text=sourced_id).student_key
    read = reader()
    table = read.table("enrolment")
    rows = read.run(table.filter(table.student_key == key, table.replaced_in.isnull()))
    names = ("school_id", "school_year", "enters_on", "leaves_on")
    return sorted(tuple(row[name] for name in names) for row in rows.to_pylist())


def without(files: dict[str, str], student: str) -> dict[str, str]:
    """Leave a student out of a package."""
    return {
        name: "".join(line for line in text.splitlines(True) if f"{student}," not in line)
        for name, text in files.items()
    }


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_roster_is_published_whole(deliveries: Deliveries, version: str) -> None:
    batch = deliveries.published(tables(version=version))
    assert batch.state == State.PUBLISHED
    assert batch.review["roster"]["students"] == 60
    assert StudentIdentity.objects.filter(id_type="local", id_text="0000001").exists()
    found = answer(Ask("enrolment", "schools", year=2027))
    counts = {row["place_id"]: row["n_shown"] for row in found.rows}
    assert counts == {
        "": 60,
        "east-network": 60,
        "oak-hollow-middle-school": 40,
        "bitterroot-middle-school": 20,
    }
    assert Org.objects.get(key="oak-hollow-middle-school").parent.name == "East Network"


def test_no_student_is_named_anywhere(deliveries: Deliveries) -> None:
    deliveries.roster()
    assert not Person.objects.filter(name__startswith="G1 ").exists()
    assert not StudentIdentity.objects.filter(id_text__contains="F1").exists()


def test_roles_in_a_file_only_propose_positions(deliveries: Deliveries, cast: Cast) -> None:
    deliveries.roster()
    held = Position.objects.filter(person__sourced_id__in=["t1", "t2"], org__name__startswith="Oak")
    proposed = held.filter(confirmed_at=None)
    assert sorted(proposed.values_list("role", flat=True)) == ["principal", "teacher"]
    assert held.count() == proposed.count()


def test_a_student_who_leaves_keeps_her_history(deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = deliveries.published(without(tables(), "u60"))
    assert batch.review["roster"]["students_leaving"] == 1
    assert changes(batch)["enrolment"] == 1
    assert spans("u60") == [
        ("bitterroot-middle-school", 2027, date(2026, 8, 17), date(2026, 11, 20))
    ]


def test_a_student_who_comes_back_is_the_same_one(deliveries: Deliveries) -> None:
    deliveries.roster()
    key = StudentIdentity.objects.get(id_text="u60").student_key
    deliveries.published(without(tables(), "u60"))
    back = deliveries.published(tables() | {"courses.csv": "sourcedId,title\nk1,Home\n"})
    assert back.review["roster"]["students_new"] == 0
    assert StudentIdentity.objects.get(id_text="u60").student_key == key
    assert spans("u60")[0][3] == date(2027, 6, 5)


def test_a_student_under_a_new_id_of_the_system_is_the_same_one(deliveries: Deliveries) -> None:
    deliveries.roster()
    key = StudentIdentity.objects.get(id_text="u3").student_key
    renamed = {name: text.replace("u3,", "n3,") for name, text in tables().items()}
    batch = deliveries.published(renamed)
    assert batch.review["roster"]["students_new"] == 0
    assert changes(batch) == {"enrolment": 0, "student": 0}
    assert StudentIdentity.objects.get(id_text="n3").student_key == key


def test_one_student_with_a_user_at_each_school_is_counted_once(deliveries: Deliveries) -> None:
    files = tables()
    files["users.csv"] = files["users.csv"].replace("\nt1,", "\nu3b,true,x,,G3,F3,0000003,,06\nt1,")
    files["roles.csv"] += "r3b,u3b,secondary,student,s2\n"
    files["enrollments.csv"] += "e3b,c-s2-06,s2,u3b,student\n"
    batch = deliveries.published(files)
    assert batch.review["roster"]["students"] == 60
    assert [one[0] for one in spans("u3")] == [
        "bitterroot-middle-school",
        "oak-hollow-middle-school",
    ]


def test_two_students_of_whom_one_has_the_others_number_are_not_guessed(
    deliveries: Deliveries,
) -> None:
    files = tables()
    files["users.csv"] = files["users.csv"].replace("0000004,,07", "0000003,,07")
    batch = deliveries.checked(files)
    assert batch.review["roster"]["unclear"] == 2
    assert batch.review["roster"]["students"] == 58


def test_a_new_year_leaves_the_old_one_as_it_was(deliveries: Deliveries) -> None:
    deliveries.roster()
    before = spans("u3")
    files = {name: text.replace("y27", "y28") for name, text in tables().items()}
    files["academicSessions.csv"] = (
        "sourcedId,title,type,startDate,endDate,schoolYear\n"
        "y28,2027-28,schoolYear,2027-08-16,2028-06-02,2028\n"
    )
    batch = deliveries.published(files)
    assert changes(batch)["enrolment"] == 60
    assert spans("u3") == [
        *before,
        ("oak-hollow-middle-school", 2028, date(2027, 8, 16), date(2028, 6, 3)),
    ]


def test_a_corrected_score_takes_the_place_of_the_first(deliveries: Deliveries) -> None:
    deliveries.roster()
    deliveries.published({"map.csv": map_growth(*range(1, 41))})
    corrected = map_growth(*range(1, 41)).replace("TRUE,205,", "TRUE,206,")
    batch = deliveries.published({"map-corrected.csv": corrected})
    change = batch.review["changes"]["score"]
    assert (change["new"], change["changed"], change["gone"]) == (0, 2, 0)


def test_scores_that_two_files_tell_differently_are_not_taken(deliveries: Deliveries) -> None:
    deliveries.roster()
    one, two = map_growth(1, 2, 3), map_growth(3, 4).replace("TRUE,203,", "TRUE,213,")
    batch = deliveries.checked({"a.csv": one, "b.csv": two})
    assert "2 scores are told more than once, and not alike. None was taken." in told(batch)
    assert batch.review["changes"]["score"]["new"] == 3 * 2 + 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"users.csv": None}, "promises users.csv"),
        ({"manifest.csv": "propertyName,value\noneroster.version,1.0\n"}, "expected 1.1 or 1.2"),
        ({"users.csv": "sourcedId,givenName\nu1,A\n"}, "lacks the column “familyName”"),
        ({"enrollments.csv": "sourcedId,classSourcedId,userSourcedId,role\n"}, "everybody left"),
    ],
)
def test_a_package_that_cannot_be_used_says_so(
    deliveries: Deliveries, change: dict[str, str | None], sentence: str
) -> None:
    files = {k: v for k, v in (tables() | change).items() if v is not None}
    batch = deliveries.checked(files)
    assert batch.state == State.FAILED
    assert sentence in batch.failed_with


def test_the_terms_of_a_roster_are_the_districts(deliveries: Deliveries) -> None:
    files = tables()
    files["academicSessions.csv"] += "s27,Semester 1,semester,2026-08-17,2026-12-18,2027\n"
    deliveries.published(files)
    assert term_of(date(2026, 12, 18)).title == "Semester 1"
    assert term_of(date(2027, 1, 5)) is None
