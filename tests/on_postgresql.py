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
ROOMS = ["trail", "district", "access", "conversation", "commitments", "notices"]
OF_OTHER_ROOMS = [
    "evidence/test_publish.py",
    "evidence/test_pin.py",
    "home/test_search.py",
    "intake/test_approve.py",
    "intake/test_at_once.py",
    "intake/test_publish.py",
    "intake/test_waiting.py",
    "support/test_coaching_agreement.py",
    "support/test_calendar_feed.py",
    "support/test_feedback.py",
    "support/test_map.py",
    "support/test_races.py",
    "support/test_take_up.py",
    "support/test_visibility.py",
]
"""What differs between databases: locks, races, counting, words found in any case, dates."""


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
    named = [REPO / "tests" / one for one in (*ROOMS, *OF_OTHER_ROOMS)]
    folders = [str(one) for one in named]
    told = {"DATABASE_URL": URL, "TRELLIS_MODE": "test", "TRELLIS_HOME": str(REPO / "var/test-pg")}
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "-m",
        "django_db and not browser and not slow",
        *folders,
    ]
    return subprocess.run(asked, cwd=REPO, env={**os.environ, **told}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
