"""Does `trellis import` do what the pages do, and say it on a terminal?"""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.cast import Cast
from tests.intake.packages import map_growth, programs, tables, zipped
from trellis.cli.import_command import import_files
from trellis.evidence.api import current
from trellis.intake.acts import approve, check, receive
from trellis.intake.models import Batch, Habit, State
from trellis.lib.api import BadInput, NotThere

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november", "cast")]
SAM = "sam.whitehorse@cedarvalley.example"


def run(*said: str, answers: str = "") -> str:
    """Run the command as at a terminal; return what it prints. Raises what it would say in red."""
    app = typer.Typer()
    app.command()(import_files)
    found = CliRunner().invoke(app, [str(word) for word in said], input=answers)
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return " ".join(found.output.split())


def roster(tmp_path: Path, name: str = "a.zip", **changes: str) -> str:
    return str(zipped(tables() | changes, tmp_path / name))


def test_it_shows_what_would_change_asks_and_publishes(tmp_path: Path) -> None:
    said = run(roster(tmp_path), answers="y\n")
    assert "enrollments.csv │ roster:enrollments │ 60" in said
    assert "│ Oak Hollow Middle School │ 0 │ 40 │ 0 │ 40" in said
    assert "enrolment: 60 new" in said
    assert "Publish this? [y/N]" in said
    assert f"Batch {Batch.objects.get().pk} is published (publication 1)." in said


def test_nothing_happens_without_a_yes(tmp_path: Path) -> None:
    said = run(roster(tmp_path), answers="n\n")
    assert f"Batch {Batch.objects.get().pk} waits for review on the page Files." in said
    assert (Batch.objects.get().state, current()) == (State.CHECKED, None)


def test_the_same_files_again_have_nothing_to_do(tmp_path: Path) -> None:
    run(roster(tmp_path), "--yes")
    said = run(roster(tmp_path), "--yes")
    assert "These files were imported on Fri Nov 20, 2026 by Dev Patel as batch" in said
    assert current().number == 1


def test_a_second_person_is_told_who_was_first(tmp_path: Path) -> None:
    run(roster(tmp_path), answers="n\n")
    said = run(roster(tmp_path), "--yes", "--by", SAM)
    batch = Batch.objects.get()
    assert f"Dev Patel delivered these files first; this is batch {batch.pk}." in said
    assert batch.approved_by.name == "Sam Whitehorse"


def test_a_guard_wants_a_reason(tmp_path: Path) -> None:
    run(roster(tmp_path), "--yes")
    fewer = str(zipped(tables(students=30), tmp_path / "b.zip"))
    with pytest.raises(BadInput, match="Say why this is right although a guard sprang."):
        run(fewer, "--yes")
    assert current().number == 1
    said = run(fewer, answers="the other half has moved away\ny\n")
    assert "GUARD: 30 of 60 students would leave the district." in said
    assert Batch.objects.first().why == "the other half has moved away"


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="users.csv lacks the column “familyName”"):
        run(roster(tmp_path, **{"users.csv": "sourcedId,givenName\nu1,A\n"}), "--yes")
    with pytest.raises(BadInput, match="There is no file"):
        run(str(tmp_path / "nothing.zip"))


def test_only_those_who_look_after_files_import(tmp_path: Path, cast: Cast) -> None:
    with pytest.raises(NotThere):
        run(roster(tmp_path), "--by", cast.principal_of_oak.email)
    with pytest.raises(BadInput, match="Nobody has the e-mail x@y.example."):
        run(roster(tmp_path), "--by", "x@y.example")


def test_answers_and_habits_are_the_same_as_on_the_page(tmp_path: Path) -> None:
    american = tables()["academicSessions.csv"].replace(
        "2026-08-17,2027-06-04", "8/17/2026,6/4/2027"
    )
    path = roster(tmp_path, **{"academicSessions.csv": american})
    run(path, "--us-dates", "--end-dates", "day_after", "--leave-out", "s2", "--yes")
    assert Batch.objects.get().review["roster"]["students"] == 40
    said = dict(Habit.objects.values_list("name", "text"))
    assert said == {"dates": "us", "end_dates": "day_after", "leaves_out": "s2"}


def test_lost_zeros_and_letters_are_said_on_the_command(tmp_path: Path) -> None:
    run(roster(tmp_path), "--yes")
    (tmp_path / "programs.csv").write_text(programs(*range(1, 41), cut=True))
    run(str(tmp_path / "programs.csv"), "--fill-ids", "own:local=7", "--yes")
    text = map_growth(*range(1, 41)).replace("Avg", "Avgé").encode("cp1252")
    (tmp_path / "map.csv").write_bytes(text)
    said = run(str(tmp_path / "map.csv"), "--windows-1252", "map.csv", answers="n\n")
    assert "map.csv was read as Windows-1252, as was chosen." in said
    assert Batch.objects.order_by("pk")[1].review["changes"]["programme"]["new"] == 40


def test_after_a_stop_the_same_command_goes_on(tmp_path: Path, cast: Cast) -> None:
    path = roster(tmp_path)
    batch = check(receive([Path(path)], by=cast.sis_admin))
    approve(batch, by=cast.sis_admin)
    assert f"Batch {batch.pk} is published (publication 1)." in run(path, "--yes")
