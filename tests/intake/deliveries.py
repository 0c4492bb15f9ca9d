"""How do these tests deliver, check and publish?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cast import Cast
from tests.intake.packages import tables, zipped
from trellis.intake.acts import approve, check, publish, receive
from trellis.intake.models import Batch, State


class Deliveries:
    """Delivers files one after another, each as a zip of its own name."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast, self.folder, self._count = cast, folder, 0

    def received(self, files: Mapping[str, str | bytes], **answers: Any) -> Batch:
        """Deliver files; nothing is read yet."""
        self._count += 1
        path = zipped(files, self.folder / f"delivery-{self._count}.zip")
        return receive([path], by=self.cast.sis_admin, answers=answers)

    def checked(self, files: Mapping[str, str | bytes], **answers: Any) -> Batch:
        """Deliver files and check them."""
        return check(self.received(files, **answers))

    def published(self, files: Mapping[str, str | bytes], **answers: Any) -> Batch:
        """Deliver files, check and publish them."""
        batch = self.checked(files, **answers)
        assert batch.state == State.CHECKED, batch.failed_with
        return publish(approve(batch, by=self.cast.sis_admin, why="because it is right"))

    def roster(self, **changes: str) -> Batch:
        """Publish the small district's roster."""
        return self.published(tables() | changes)


def guards(batch: Batch) -> dict[str, str]:
    """Return the sentences of the guards that sprang, by rule."""
    found: dict[str, str] = {}
    for guard in batch.review["guards"]:
        before = found.get(guard["rule"], "")
        found[guard["rule"]] = f"{before}\n{guard['sentence']}".strip()
    return found


def told(batch: Batch) -> str:
    """Return everything that a batch's faults and notes say."""
    return "\n".join([*batch.faults.values_list("sentence", flat=True), *batch.review["notes"]])


def changes(batch: Batch) -> dict[str, int]:
    """Return how many rows of each table would change."""
    return {
        table: change["new"] + change["changed"] + change["gone"]
        for table, change in batch.review["changes"].items()
    }
