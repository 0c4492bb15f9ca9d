"""How does a request get a connection to SQLite without opening the file anew?

Under ASGI every request has a thread of its own, so Django's own persistent connections are never
met again. Opening one costs more than most questions: the schema is read, forty functions are
registered. For PostgreSQL Django has a pool; this is the same for SQLite, in its plainest form.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

MOST_KEPT = 16
_KEPT: deque[tuple[str, tuple[int, int], sqlite3.Connection]] = deque()
WRITING = threading.Lock()
"""Held by the one thread of this process that writes."""
_LONGEST_WAIT = 20.0
"""Seconds; who waited that long asks SQLite itself, which waits once more and then refuses."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which takes a kept connection first and keeps what it would close."""

    _writes = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that somebody gave back, or open one."""
        name = str(conn_params["database"])
        while _KEPT:
            try:
                kept, file, connection = _KEPT.pop()
            except IndexError:
                break
            if kept == name and file == _file(name):
                return connection
            connection.close()
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        """Begin to write when the others of this process are done.

        SQLite lets one write at a time and has the others try again after ever longer naps; who
        naps longest waits longest. A lock wakes the next one at once.
        """
        self._writes = WRITING.acquire(timeout=_LONGEST_WAIT)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._done_writing()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._done_writing()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._done_writing()

    def _done_writing(self) -> None:
        if self._writes:
            self._writes = False
            WRITING.release()

    def _close(self) -> None:
        """Keep a connection that stands in no transaction; close any other."""
        connection: sqlite3.Connection | None = self.connection
        name = str(self.settings_dict["NAME"])
        file = _file(name)
        self._done_writing()
        if (
            connection is None
            or self.in_atomic_block
            or connection.in_transaction
            or file == (0, 0)
            or len(_KEPT) >= MOST_KEPT
        ):
            super()._close()  # type: ignore[misc]  # the stubs know no private names
        else:
            _KEPT.append((name, file, connection))


def _file(name: str) -> tuple[int, int]:
    """Return which file stands under a name now; another one may have taken its place."""
    try:
        found = Path(name).stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
