"""Is this installation sound?"""

from __future__ import annotations

from typing import Annotated

import typer
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from rich.console import Console

from trellis.evidence.api import current, reader
from trellis.lib.api import NotNow
from trellis.trail.api import put_guards_back

Mend = Annotated[bool, typer.Option(help="Put the trail's triggers back when some are missing.")]


def check(mend_trail: Mend = False) -> None:
    """Look whether the database, the trail's guards and the lake are sound.

    Prints what is wrong in whole sentences and exits with 1 when something is.
    """
    if mend_trail:
        with connection.schema_editor() as editor:
            put_guards_back(None, editor)
    found = problems()
    if found:
        raise NotNow("\n".join(found))
    newest = current()
    said = f"publication {newest.number}" if newest else "no publication yet"
    Console().print(f"All is sound; {said}.", highlight=False)


def problems() -> list[str]:
    """List what is wrong, as sentences."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return [f"{len(plan)} migrations are not applied. Run `trellis setup`."]
    found = [
        str(message.msg) for message in run_checks(databases=["default"]) if message.level >= 40
    ]
    try:
        reader()
    except OSError as error:
        found.append(f"The lake cannot be read: {error}.")
    return found
