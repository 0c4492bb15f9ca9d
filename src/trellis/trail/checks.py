"""Is the trail still guarded by the database?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from trellis.trail.guards import EXPECTED, guards


def guards_are_there(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Fail the start when a trigger of the trail is missing."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if "trail_entry" not in connection.introspection.table_names():
            continue
        missing = EXPECTED[connection.vendor] - guards(connection)
        if missing:
            found.append(
                Error(
                    f"The trail is not guarded: {', '.join(sorted(missing))} is missing.",
                    hint="Run `trellis check --mend-trail`, then find out who removed it.",
                    id="trail.E001",
                )
            )
    return found
