"""Is every oddity of a roster's files told with its place, and is nothing guessed or lost?

One small package a case: what was changed in it, what must be said, and what still stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.intake.packages import tables
from tests.intake.rosters import roster_of, sentences
from trellis.intake.layouts.habits import Habits
from trellis.lib.api import BadInput


@dataclass(frozen=True)
class Odd:
    """A change to one file, and the sentence that it must bring. `students`: who still stands."""

    name: str
    file: str
    old: str
    new: str
    says: str
    students: int = 60
    version: str = "1.2"


TOLD = [
    Odd(
        "a byte order mark is nothing to tell",
        "users.csv",
        "sourcedId,",
        "\ufeffsourcedId,",
        "",
    ),
    Odd(
        "a header in another case",
        "users.csv",
        "givenName",
        "givenname",
        "users.csv: the column “givenname” was read as “givenName”.",
    ),
    Odd(
        "hard spaces and signs without width in a header are nothing to tell",
        "users.csv",
        "givenName",
        "\u200bgivenName\xa0",
        "",
    ),
    Odd(
        "a former name of a column",
        "users.csv",
        "userIds,",
        "userId,",
        "users.csv: the column “userId” was read as “userIds”.",
    ),
    Odd(
        "a column that nobody knows",
        "orgs.csv",
        "identifier",
        "identifier,mascot",
        "orgs.csv: “mascot” are not read.",
    ),
    Odd(
        "an optional column that is missing",
        "orgs.csv",
        ",parentSourcedId",
        "",
        "orgs.csv is without “parentSourcedId”; it was read all the same.",
    ),
    Odd(
        "a sourcedId with a blank inside",
        "enrollments.csv",
        "\ne3,",
        "\ne 3,",
        "enrollments.csv, line 4, column 1 “sourcedId”: found “e 3”, expected letters, digits and "
        ". / @ _ -. It was accepted.",
    ),
    Odd(
        "blanks around an id",
        "enrollments.csv",
        ",u3,",
        ", u3 ,",
        "enrollments.csv, line 4, column 4 “userSourcedId”: found “ u3 ”, expected an id without "
        "blanks around it. It was accepted.",
    ),
    Odd(
        "an American date",
        "academicSessions.csv",
        "\ny27,",
        "\nt1,Fall,term,8/17/2026,2026-12-18,2027\ny27,",
        "academicSessions.csv, line 2, column 4 “startDate”: found “8/17/2026”, expected a date "
        "like 2026-08-17. The line was set aside.",
    ),
    Odd(
        "a year of two digits",
        "academicSessions.csv",
        "\ny27,",
        "\nt1,Fall,term,26-08-17,2026-12-18,2027\ny27,",
        "found “26-08-17”, expected a date like 2026-08-17. The line was set aside.",
    ),
    Odd(
        "a day as a spreadsheet counts it",
        "academicSessions.csv",
        "\ny27,",
        "\nt1,Fall,term,46251,2026-12-18,2027\ny27,",
        "found “46251”, expected a date like 2026-08-17. The line was set aside.",
    ),
    Odd(
        "a day that is none",
        "academicSessions.csv",
        "\ny27,",
        "\nt1,Fall,term,2026-02-30,2026-12-18,2027\ny27,",
        "found “2026-02-30”, expected a date like 2026-08-17. The line was set aside.",
    ),
    Odd(
        "a flag in capitals",
        "demographics.csv",
        "u3,female,false",
        "u3,female,FALSE",
        "demographics.csv, line 4, column 3 “white”: found “FALSE”, expected true or false. It was "
        "accepted.",
    ),
    Odd(
        "a flag that is none",
        "demographics.csv",
        "u3,female,false",
        "u3,female,perhaps",
        "demographics.csv, line 4, column 3 “white”: found “perhaps”, expected true or false. The "
        "line was set aside.",
    ),
    Odd(
        "a word of the list in another case",
        "enrollments.csv",
        "u3,student",
        "u3,Student",
        "column 5 “role”: found “Student”, expected administrator, proctor, student or teacher. It "
        "was accepted.",
    ),
    Odd(
        "a word of the district's own",
        "roles.csv",
        "rt1,t1,primary,teacher",
        "rt1,t1,primary,ext:coach",
        "found “ext:coach”, expected administrator",
    ),
    Odd(
        "a sex that is not in the list",
        "demographics.csv",
        "u3,female",
        "u3,f",
        "column 2 “sex”: found “f”, expected male, female, other or unspecified. The row was kept "
        "without it.",
    ),
    Odd(
        "a grade that nobody knows",
        "users.csv",
        "0000003,,06",
        "0000003,,sixish",
        "found “sixish”, expected a grade such as KG, 01 to 12. It was accepted.",
    ),
    Odd(
        "a short row",
        "enrollments.csv",
        "u3,student",
        "u3",
        "enrollments.csv, line 4: found 4 cells, expected 5 cells, as in the header. The row was "
        "set aside.",
    ),
    Odd(
        "commas too many at the end",
        "enrollments.csv",
        "u3,student",
        "u3,student,,",
        "enrollments.csv: empty cells too many at the end of one row; left out.",
    ),
    Odd(
        "a second row of one id",
        "enrollments.csv",
        "\ne4,",
        "\ne3,",
        "enrollments.csv, line 5, column 1 “sourcedId”: found “e3”, expected each sourcedId once "
        "in a file. The line was set aside.",
    ),
    Odd(
        "the header again in the middle",
        "enrollments.csv",
        "\ne4,",
        "\nsourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne4,",
        "enrollments.csv, line 5: found the header again, expected a row. The row was set aside.",
    ),
    Odd(
        "an enrolment in no class",
        "enrollments.csv",
        "e3,c-s1-06",
        "e3,c-nowhere",
        "enrollments.csv, line 4, column 2 “classSourcedId”: found “c-nowhere”, expected a class "
        "that classes.csv has. The line was set aside.",
    ),
    Odd(
        "an enrolment of nobody",
        "enrollments.csv",
        ",u3,",
        ",u333,",
        "column 4 “userSourcedId”: found “u333”, expected a user of users.csv. The line was set "
        "aside.",
    ),
    Odd(
        "demographics of nobody",
        "demographics.csv",
        "\nu3,",
        "\nu333,",
        "demographics.csv, line 4, column 1 “sourcedId”: found “u333”, expected a user of "
        "users.csv. The line was set aside.",
    ),
    Odd(
        "a role of nobody",
        "roles.csv",
        "r3,u3,",
        "r3,u333,",
        "roles.csv, line 4, column 2 “userSourcedId”: found “u333”, expected a user of users.csv.",
    ),
    Odd(
        "somebody who works, in a class as a student",
        "enrollments.csv",
        "u3,student",
        "t1,student",
        "column 4 “userSourcedId”: found “t1”, expected a user who is a student. The line was set "
        "aside.",
    ),
    Odd(
        "a class without a term",
        "classes.csv",
        "s2,y27\nc-s2-07",
        "s2,\nc-s2-07",
        "classes.csv, line 4, column 7 “termSourcedIds”: expected a value. The line was set aside.",
    ),
    Odd(
        "what follows from a class that was set aside is told once",
        "classes.csv",
        "s2,y27\nc-s2-07",
        "s2,\nc-s2-07",
        "enrollments.csv: 10 rows set aside because of classes.csv, line 4, which was set aside "
        "itself. Mend that line, and they go in.",
    ),
    Odd(
        "an enrolment that ends before it begins",
        "academicSessions.csv",
        "2026-08-17,2027-06-04",
        "2027-08-17,2027-06-04",
        "expected an end that lies behind the begin. The line was set aside.",
        students=0,
    ),
    Odd(
        "a NULL that a database has written is nothing",
        "users.csv",
        "0000003,,06",
        "0000003,NULL,06",
        "",
    ),
    Odd(
        "somebody who works without an address",
        "users.csv",
        "imani.foster@juniper.example",
        "",
        "column 8 “email”: found “nothing”, expected the e-mail address and name of somebody who "
        "works. She gets no account.",
    ),
]


@pytest.mark.parametrize("odd", TOLD, ids=lambda odd: odd.name)
def test_an_oddity_is_told_and_the_rest_stands(tmp_path: Path, odd: Odd) -> None:
    files = tables(version=odd.version)
    changed = files[odd.file].replace(odd.old, odd.new, 1)
    assert changed != files[odd.file], "the case changes nothing"
    if "mascot" in odd.new:
        changed = changed.replace(",D1,", ",D1,owl,").replace(",N1,", ",N1,,")
        changed = changed.replace(",101,", ",101,,").replace(",102,", ",102,,")
    if odd.old == ",parentSourcedId":
        changed = "\n".join(line.rsplit(",", 1)[0] for line in changed.splitlines()[1:])
        changed = "sourcedId,name,type,identifier\n" + changed + "\n"

    roster, problems = roster_of(files | {odd.file: changed}, tmp_path)

    (tmp_path / "as it should be").mkdir()
    _, usual = roster_of(files, tmp_path / "as it should be")
    told = {p.sentence for p in problems} - {p.sentence for p in usual}
    assert (odd.says in "\n".join(sorted(told))) if odd.says else not told
    assert roster.spans["sid"].n_unique() == odd.students


REFUSED = [
    ("enrollments.csv", "c-s1-06,s1,u3,", "c-s1-06,s1,1.23E+11,", "their digits are gone"),
    ("users.csv", "{State:9900000003}", "{State:9.9E+09}", "users.csv, line 4, “userIds”"),
    ("users.csv", "sourcedId,", "sourcedId,sourcedId,", "the column “sourcedId” stands twice"),
    ("classes.csv", "s1,y27", "s1,y27;y28", "found “;” or “|” in a list, expected commas"),
    ("roles.csv", "primary,student", "primary,aide", "No user has the role “student”"),
    ("orgs.csv", "school,", "department,", "orgs.csv names no school"),
    ("orgs.csv", "n1,East Network,local", "n1,East Network,district", "names 2 districts"),
    ("users.csv", "familyName", "surname", "users.csv lacks the column “familyName”"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), REFUSED)
def test_what_makes_a_whole_file_useless_is_refused(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    files = tables()
    changed = files | {file: files[file].replace(old, new)}
    with pytest.raises(BadInput) as refused:
        roster_of(changed, tmp_path)
    assert says in refused.value.sentence


@pytest.mark.parametrize("name", ["orgs", "users", "roles", "classes", "enrollments"])
def test_a_complete_file_without_rows_is_refused(tmp_path: Path, name: str) -> None:
    files = tables()
    header = files[f"{name}.csv"].splitlines()[0] + "\n"
    with pytest.raises(BadInput, match=f"{name}.csv holds no usable rows"):
        roster_of(files | {f"{name}.csv": header}, tmp_path)


@pytest.mark.parametrize("name", ["courses", "demographics"])
def test_other_files_without_rows_are_told(tmp_path: Path, name: str) -> None:
    files = tables()
    header = files[f"{name}.csv"].splitlines()[0] + "\n"
    roster, problems = roster_of(files | {f"{name}.csv": header}, tmp_path)
    assert f"{name}.csv holds no rows." in sentences(problems)
    assert roster.spans["sid"].n_unique() == 60


def test_sessions_without_rows_ask_for_the_districts_own_year(tmp_path: Path) -> None:
    files = tables()
    empty = files | {"academicSessions.csv": files["academicSessions.csv"].splitlines()[0] + "\n"}
    with pytest.raises(BadInput, match="does not know the district’s school year yet"):
        roster_of(empty, tmp_path)
    own = {2027: (date(2026, 8, 17), date(2027, 6, 4))}
    roster, _ = roster_of(empty, tmp_path, calendar=own)
    assert roster.spans["sid"].n_unique() == 60
    assert roster.spans["enters_on"].unique().to_list() == [date(2026, 8, 17)]
    assert "Every class was placed in the district’s own year 2026–27" in roster.asks[0]


def test_no_session_of_a_whole_year_is_needed(tmp_path: Path) -> None:
    files = tables()
    terms = files["academicSessions.csv"].replace("schoolYear,2026", "term,2026")
    roster, _ = roster_of(files | {"academicSessions.csv": terms}, tmp_path)
    assert roster.years == {2027: (date(2026, 8, 17), date(2027, 6, 4))}


def test_an_end_date_is_the_last_day_unless_somebody_said_otherwise(tmp_path: Path) -> None:
    usual, _ = roster_of(tables(), tmp_path)
    other, _ = roster_of(tables(), tmp_path, habits=Habits(end_is_last_day=False))
    assert usual.spans["leaves_on"].unique().to_list() == [date(2027, 6, 5)]
    assert other.spans["leaves_on"].unique().to_list() == [date(2027, 6, 4)]
    assert other.years[2027][1] == date(2027, 6, 3)
    assert "End dates were read as the last day." in usual.notes
    assert "End dates were read as the first day after." in other.notes


def test_american_dates_are_read_once_somebody_said_so(tmp_path: Path) -> None:
    files = tables()
    american = files["academicSessions.csv"].replace("2026-08-17", "8/17/2026")
    roster, problems = roster_of(
        files | {"academicSessions.csv": american}, tmp_path, habits=Habits(us_dates=True)
    )
    assert "8/17/2026" not in sentences(problems)
    assert roster.years[2027][0] == date(2026, 8, 17)


def test_what_is_no_part_of_the_district_is_left_out_and_told(tmp_path: Path) -> None:
    left_out = Habits(leaves_out=frozenset({"s2", "c-s1-07"}))
    roster, problems = roster_of(tables(), tmp_path, habits=left_out)
    assert {place.name for place in roster.places if place.is_school} == {
        "Oak Hollow Middle School"
    }
    assert roster.spans["org"].unique().to_list() == ["s1"]
    assert "Left out, as the district has said: c-s1-07, s2." in "\n".join(roster.notes)
    assert "s2" not in sentences(problems)


def test_rows_marked_as_deleted_are_not_there(tmp_path: Path) -> None:
    files = tables()
    lines = files["enrollments.csv"].splitlines()
    marked = [f"{lines[0]},status", *(f"{line},active" for line in lines[1:-2])]
    marked += [f"{lines[-2]},tobedeleted", f"{lines[-1]},inactive"]
    roster, _ = roster_of(files | {"enrollments.csv": "\n".join(marked) + "\n"}, tmp_path)
    notes = "\n".join(roster.notes)
    assert "enrollments.csv: 2 rows are marked as deleted; they were taken as not there." in notes
    assert "“status” is filled in a complete file; it was ignored." in notes
    assert roster.counts["enrolments"] == 58


def test_one_student_with_a_user_at_each_school_has_all_her_ids(tmp_path: Path) -> None:
    files = tables()
    users = files["users.csv"].replace("\nt1,", "\nu3b,true,x,,G3,F3,0000003,,06\nt1,")
    roles = files["roles.csv"] + "r3b,u3b,secondary,student,s2\n"
    taken = files["enrollments.csv"] + "e3b,c-s2-06,s2,u3b,student\n"
    changed = {"users.csv": users, "roles.csv": roles, "enrollments.csv": taken}
    roster, _ = roster_of(files | changed, tmp_path)
    hers = roster.ids.filter(roster.ids["id_text"] == "0000003")
    assert sorted(hers["sid"]) == ["u3", "u3b"]
    assert roster.spans["sid"].n_unique() == 61


def test_a_student_without_a_class_is_enrolled_at_her_school(tmp_path: Path) -> None:
    files = tables()
    taken = files["enrollments.csv"].replace("e3,c-s1-06,s1,u3,student\n", "")
    roster, _ = roster_of(files | {"enrollments.csv": taken}, tmp_path)
    hers = roster.spans.filter(roster.spans["sid"] == "u3").row(0, named=True)
    assert (hers["org"], hers["grade"], hers["enters_on"]) == ("s1", "06", date(2026, 8, 17))


def test_students_need_no_name_and_passwords_are_never_read(tmp_path: Path) -> None:
    files = tables()
    users = files["users.csv"].replace(",G3,F3,", ",,,")
    users = "\n".join(
        f"{line},{'password' if not n else 'hunter2'}" for n, line in enumerate(users.splitlines())
    )
    roster, problems = roster_of(files | {"users.csv": users + "\n"}, tmp_path)
    assert roster.spans["sid"].n_unique() == 60
    assert "hunter2" not in str(roster) + sentences(problems)
