"""How can a test really kill an import? A server that forks a child for every job.

Started as `python -m tests.intake.workshop`, it loads Trellis once and computes nothing itself, so
that a fork is safe and quick. A child works in a home of its own (record, lake, uploads), with
CRASH_AT where it shall die as by kill -9. One line of JSON in, one line out.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import traceback
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import django

REPO = Path(__file__).resolve().parent.parent.parent
NOON = datetime.fromisoformat("2026-11-20T18:00:00+00:00")

_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1")


class Workshop:
    """The tests' side: starts jobs in homes, and waits for what they say."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        env = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "CRASH_AT")}
        self._folder, self._count = folder, 0
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.intake.workshop"],
            cwd=REPO,
            env=env
            | _ONE_THREAD
            | {"TRELLIS_MODE": "test", "TRELLIS_HOME": str(folder / "server")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(
        self, job: str, home: Path, *, crash_at: str = "", later: int = 0, **said: Any
    ) -> int:
        """Start a job; `later` seconds after noon. Returns its number."""
        self._count += 1
        said_at = self._folder / f"said-{self._count}.json"
        told = {"job": job, "home": str(home), "crash_at": crash_at, "later": later, "said": said}
        return int(self._ask(told | {"file": str(said_at)})["pid"])

    def wait(self, pid: int) -> tuple[int, Any]:
        """Return a job's exit status (-9 when it was killed) and what it said."""
        answer = self._ask({"wait": pid})
        return answer["status"], answer["said"]

    def run(self, job: str, home: Path, **said: Any) -> Any:
        """Do a job and return what it said; a job that fails fails the test."""
        status, answer = self.wait(self.start(job, home, **said))
        assert status == 0, answer
        return answer

    def kill(self, job: str, home: Path, *, at: str, **said: Any) -> None:
        """Do a job that dies at a crash point."""
        status, answer = self.wait(self.start(job, home, crash_at=at, **said))
        assert status == -9, f"it did not die at {at}: {status} {answer}"

    def stop(self) -> None:
        """Stop the server."""
        self._server.communicate(timeout=30)

    def _ask(self, told: dict[str, Any]) -> Any:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(told) + "\n")
        self._server.stdin.flush()
        return json.loads(self._server.stdout.readline())


def new_home(folder: Path, record: str) -> Path:
    """Make a home with an empty record: a copy of one that has all its tables."""
    folder.mkdir(parents=True)
    source, target = sqlite3.connect(record), sqlite3.connect(folder / "record.sqlite3")
    source.backup(target)
    source.close()
    target.close()
    return folder


def copy_of(home: Path, folder: Path) -> Path:
    """Copy a home as it stands, also one whose process was killed."""
    shutil.copytree(home, folder)
    return folder


def serve() -> None:
    """Fork a child for every job until nobody asks any more."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.intake import jobs  # noqa: PLC0415 - only the server loads Trellis

    gc.freeze()  # else each child would copy the whole heap by collecting it
    running: dict[int, str] = {}
    for line in sys.stdin:
        told = json.loads(line)
        if "wait" in told:
            _, status = os.waitpid(told["wait"], 0)
            file = Path(running.pop(told["wait"]))
            said = json.loads(file.read_text()) if file.exists() else None
            answer = {"status": os.waitstatus_to_exitcode(status), "said": said}
        else:
            pid = os.fork()
            if pid == 0:
                os._exit(_child(told, jobs))
            running[pid] = told["file"]
            answer = {"pid": pid}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _child(told: dict[str, Any], jobs: ModuleType) -> int:
    os.environ["CRASH_AT"] = told["crash_at"]
    devnull = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(devnull, stream)
    jobs.move_into(Path(told["home"]))
    try:
        with jobs.at(NOON + timedelta(seconds=told["later"])):
            said: Any = jobs.JOBS[told["job"]](**told["said"])
        status = 0
    except BaseException:  # noqa: BLE001 - the test shows it
        said, status = traceback.format_exc(), 1
    Path(told["file"]).write_text(json.dumps(said, default=str))
    return status


if __name__ == "__main__":
    serve()
