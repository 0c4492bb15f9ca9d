"""A running Trellis with a small invented district, and browsers that sign in to it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from trellis.demo.cast import PASSWORD

expect.set_options(timeout=15_000)
REPO = Path(__file__).resolve().parents[2]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}


@dataclass
class Site:
    """A server with its worker and its own home folder; `start` and `kill` act on the server."""

    home: Path
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return (
            os.environ
            | {
                "TRELLIS_MODE": "demo",
                "TRELLIS_HOME": str(self.home),
                "DJANGO_SETTINGS_MODULE": "trellis.project.settings",
            }
            | self.extra
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "trellis", *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=REPO, capture_output=True, text=True, check=False
        )

    def start(self, name: str, *arguments: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-m", "trellis", *arguments]
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, cwd=REPO, stdout=log, stderr=log
            )

    def serve(self) -> None:
        self.start("server", "serve", "--port", str(self.port))
        for _ in range(1800):
            try:
                urllib.request.urlopen(f"{self.address}/what-is-recorded/", timeout=5).close()
            except OSError:
                if self.processes["server"].poll() is not None:
                    pytest.fail((self.home / "server.log").read_text())
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.processes["server"].wait(timeout=0.1)
            else:
                return
        pytest.fail("The server did not come up.")

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _built(home: Path) -> Path:
    """Return the home of a district that nobody serves; one process builds it, the others wait."""
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            at = Site(home.with_suffix(".new"), 0)
            built = at.run("demo", "--no-serve", "--students", "3000")
            assert built.returncode == 0, built.stdout + built.stderr
            at.home.rename(home)
    return home


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a small demo district of one's own; it is built once for all processes of a run."""
    made = Site(tmp_path_factory.mktemp("site") / "home", free_port())
    many = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    root = tmp_path_factory.getbasetemp().parent if many else tmp_path_factory.mktemp("built")
    shutil.copytree(_built(root / f"district-{many}"), made.home)
    try:
        made.start("worker", "worker")
        made.serve()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Sign somebody in, in a browser of her own; a page that logs an error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def enter(name: str, *, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{name}: {error}"))
        page.goto(f"{site.address}/accounts/login/")
        page.set_default_timeout(15_000)
        address = f"{name.lower().replace(' ', '.')}@juniper.example"
        page.locator("input[name=login]").fill(address)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(f"{site.address}/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


def violations(axe: Axe, page: Page) -> list[str]:
    """Return what axe finds on a page, as lines."""
    page.wait_for_load_state("load")
    found = axe.run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]
    ]


def faults_wide_and_narrow(site: Site, axe: Axe, page: Page, paths: Iterable[str]) -> list[str]:
    """Open each page wide and narrow; return what axe finds, and what is wider than the page."""
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            answer = page.goto(f"{site.address}{path}")
            assert answer and answer.status == 200, path
            found += violations(axe, page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{path} is {wide} pixels wide on a page of {width}")
    return found
