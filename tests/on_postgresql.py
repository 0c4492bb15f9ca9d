"""Run the record's tests again, on PostgreSQL.

Under CI a missing server is a failure; elsewhere it is said, and the run goes on without.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg

REPO = Path(__file__).resolve().parent.parent
URL = os.environ.get("TRELLIS_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
ROOMS = [
    "trail",
    "district",
    "access",
    "evidence",
    "intake",
    "conversation",
    "commitments",
    "notices",
    "support",
    "web",
    "home",
]


def main() -> int:
    """Return what pytest returned; 1 when PostgreSQL must be there and is not."""
    try:
        psycopg.connect(URL, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        sys.stderr.write(f"PostgreSQL is not there ({str(error).splitlines()[0]}).\n")
        if os.environ.get("CI") == "true":
            sys.stderr.write("Under CI its tests must run: this is a failure.\n")
            return 1
        sys.stderr.write("The record was tested on SQLite only.\n")
        return 0
    folders = [str(REPO / "tests" / room) for room in ROOMS if (REPO / "tests" / room).is_dir()]
    told = {"DATABASE_URL": URL, "TRELLIS_MODE": "test", "TRELLIS_HOME": str(REPO / "var/test-pg")}
    asked = [sys.executable, "-m", "pytest", "-n", "2", "-m", "not browser and not slow", *folders]
    return subprocess.run(asked, cwd=REPO, env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
