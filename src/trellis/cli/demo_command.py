"""How does somebody try Trellis: an invented district, a server, a list of sign-ins?"""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer
import uvicorn
from django.conf import settings
from rich.console import Console

from trellis.cli.set_up_command import bring_up_to_date
from trellis.lib.api import NotNow

Students = Annotated[int | None, typer.Option(help="How many students; 200000 for measurements.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Serve = Annotated[bool, typer.Option(help="Start the worker and the server when it is ready.")]


def demo(students: Students = None, port: Port = 8000, serve: Serve = True) -> None:
    """Try Trellis with an invented district, whose files go in by the ordinary import.

    The first time it takes about a minute; later it starts at once with what is there. Prints the
    address and everybody's sign-in. Stop with Ctrl+C.
    """
    if settings.MODE != "demo":
        raise NotNow("The demo runs with TRELLIS_MODE=demo, so that it never touches real data.")
    from trellis.cli.demo_building import build, show  # noqa: PLC0415 - slow to load

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
