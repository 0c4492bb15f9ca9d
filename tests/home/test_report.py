"""Does the report for the public hold what it says, from ten students or more, and no name?"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import polars as pl
import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from typer.testing import CliRunner

from tests.cast import Cast, person
from tests.conversation.meeting import COMMIT, client_of, held, running
from tests.home.pages import words_in
from tests.home.test_learned import promised
from tests.support.visits import a_log, a_visit, at, school_day
from trellis.cli import commands
from trellis.cli.main import app
from trellis.commitments.api import confirm, report_done
from trellis.conversation.api import close
from trellis.district.api import Person, Role
from trellis.evidence.api import Publication
from trellis.home.api import report_files
from trellis.home.report.questions import holds_figures, names_of_people, speaks_of
from trellis.lake.api import Lake
from trellis.support.acts.records import log_visit
from trellis.trail.models import Entry

POISON = (6, 61.7)
"""A count below ten and the share of so few: wherever one is found, a small cell got out."""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """A day in the middle of a school year, so that three weeks ago are in it too."""
    with time_machine.travel(datetime(2026, 11, 18, 22, tzinfo=UTC), tick=False):
        yield


def publish(cast: Cast) -> None:
    """Publish proficiency as if the gate had let two small cells through, one of them marked."""
    rows = [
        ("district", "", False, 240, 61.0),
        ("network", cast.east.key, False, 120, 64.0),
        ("school", cast.oak.key, False, *POISON),
        ("school", cast.elm.key, True, *POISON),
    ]
    names = ("level", "place_id", "hidden", "n_shown", "middle")
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        measure=pl.lit("proficiency"),
        product=pl.lit("staar"),
        subject=pl.lit("math"),
        window=pl.lit("spring"),
        dim=pl.lit("all"),
        value=pl.lit(""),
        school_year=pl.lit(2026),
        structural=pl.lit(False),
        low=pl.col("middle"),
        high=pl.col("middle"),
        interval_low=pl.col("middle") - 5,
        interval_high=pl.col("middle") + 5,
        measure_version=pl.lit(1),
        as_of=pl.lit(date(2026, 6, 1)),
    )
    writing = Lake(Path(settings.LAKE)).write(1, None)
    writing.replace("gated", frame, within=None, absent_means_gone=True)
    manifest = writing.finish()
    Publication.objects.create(
        number=1,
        state="published",
        what="figures",
        manifest=manifest.to_json(),
        manifest_sha256=manifest.sha256,
    )


def page() -> str:
    return report_files()["index.html"]


def table(html: str, chosen: str) -> list[list[str]]:
    """The rows of a table of the report, by its id or its class."""
    found = re.search(rf'(?s)<table class="[^"]*"[^>]*{chosen}.*?<tbody>(.*?)</tbody>', html)
    assert found, chosen
    rows = re.findall(r"(?s)<tr>(.*?)</tr>", found.group(1))
    return [[words_in(c) for c in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", r)] for r in rows]


def test_no_number_comes_from_fewer_than_ten_students(cast: Cast) -> None:
    publish(cast)
    html = page()
    rows = re.findall(r'(?s)<table class="table outcome">.*?</table>', html)
    assert len(rows) == 1
    outcome = [
        [words_in(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr>(.*?)</tr>", rows[0].partition("<tbody>")[2])
    ]
    assert {row[0]: row[1:] for row in outcome} == {
        "Cedar Valley Unified": ["61%", "56 to 66%", "about 240"],
        "East network": ["64%", "59 to 69%", "about 120"],
        "Oak Hollow Middle": ["not shown"] * 3,
        "Elm Street Middle": ["not shown"] * 3,
    }
    for _place, shown, interval, n in outcome:
        numbers = [float(one) for one in re.findall(r"\d[\d,.]*", n.replace(",", ""))]
        assert numbers == [] or min(numbers) >= 10
        assert bool(numbers) == (shown != "not shown") == (interval != "not shown")
    said = unescape(re.sub(r"<[^>]+>", " ", html))
    for poison in ("61.7", "62%", "about 6 ", "56.7", "66.7"):
        assert poison not in said


def test_schools_stand_by_name_and_each_measure_carries_its_definition(cast: Cast) -> None:
    publish(cast)
    html = page()
    places = [
        words_in(one) for one in re.findall(r'<th scope="row">(.*?)</th>', html.split("outcome")[1])
    ]
    assert places == [
        "Cedar Valley Unified",
        "East network",
        "Elm Street Middle",
        "Oak Hollow Middle",
    ]
    assert "As of June 1, 2026. The share of tested students who reached the benchmark" in html


def names_in(html: str) -> set[str]:
    """Every name of the record, whole or in part, that stands in the words of the report."""
    said = words_in(html).lower()
    return {
        word
        for name in Person.objects.values_list("name", flat=True)
        for word in (name, *name.split())
        if word.lower() in names_of_people() | {name.lower()}
        and re.search(rf"\b{re.escape(word.lower())}\b", said)
    }


def test_no_name_of_the_record_stands_in_it(cast: Cast) -> None:
    for question in (
        "What does Renata need?",
        "Is it ALVAREZ’s grade 7?",
        "Why did 4 students fail?",
        "What changed for grade 7 since 2024?",
    ):
        held(cast, question=question)
    talk = running(cast, COMMIT, question="What do we owe each other?")
    promised(cast, talk, "Elena Castillo comes on Mondays")
    close(talk, by=cast.coach_at_oak)
    html = page()
    assert names_in(html) == set()
    assert "What changed for grade 7 since 2024?" in html
    assert "What do we owe each other?" in html
    assert "Three more questions are left out here" in html
    assert "Five conversations of schools and the central office" in html
    assert "Mondays" not in html


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Grades 6 to 8, why?", False),
        ("Grade 7 and 8 in 2025–26", False),
        ("Only 7 of them", True),
        ("12% are late", True),
        ("Room 204", True),
    ],
)
def test_figures_in_questions(words: str, figures: bool) -> None:
    assert holds_figures(words) == figures


def test_a_word_of_a_place_is_no_name(cast: Cast) -> None:
    person("Oak Streetman", Role.TEACHER, org=cast.oak)
    assert not speaks_of("How is Oak Hollow?", names_of_people())
    assert speaks_of("How is Streetman?", names_of_people())


def test_promises_are_counted_for_each_side(cast: Cast) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=20), tick=False):
        talk = running(cast, COMMIT)
        kept = promised(cast, talk, "kept", days=3)
        promised(cast, talk, "late", days=3)
        promised(cast, talk, "still to come", days=60)
        close(talk, by=cast.coach_at_oak)
    part = kept.parts.get(side="district")
    report_done(part.pk, by=cast.specialist)
    confirm(part.pk, by=cast.principal_of_oak)
    report_done(kept.parts.get(side="school").pk, by=cast.principal_of_oak)
    html = page()
    assert table(html, 'id="promises"') == [
        ["Schools", "2", "0", "1", "1", "0"],
        ["The central office", "2", "1", "0", "1", "0"],
    ]
    assert "Of four parts of promises that came due, one was kept." in html


def visited(cast: Cast, *people: Person) -> None:
    """Let each of them have been at Oak on one of the last days."""
    for number, who in enumerate(people):
        with time_machine.travel(timezone.now() - timedelta(days=20), tick=False):
            visit = a_visit(cast.oak, by=who, start=at(school_day(2 + number)))
        log_visit(visit.pk, a_log(), by=who, key=uuid.uuid4())


def specialists(cast: Cast, number: int) -> list[Person]:
    names = ("Ada Quill", "Bea Quartz", "Cleo Quince")
    return [person(n, Role.SPECIALIST, department=cast.academics) for n in names[:number]]


def by_name(html: str) -> dict[str, int]:
    return {name: sum(map(int, counts)) for name, *counts in table(html, 'id="visits"')}


def test_visits_are_counted_by_department_from_three_people_on(cast: Cast) -> None:
    visited(cast, *specialists(cast, 3), cast.specialist)
    html = page()
    assert by_name(html) == {"Academics": 3}
    assert "Some visits are left out" in html
    assert names_in(html) == set()


def test_departments_of_few_people_stand_together(cast: Cast) -> None:
    visited(cast, *specialists(cast, 2), cast.specialist)
    html = page()
    assert by_name(html) == {"Departments of fewer people, together": 3}
    assert "Some visits are left out" not in html


def test_one_person_s_visits_are_nowhere(cast: Cast) -> None:
    visited(cast, cast.specialist)
    html = page()
    assert 'id="visits"' not in html
    assert "nothing that can be shown without counting single people" in html


def test_the_folder_needs_nothing_else(cast: Cast) -> None:
    publish(cast)
    files = report_files()
    assert set(files) == {"index.html", "report.css"}
    html, css = files["index.html"], files["report.css"]
    assert "<script" not in html
    assert not re.search(r"\sstyle=|\son\w+=|https?://(?!www\.w3\.org)", html)
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', html) == ["report.css"]
    assert not re.search(r"url\(|@import", css)
    assert "light-dark(" in css and "@media print" in css
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_command_writes_a_folder_and_leaves_others_alone(cast: Cast, tmp_path: Path) -> None:
    if not app.registered_commands:
        commands.register(app)
    runner, folder = CliRunner(), tmp_path / "public"
    for _ in range(2):
        answer = runner.invoke(app, ["report", str(folder)])
        assert answer.exit_code == 0, answer.output
    assert {one.name for one in folder.iterdir()} == {"index.html", "report.css"}
    (folder / "notes.txt").write_text("mine")
    answer = runner.invoke(app, ["report", str(folder)])
    assert answer.exit_code == 1
    assert (folder / "notes.txt").read_text() == "mine"
    lines = Entry.objects.filter(act="made the report for the board and the public")
    assert [one.actor_ref for one in lines] == ["machine:trellis report"] * 2


def test_a_cabinet_member_and_a_board_observer_take_it_along(cast: Cast) -> None:
    for who in (cast.cabinet, cast.board_observer):
        client = client_of(who)
        assert b"/district/report.zip" in client.get("/district/").content
        answer = client.get("/district/report.zip")
        found = zipfile.ZipFile(io.BytesIO(answer.content))
        assert found.namelist() == ["report/index.html", "report/report.css"]
        assert found.read("report/index.html").decode() == page()
    assert b"/district/report.zip" not in client_of(cast.principal_of_oak).get("/district/").content
