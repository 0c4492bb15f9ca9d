"""How is the demo district made from files that go in by the ordinary import, and shown?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.table import Column, Table

from trellis.cli.import_command import bring_in
from trellis.demo.api import (
    CAST,
    DISTRICT,
    PASSWORD,
    STUDENTS,
    first_admin,
    seat_everybody,
    tell_story,
    write_district,
)
from trellis.district.api import OrgKind, keep_org
from trellis.evidence.api import current
from trellis.intake.api import receive


def build(console: Console, students: int | None) -> None:
    """Make the district unless it is there."""
    if current() is None:
        folder = Path(settings.HOME) / "demo-files"
        with console.status("Inventing the files of a district ..."):
            write_district(folder, today=timezone.localdate(), students=students or STUDENTS)
        district = keep_org(
            key="juniper-valley-public-schools",
            name=DISTRICT,
            kind=OrgKind.DISTRICT,
            identifier="071802",
        )
        admin = first_admin(district)
        batch = receive([folder], by=admin, what="First roster, history and results")
        bring_in(batch, admin, console, yes=True, why="the first delivery of the demo district")
    people = seat_everybody()
    with console.status("Telling the story so far ..."):
        tell_story(people)


def show(console: Console, port: int) -> None:
    """Print the address and the sign-ins."""
    whole = Column("Sign in as", no_wrap=True, min_width=max(len(one.email) for one in CAST))
    table = Table(whole, "Who", "To see", title=f"http://127.0.0.1:{port}/")
    for persona in CAST:
        role = str(getattr(persona.role, "label", persona.role))
        table.add_row(persona.email, f"{persona.name}, {role}", persona.looks_at)
    console.print(table)
    console.print(f"Password of everybody: {PASSWORD}", highlight=False)
    console.print(f"Trellis is at http://127.0.0.1:{port}/ - stop it with Ctrl+C.", highlight=False)
