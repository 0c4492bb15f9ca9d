"""How are files brought in from a terminal? By the same acts as on the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from trellis.district.api import Person, Role
from trellis.intake.api import (
    Batch,
    Habit,
    State,
    approve,
    check,
    publish,
    receive,
    say_habit,
)
from trellis.lib.api import BadInput, NotNow

Paths = Annotated[list[Path], typer.Argument(help="Files, zips or folders; together one batch.")]
By = Annotated[str, typer.Option("--by", help="E-mail of the person who answers for it.")]
Mapping = Annotated[str, typer.Option(help="Read result files by this mapping (map_growth, ...).")]
Year = Annotated[str, typer.Option(help="School year, where the file does not say: 2026.")]
Window = Annotated[str, typer.Option(help="Window, where the file does not say: fall, spring.")]
Subject = Annotated[str, typer.Option(help="Subject, where the file does not say: math.")]
IdType = Annotated[str, typer.Option(help="What student_id is in our own layouts: local or state.")]
Old = Annotated[
    list[str] | None,
    typer.Option("--windows-1252", help="Name of a file whose letters are in Windows-1252."),
]
UsDates = Annotated[
    bool | None, typer.Option("--us-dates/--iso-dates", help="The roster writes 8/17/2026, too.")
]
Ends = Annotated[str, typer.Option(help="What an end date of the roster is: last_day, day_after.")]
LeaveOut = Annotated[str, typer.Option(help="Schools and classes that do not count, by id: a,b.")]
Fill = Annotated[
    list[str] | None,
    typer.Option("--fill-ids", help="Fill up ids of a source with zeros: map_growth:local=9."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Publish without asking, when no guard springs.")]
Why = Annotated[str, typer.Option(help="Why it is right although a guard sprang.")]


def import_files(
    paths: Paths,
    by: By = "",
    mapping: Mapping = "",
    year: Year = "",
    window: Window = "",
    subject: Subject = "",
    id_type: IdType = "local",
    windows_1252: Old = None,
    us_dates: UsDates = None,
    end_dates: Ends = "",
    leave_out: LeaveOut = "",
    fill_ids: Fill = None,
    yes: Yes = False,
    why: Why = "",
) -> None:
    """Bring files in: a OneRoster package, programmes, attendance, marks, test results.

    Reads and checks everything, shows what would change, asks, and publishes it whole. The same
    files a second time change nothing; after a stop the same command goes on. How a source writes
    (--us-dates, --end-dates, --leave-out, --fill-ids) is remembered for its next files. Example:

        trellis import oneroster.zip attendance.csv results/ --by dev.patel@juniper.example
    """
    console = Console()
    said = {"mapping": mapping, "school_year": year, "window": window, "subject": subject}
    answers: dict[str, Any] = {key: value for key, value in said.items() if value}
    if id_type != "local":
        answers["id_type"] = id_type
    if windows_1252:
        answers["encodings"] = dict.fromkeys(windows_1252, "windows-1252")
    person = keeper(by)
    _say_habits(person, us_dates, end_dates, leave_out, fill_ids or [])
    try:
        batch = receive(paths, by=person, answers=answers)
    except NotNow as error:
        console.print(error.sentence, highlight=False)
        return
    if batch.by != person:
        told = f"{batch.by.name} delivered these files first; this is batch {batch.pk}."
        console.print(told, highlight=False)
    bring_in(batch, person, console, yes=yes, why=why)


def bring_in(batch: Batch, by: Person, console: Console, *, yes: bool, why: str = "") -> Batch:
    """Check a batch, show it, ask, publish it; one that was approved before is published."""
    if batch.state != State.PUBLISHING:
        with _bar(console) as note:
            batch = check(batch, note)
        if batch.state == State.FAILED:
            raise BadInput(batch.failed_with)
        show_batch(batch, console)
        guards = batch.review["guards"]
        refusing = [guard["sentence"] for guard in guards if guard["refuses"]]
        if guards and not why and not refusing:
            why = "" if yes else typer.prompt("Why is this right although a guard sprang?")
        if not refusing and not yes and not typer.confirm("Publish this?"):
            console.print(f"Batch {batch.pk} waits for review on the page Files.", highlight=False)
            return batch
        batch = approve(batch, by=by, why=why)
    with _bar(console) as note:
        batch = publish(batch, note)
    number = batch.publication.number if batch.publication else 0
    console.print(f"Batch {batch.pk} is published (publication {number}).", highlight=False)
    return batch


def _say_habits(
    by: Person, us_dates: bool | None, end_dates: str, leave_out: str, fill_ids: list[str]
) -> None:
    said = {
        Habit.Name.DATES: "" if us_dates is None else "us" if us_dates else "iso",
        Habit.Name.END_DATES: end_dates,
        Habit.Name.LEAVES_OUT: leave_out,
    }
    for name, text in said.items():
        if text:
            say_habit(source="roster", name=name, text=text, by=by)
    for one in fill_ids:
        source, _, text = one.partition(":")
        say_habit(source=source, name=Habit.Name.DIGITS, text=text, by=by)


def keeper(email: str) -> Person:
    """Find who answers for an import: the one named, or the only SIS admin there is."""
    if email:
        found = Person.objects.filter(email=email.lower()).first()
        if found is None:
            raise BadInput(f"Nobody has the e-mail {email}.")
        return found
    admins = Person.objects.filter(positions__role=Role.SIS_ADMIN).distinct()
    if len(admins) != 1:
        raise BadInput("Say who answers for this import: --by name@district.example")
    return admins[0]


def show_batch(batch: Batch, console: Console) -> None:
    """Print what a person looks at before she approves a batch."""
    review = batch.review
    table = Table("File", "Taken for", "Rows", "Set aside", title=f"Batch {batch.pk}")
    for file in batch.files.all():
        kind = file.kind or "not read"
        table.add_row(file.name, kind, f"{file.rows:,}", f"{file.set_aside:,}")
    console.print(table)
    if "roster" in review:
        schools = Table("School", "Now", "New", "Leaving", "After")
        for one in review["roster"]["schools"]:
            counts = (one[word] for word in ("before", "added", "leaving", "after"))
            schools.add_row(one["name"], *(f"{n:,}" for n in counts))
        console.print(schools)
    for name, change in review["changes"].items():
        words = ", ".join(f"{n:,} {word}" for word, n in change.items() if n) or "no change"
        console.print(f"  {name}: {words}", highlight=False)
    for sentence in review["notes"]:
        console.print(f"  {sentence}", highlight=False, markup=False)
    for fault in batch.faults.all()[:10]:
        console.print(f"  {fault.sentence}", highlight=False, markup=False)
    for guard in review["guards"]:
        console.print(f"  GUARD: {guard['sentence']}", style="bold", highlight=False, markup=False)


class _bar:  # noqa: N801 - used as a context
    """A progress bar that the acts tell how far they are."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn(), console=console
        )
        self._task = self._progress.add_task("starting", total=None)

    def __enter__(self) -> Any:
        self._progress.start()
        return self._note

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def _note(self, what: str, done: int, of: int) -> None:
        self._progress.update(self._task, description=what, completed=done, total=of)
