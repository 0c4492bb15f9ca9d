"""How are the server and the worker started?"""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn
from django.core.management import call_command
from django.db import connection

from trellis.cli.check_command import problems
from trellis.lib.api import NotNow

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every network.")]
Port = Annotated[int, typer.Option(help="Port to listen on.")]
Processes = Annotated[int, typer.Option(min=1, max=16, help="How many; more on PostgreSQL only.")]


def serve(host: Host = "127.0.0.1", port: Port = 8000, processes: Processes = 1) -> None:
    """Serve Trellis.

    One process is enough for a district on SQLite; on PostgreSQL start two or more.
    Stop with Ctrl+C: requests are finished, live streams are told to come back.
    """
    found = problems()
    if found:
        raise NotNow("\n".join(found))
    if processes > 1 and connection.vendor != "postgresql":
        raise NotNow("Several processes want PostgreSQL; on SQLite one of them serves a district.")
    uvicorn.run(
        "trellis.project.asgi:application",
        host=host,
        port=port,
        workers=processes,
        log_level="warning",
        timeout_graceful_shutdown=3,
        proxy_headers=False,
        server_header=False,
    )


def worker() -> None:
    """Do the work that waits: checking and publishing files, making PDFs.

    One worker is enough. Killed in the middle of a task, it leaves nothing half done; the task
    can be tried again.
    """
    call_command("db_worker", interval=0.5, verbosity=1, startup_delay=False)
