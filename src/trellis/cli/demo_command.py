"""How does somebody try Trellis: an invented district, a server, a list of sign-ins?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.table import Column, Table

from trellis.cli.import_command import bring_in
from trellis.cli.set_up_command import bring_up_to_date
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
from trellis.lib.api import NotNow

Students = Annotated[int, typer.Option(help="How many students; 200000 for measurements.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Serve = Annotated[bool, typer.Option(help="Start the worker and the server when it is ready.")]


def demo(students: Students = STUDENTS, port: Port = 8000, serve: Serve = True) -> None:
    """Try Trellis with an invented district, whose files go in by the ordinary import.

    The first time it takes about a minute; later it starts at once with what is there. Prints the
    address and everybody's sign-in. Stop with Ctrl+C.
    """
    if settings.MODE != "demo":
        raise NotNow("The demo runs with TRELLIS_MODE=demo, so that it never touches real data.")
    console = Console()
    console.print("Bringing the database up to date ...")
    bring_up_to_date()
    build(console, students)
    if not serve:
        return
    show(console, port)
    worker = subprocess.Popen([sys.executable, "-m", "trellis", "worker"])
    try:
        uvicorn.run(
            "trellis.project.asgi:application",
            host="127.0.0.1",
            port=port,
            log_level="warning",
            timeout_graceful_shutdown=3,
            server_header=False,
        )
    finally:
        worker.terminate()


def build(console: Console, students: int) -> None:
    """Make the district unless it is there."""
    if current() is None:
        folder = Path(settings.HOME) / "demo-files"
        with console.status("Inventing the files of a district ..."):
            write_district(folder, today=timezone.localdate(), students=students)
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
