"""How long does a delivery take from files to a named publication, and how much memory?

Runs in a process of its own: `python -m bench.importing first|second FOLDER`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")
django.setup()

from bench.files import first_delivery, second_delivery  # noqa: E402 - Django must be ready first
from bench.machine import tell  # noqa: E402
from trellis.cli.set_up_command import bring_up_to_date  # noqa: E402
from trellis.demo.api import DISTRICT, first_admin  # noqa: E402
from trellis.district.api import OrgKind, Person, Role, keep_org  # noqa: E402
from trellis.intake.api import State, approve, check, publish, receive  # noqa: E402


class Clock:
    """Sums up the seconds of each step, as the acts name them."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._since, self._doing = time.perf_counter(), ""

    def note(self, what: str, _done: int = 0, _of: int = 0) -> None:
        """End the step before, begin this one; files of a kind are one step."""
        now = time.perf_counter()
        if self._doing:
            self.steps[self._doing] = self.steps.get(self._doing, 0.0) + now - self._since
        self._since, self._doing = now, what.split("_20")[0]


def admin() -> Person:
    """Return who answers for the delivery; the first one makes the database."""
    if Path(os.environ["TRELLIS_HOME"], "record.sqlite3").exists():
        return Person.objects.filter(positions__role=Role.SIS_ADMIN)[0]
    bring_up_to_date()
    key = "juniper-valley-public-schools"
    return first_admin(keep_org(key=key, name=DISTRICT, kind=OrgKind.DISTRICT, identifier="071802"))


def deliver(paths: list[Path]) -> None:
    """Take a delivery through every act, and say how long each took."""
    by, clock = admin(), Clock()
    timed: dict[str, float] = {}

    def step(name: str, act: Callable[[], object]) -> None:
        began = time.perf_counter()
        act()
        clock.note("")
        timed[name] = time.perf_counter() - began

    batches = []
    step("receive", lambda: batches.append(receive(paths, by=by, what="bench")))
    batch = batches[0]
    step("check", lambda: check(batch, clock.note))
    batch.refresh_from_db()
    if batch.state != State.CHECKED:
        raise SystemExit(f"The delivery is {batch.state}: {batch.failed_with}")
    step("approve", lambda: approve(batch, by=by, why="the bench's own district"))
    step("publish", lambda: publish(batch, clock.note))
    tell(
        timed=timed,
        steps=clock.steps,
        rows=sum(file.rows for file in batch.files.all()),
        set_aside=sum(file.set_aside for file in batch.files.all()),
        mib=sum(file.size for file in batch.files.all()) / 2**20,
        changes={name: one["new"] for name, one in batch.review["changes"].items()},
    )


if __name__ == "__main__":
    which = {"first": first_delivery, "second": second_delivery}[sys.argv[1]]
    deliver(which(Path(sys.argv[2])))
