"""Does every guard spring when it must, and let the ordinary pass?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, guards
from tests.intake.packages import map_growth, programs, tables
from trellis.evidence.api import reader
from trellis.intake.acts import approve
from trellis.lib.api import BadInput, NotNow

pytestmark = pytest.mark.django_db


def test_an_ordinary_roster_makes_no_guard_spring(deliveries: Deliveries) -> None:
    assert guards(deliveries.checked(tables())) == {}
    deliveries.roster()
    assert guards(deliveries.checked(tables(students=58))) == {}


def test_a_feed_that_shrinks_is_held_and_ends_nothing(deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = deliveries.checked(tables(students=30))
    assert guards(batch)["leaving"] == "30 of 60 students would leave the district."
    with pytest.raises(BadInput, match="Say why"):
        approve(batch, by=deliveries.cast.sis_admin)
    table = reader().table("enrolment")
    ends = reader().run(table.group_by("leaves_on").aggregate(n=table.count())).to_pylist()
    assert [row["n"] for row in ends] == [60]


def without_school(files: dict[str, str]) -> dict[str, str]:
    return {
        name: re.sub(r"(?m)^.*\b(s2|c-s2-0[67])\b.*\n", "", text) for name, text in files.items()
    }


def new_source_ids(files: dict[str, str]) -> dict[str, str]:
    return {name: re.sub(r"\bu(\d+)\b", r"new-\1", text) for name, text in files.items()}


def swapped(files: dict[str, str]) -> dict[str, str]:
    """Let most students of each school go to the other one."""

    def other(match: re.Match[str]) -> str:
        n = int(match["n"])
        school = match["school"]
        moves = n <= 20 or n > 45
        there = {"s1": "s2", "s2": "s1"}[school] if moves else school
        return match[0].replace(school, there)

    return files | {
        "roles.csv": re.sub(
            r"(?m)^r\d+,u(?P<n>\d+),.*,(?P<school>s\d)$", other, files["roles.csv"]
        ),
        "enrollments.csv": re.sub(
            r"(?m)^e(?P<n>\d+),c-(?P<school>s\d)-.*$", other, files["enrollments.csv"]
        ),
    }


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (
            without_school,
            "empty_school",
            "Bitterroot Middle School would have no students; today it has 20.",
        ),
        (
            new_source_ids,
            "renamed",
            "60 of 60 students whom we know come with a new sourcedId. They were found by their "
            "other ids; has the export been set up anew?",
        ),
        (
            swapped,
            "swap",
            "15 students would go from Bitterroot Middle School to Oak Hollow Middle School, and "
            "20 back.",
        ),
        (
            lambda files: files | {"manifest.csv": ""},
            "asked",
            "There is no manifest.csv.",
        ),
    ],
    ids=["school gone", "ids of a new recipe", "schools swapped", "no manifest"],
)
def test_a_roster_that_is_hard_to_believe_asks_for_a_reason(
    deliveries: Deliveries,
    change: Callable[[dict[str, str]], dict[str, str]],
    rule: str,
    says: str,
) -> None:
    deliveries.roster()
    files = {name: text for name, text in change(tables()).items() if text}
    batch = deliveries.checked(files)
    assert says in guards(batch)[rule]
    with pytest.raises(BadInput, match="Say why"):
        approve(batch, by=deliveries.cast.sis_admin)


def test_fewer_classes_or_staff_than_last_time_ask_for_a_reason(deliveries: Deliveries) -> None:
    files = tables()
    more = "".join(f"x{n},Extra,06,k1,scheduled,s1,y27\n" for n in range(40))
    people = "".join(f"w{n},true,w{n},,Work,Er{n},W{n},w{n}@x.example,\n" for n in range(40))
    roles = "".join(f"rw{n},w{n},primary,aide,s1\n" for n in range(40))
    deliveries.published(
        files
        | {
            "classes.csv": files["classes.csv"] + more,
            "users.csv": files["users.csv"] + people,
            "roles.csv": files["roles.csv"] + roles,
        }
    )
    found = guards(deliveries.checked(files))
    assert found["fewer_classes"] == (
        "There are 4 classes in this roster; in the last one there were 44."
    )
    assert (
        found["fewer_staff"] == "There are 2 staff in this roster; in the last one there were 42."
    )


def test_everything_changed_asks_for_a_reason(deliveries: Deliveries) -> None:
    deliveries.roster()
    sessions = tables()["academicSessions.csv"].replace("2027-06-04", "2027-06-11")
    found = guards(deliveries.checked(tables() | {"academicSessions.csv": sessions}))
    assert found["changed"] == "60 of 60 rows about enrolments would change."


def test_flags_lost_at_a_school_ask_for_a_reason(deliveries: Deliveries) -> None:
    deliveries.roster()
    demographics = tables()["demographics.csv"].replace(",true,", ",false,")
    found = guards(deliveries.checked(tables() | {"demographics.csv": demographics}))
    assert found["flips"] == (
        "13 of 20 students of Bitterroot Middle School would lose “white”.\n"
        "27 of 40 students of Oak Hollow Middle School would lose “white”."
    )


def test_a_programme_that_most_of_a_school_loses_asks_for_a_reason(deliveries: Deliveries) -> None:
    deliveries.roster()
    deliveries.published({"programs.csv": programs(*range(1, 41))})
    assert guards(deliveries.checked({"programs.csv": programs(*range(1, 40))})) == {}
    found = guards(deliveries.checked({"programs.csv": programs(*range(31, 41))}))
    assert found["flips"] == "30 of 40 students of Oak Hollow Middle School would lose “frl”."


@pytest.mark.parametrize(("bad", "refused"), [(0, None), (4, False), (20, True)])
def test_rows_set_aside_ask_and_then_refuse(
    deliveries: Deliveries, bad: int, refused: bool | None
) -> None:
    deliveries.roster()
    text = programs(*range(1, 41), *range(7000, 7000 + bad))
    batch = deliveries.checked({"programs.csv": text})
    assert ("set_aside" in guards(batch)) == (refused is not None)
    if refused:
        with pytest.raises(NotNow, match="33% of the rows of programs.csv were set aside. Mend"):
            approve(batch, by=deliveries.cast.sis_admin, why="although")


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        (2, None),
        (10, "10 of 40 students in map.csv are not in the roster."),
        (60, "60 of 90 students in map.csv are not in the roster. Is it the right id, and"),
    ],
)
def test_students_whom_nobody_knows_ask_for_a_reason(
    deliveries: Deliveries, unknown: int, says: str | None
) -> None:
    deliveries.roster()
    text = map_growth(*range(1, 31), unknown=unknown)
    found = guards(deliveries.checked({"map.csv": text}))
    assert found.get("unmatched", "").startswith(says) if says else "unmatched" not in found


@pytest.mark.parametrize(
    ("text", "rule", "says"),
    [
        (map_growth(*range(1, 41)), "", ""),
        (map_growth(*range(1, 31)), "rows", "holds 30 results; the last file of its kind held 40."),
        (map_growth(*range(1, 41), more=9), "mean", "the mean score is"),
        (
            map_growth(*range(1, 41), level="High"),
            "levels",
            "are “Avg”; in the last file of its kind 100%.",
        ),
    ],
    ids=["alike", "fewer rows", "mean", "levels"],
)
def test_results_unlike_the_last_of_their_kind_ask_for_a_reason(
    deliveries: Deliveries, text: str, rule: str, says: str
) -> None:
    deliveries.roster()
    deliveries.published({"map.csv": map_growth(*range(1, 41))})
    found = guards(deliveries.checked({"map-again.csv": text}))
    assert (says in found[rule]) if rule else found == {}


def test_one_day_for_everybody_asks_for_a_reason(deliveries: Deliveries) -> None:
    deliveries.published(tables(students=120))
    text = map_growth(*range(1, 121), day="09/14/2026")
    found = guards(deliveries.checked({"map.csv": text}))
    assert found["one_day"] == "map.csv (math fall): all 120 results are of one day."


def test_another_year_than_was_said_asks_for_a_reason(deliveries: Deliveries) -> None:
    deliveries.roster()
    found = guards(deliveries.checked({"map.csv": map_growth(1, 2)}, school_year="2026"))
    assert found["year"] == "map.csv (math fall) says 2026–27; you said 2025–26."


def test_a_guard_is_confirmed_for_its_batch_alone(deliveries: Deliveries, cast: Cast) -> None:
    deliveries.roster()
    deliveries.published(tables(students=30))
    again = deliveries.checked(tables(students=8))
    assert "leaving" in guards(again)
    assert again.why == ""
