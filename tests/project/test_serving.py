"""Is a server of several processes refused where one file is the whole record?"""

from __future__ import annotations

import pytest
from django.db import connection

from trellis.cli import serve_command
from trellis.lib.api import NotNow


@pytest.mark.skipif(connection.vendor != "sqlite", reason="On PostgreSQL several may serve.")
def test_on_sqlite_one_process_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_command, "problems", list)
    monkeypatch.setattr(serve_command.uvicorn, "run", lambda *_, **__: pytest.fail("It started."))
    with pytest.raises(NotNow, match="Several processes want PostgreSQL"):
        serve_command.serve(processes=2)
