"""How long until `trellis --help` is read, and until the server gives its first page?"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TIMES = 5
_PAGE = "/accounts/login/"


@dataclass(frozen=True)
class Start:
    """Median seconds of a start, and of the plain one beside it."""

    seconds: float
    plain: float


def help_text(home: Path) -> Start:
    """Time `trellis --help` against Python that imports Django and says nothing."""
    own = _environment(home)
    ours = [_timed([sys.executable, "-m", "trellis", "--help"], own) for _ in range(TIMES)]
    plain = [_timed([sys.executable, "-c", "import django, typer"], own) for _ in range(TIMES)]
    return Start(statistics.median(ours), statistics.median(plain))


def server(home: Path) -> Start:
    """Time the server until it gives the page of signing in, against a bare Django site."""
    own = _environment(home)
    subprocess.run(
        [sys.executable, "-m", "trellis", "setup"], env=own, check=True, stdout=subprocess.DEVNULL
    )
    ours = [_until_page("trellis.project.asgi:application", own) for _ in range(TIMES)]
    plain = [_until_page("bench.bare:application", own) for _ in range(TIMES)]
    return Start(statistics.median(ours), statistics.median(plain))


def _environment(home: Path) -> dict[str, str]:
    return os.environ | {"TRELLIS_HOME": str(home), "TRELLIS_MODE": "demo"}


def _timed(command: list[str], own: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=own, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve a home as `trellis serve` does, with its worker; yield the address."""
    own = _environment(home) | {"DJANGO_SETTINGS_MODULE": "trellis.project.settings"}
    port = _free_port()
    command = [sys.executable, "-m", "trellis", "serve", "--port", str(port)]
    with (home / "server.log").open("ab") as log:
        served = subprocess.Popen(command, env=own, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}{_PAGE}", served)
        yield f"http://127.0.0.1:{port}"
    finally:
        served.terminate()
        served.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, served: subprocess.Popen[bytes]) -> None:
    began = time.perf_counter()
    while True:
        try:
            with urllib.request.urlopen(address) as page:  # noqa: S310 - our own server
                page.read()
                return
        except urllib.error.URLError:
            if time.perf_counter() - began > 120 or served.poll() is not None:
                raise
            time.sleep(0.01)


def _until_page(application: str, own: dict[str, str]) -> float:
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port)]
    began = time.perf_counter()
    served = subprocess.Popen([*command, "--log-level", "critical"], env=own)
    try:
        _wait_for(f"http://127.0.0.1:{port}{_PAGE}", served)
        return time.perf_counter() - began
    finally:
        served.terminate()
        served.wait()
