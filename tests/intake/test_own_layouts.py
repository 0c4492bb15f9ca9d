"""Are programmes, attendance, marks and school days read as their layouts say?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, changes, told
from tests.intake.packages import programs
from trellis.evidence.api import reader
from trellis.intake.acts import check, say_habit
from trellis.lib.api import BadInput

pytestmark = pytest.mark.django_db

ATTENDANCE = "student_id,school_id,date,status,portion\n"
DAYS = "school_id,date\n101,2026-09-01\n101,2026-09-02\n102,2026-09-01\n"
MARKS = "student_id,school_id,school_year,term,course_code,core,mark,is_final\n"


def rows(table: str, *columns: str) -> list[tuple[object, ...]]:
    read = reader()
    there = read.table(table)
    there = there.filter(there.replaced_in.isnull())
    found = read.run(there.select(*columns)).to_pylist()
    return sorted(tuple(row[name] for name in columns) for row in found)


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        (
            "programs.csv",
            "0000001,swim,2026-08-17",
            "column 2 “program”: found “swim”, expected el",
        ),
        ("programs.csv", "0000001,el,8/17/2026", "found “8/17/2026”, expected a date like"),
        ("programs.csv", "0000001,el,", "column 3 “begin_date”: expected a value. The line was"),
        ("programs.csv", "9000001,el,2026-08-17", "found “9000001”, expected the number of a stu"),
        ("attendance.csv", "0000001,109,2026-09-01,tardy,", "found “109”, expected the number of"),
        ("attendance.csv", "0000001,101,2026-09-01,late,", "found “late”, expected present, abse"),
        ("attendance.csv", "0000001,101,2026-09-01,tardy,5", "found “5”, expected a number from"),
        ("attendance.csv", "0000001,101,2026-09-01,tardy,half", "found “half”, expected a number"),
        ("marks.csv", "0000001,101,26-27,S1,M1,math,B,true", "found “26-27”, expected a year"),
        ("marks.csv", "0000001,101,2027,S1,M1,music,B,true", "found “music”, expected english,"),
        ("marks.csv", "0000001,101,2027,S1,M1,math,B,maybe", "found “maybe”, expected true or f"),
        ("school_days.csv", "101,2026-09-31", "found “2026-09-31”, expected a date like"),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_with_its_place(
    deliveries: Deliveries, name: str, row: str, says: str
) -> None:
    deliveries.roster()
    header = {
        "programs.csv": "student_id,program,begin_date\n0000002,el,2026-08-17\n",
        "attendance.csv": f"{ATTENDANCE}0000002,101,2026-09-01,tardy,\n",
        "marks.csv": f"{MARKS}0000002,101,2027,S1,M1,math,B,true\n",
        "school_days.csv": "school_id,date\n101,2026-09-01\n",
    }[name]
    batch = deliveries.checked({name: f"{header}{row}\n"})
    assert f"{name}, line 3, " in told(batch)
    assert says in told(batch)
    assert batch.files.get().set_aside == 1
    assert sum(changes(batch).values()) in (1, 2)


def test_a_programme_cannot_end_before_it_begins(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = "student_id,program,begin_date,end_date\n0000001,el,2026-09-01,2026-09-01\n"
    batch = deliveries.checked({"programs.csv": text})
    assert "expected the first day after the programme, behind its begin" in told(batch)
    assert batch.files.get().set_aside == 1


def test_programmes_are_published_once(deliveries: Deliveries) -> None:
    deliveries.roster()
    deliveries.published({"programs.csv": programs(1, 2, 3)})
    assert rows("programme", "programme", "begins_on") == [("frl", date(2026, 8, 17))] * 3
    again = deliveries.checked({"programs.csv": programs(3, 1, 2)})
    assert changes(again) == {"programme": 0}


def test_a_portion_left_empty_is_the_whole_day(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = (
        f"{ATTENDANCE}0000001,101,2026-09-01,absent_excused,\n"
        "0000002,101,2026-09-02,absent_unexcused,0.5\n0000003,s1,2026-09-02,present,\n"
    )
    deliveries.published({"attendance.csv": text, "school_days.csv": DAYS})
    assert rows("attendance", "mark", "share_of_day") == [
        ("absent_excused", 1.0),
        ("absent_unexcused", 0.5),
    ]
    received = rows("received", "school_id", "first_day", "last_day")
    assert received == [
        ("bitterroot-middle-school", date(2026, 9, 1), date(2026, 9, 2)),
        ("oak-hollow-middle-school", date(2026, 9, 1), date(2026, 9, 2)),
    ]


def test_the_same_row_twice_is_taken_once_and_told(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = f"{ATTENDANCE}" + "0000001,101,2026-09-01,tardy,\n" * 2
    batch = deliveries.checked({"attendance.csv": text})
    assert "expected each of these once in a file" in told(batch)
    assert batch.files.get().set_aside == 1


def test_marks_that_fail_are_told_from_those_that_pass(deliveries: Deliveries) -> None:
    deliveries.roster()
    given = {"1": "F", "2": "B", "3": "59.5", "4": "60", "5": "inc"}
    text = MARKS + "".join(f"000000{n},101,2027,S1,M1,math,{m},true\n" for n, m in given.items())
    deliveries.published({"marks.csv": text})
    assert rows("mark", "mark", "failed") == [
        ("59.5", True),
        ("60", False),
        ("B", False),
        ("F", True),
        ("inc", False),
    ]


def test_students_may_be_named_by_the_number_of_the_state(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = "student_id,program,begin_date\n9900000001,el,2026-08-17\n"
    batch = deliveries.checked({"programs.csv": text}, id_type="state")
    assert changes(batch) == {"programme": 1}


def test_columns_that_nobody_knows_are_told(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = "student_id,program,begin_date,teacher\n0000001,el,2026-08-17,x\n"
    assert "programs.csv: “teacher” are not read." in told(
        deliveries.checked({"programs.csv": text})
    )


def test_lost_zeros_are_proposed_and_filled_up_once_a_person_said_so(
    deliveries: Deliveries, cast: Cast
) -> None:
    deliveries.roster()
    batch = deliveries.checked({"programs.csv": programs(*range(1, 41), cut=True)})
    assert changes(batch) == {}
    assert batch.files.get().counts["digits"] == {
        "type": "local",
        "here": 2,
        "there": 7,
        "students": 40,
    }
    assert (
        "programs.csv: local ids have at most 2 digits here and 7 in the district’s records; zeros "
        "at their front may be lost. Filled up, 40 more students would be found." in told(batch)
    )
    say_habit(source="own", name="digits", text="local=7", by=cast.sis_admin)
    batch = check(batch)
    assert changes(batch) == {"programme": 40}
    assert batch.files.get().counts["unmatched"] == 0


def test_an_id_that_a_spreadsheet_rewrote_is_refused(deliveries: Deliveries) -> None:
    deliveries.roster()
    text = "student_id,program,begin_date\n1.23457E+11,el,2026-08-17\n"
    batch = deliveries.checked({"programs.csv": text})
    assert batch.state == "failed"
    assert "programs.csv, line 2, column 1 “student_id”: a spreadsheet has rewritten" in (
        batch.failed_with
    )


def test_a_habit_that_makes_no_sense_is_refused(deliveries: Deliveries, cast: Cast) -> None:
    for name, text in (("digits", "local"), ("dates", "european"), ("end_dates", "soon")):
        with pytest.raises(BadInput, match=f"Found “{text}”, expected"):
            say_habit(source="own", name=name, text=text, by=cast.sis_admin)
