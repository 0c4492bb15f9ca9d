"""A real server on the record of the tests, and people who listen to it and post to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from tests.conversation.meeting import client_of
from trellis.district.api import Person

REPO = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds after which a test gives up; nothing is measured."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """Trellis in a process of its own; killed and started again it has the same port."""

    home: Path
    beat: float = 15.0
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self, **more: str) -> None:
        """Start it, and wait until it answers."""
        told = {
            "DATABASE_URL": _address_of_the_record(),
            "DJANGO_SETTINGS_MODULE": "trellis.project.settings",
            "PYTHONPATH": os.pathsep.join([str(REPO / "src"), str(REPO)]),
            "TRELLIS_MODE": "test",
            "TRELLIS_HOME": str(self.home),
            "TRELLIS_SECRET_KEY": settings.SECRET_KEY,
        }
        command = [sys.executable, "-m", "tests.conversation.serve", str(self.port), str(self.beat)]
        with (self.home / "server.log").open("ab") as log:
            environment = {**os.environ, **told, **more}
            self.process = subprocess.Popen(
                command, cwd=REPO, env=environment, stdout=log, stderr=log
            )
        while not self._answers():
            if self.process.poll() is not None:
                raise AssertionError((self.home / "server.log").read_text())

    def kill(self) -> None:
        """End it as by kill -9; harmless when it is dead."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        assert self.process is not None
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.05)
            return False
        return True


def _address_of_the_record() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**told)


def cookie_of(person: Person) -> str:
    """Sign a person in; return the header that her browser sends."""
    session = client_of(person).cookies[settings.SESSION_COOKIE_NAME].value
    token = secrets.token_hex(16)
    return f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}"


def ask(server: Server, method: str, path: str, *, body: str = "", **headers: str) -> int:
    """Ask for something and return the status; 0 when nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        line.request(method, path, body or None, said)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def post(server: Server, path: str, form: dict[str, str], *, cookie: str, key: str) -> int:
    """Post a form as a page of ours does."""
    return ask(
        server,
        "POST",
        path,
        body=urlencode(form),
        Cookie=cookie,
        Content_Type="application/x-www-form-urlencoded",
        X_CSRFToken=cookie.rpartition("csrftoken=")[2],
        Idempotency_Key=key,
        HX_Request="true",
    )


class Listener(threading.Thread):
    """One stream, read to its end on a thread of its own."""

    def __init__(self, server: Server, path: str, cookie: str, **headers: str) -> None:
        super().__init__(daemon=True)
        self.frames: list[dict[str, str]] = []
        self.changed = threading.Condition()
        self.is_over = False
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request("GET", path, None, {"Cookie": cookie, **said})
        self.socket = self.line.sock
        self.answer = self.line.getresponse()
        self.status = self.answer.status
        self.start()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the events, in the order in which they came."""
        return [event["seq"] for event in self.events]

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(one["data"]) for one in self.frames if "event" not in one]

    @property
    def last_id(self) -> str:
        return next(one["id"] for one in reversed(self.frames) if "id" in one)

    def run(self) -> None:
        frame: dict[str, str] = {}
        try:
            while line := self.answer.readline():
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    frame[name] = value
                    continue
                with self.changed:
                    self.frames.append(frame)
                    self.changed.notify_all()
                frame = {}
        except (OSError, ValueError, http.client.HTTPException):
            pass  # The server was killed, or the test hung up.
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def until(self, holds: Callable[[Listener], bool]) -> bool:
        """Wait until something holds of this stream; false when patience ends first."""
        with self.changed:
            return self.changed.wait_for(lambda: holds(self), timeout=PATIENCE)

    def hang_up(self) -> None:
        """Close it from this side, as a laptop that sleeps does."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.join()
        self.line.close()
