"""How does what was delivered become visible, all of it at one moment or not at all?

1. Take the lease and open the next publication number.
2. Write the tables that change; each is first brought back to its named version.
3. Count the cells of every question, protect them, and write what may leave the gate.
4. Write the manifest.
5. In one transaction of the record: recheck the lease and the predecessor, name the publication,
   and let the caller's own rows (a batch, its people) change with it.
Killed before step 5, nothing is visible; the next publisher starts from the named versions.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from trellis.district.api import Person
from trellis.evidence.lease import drop_lease, renew_lease, take_lease
from trellis.evidence.models import Publication
from trellis.evidence.models.publications import State
from trellis.evidence.protecting import Protected, protect_all
from trellis.lake.api import Change, Lake, LakeReader, Manifest, Writing
from trellis.lib.api import NotNow, crash_point
from trellis.trail.api import wrote

Progress = Callable[[str, int, int], None]
"""Told what is being done, how far it is, and of how many."""


@dataclass
class Publishing:
    """A publication that is being written; `name_it` makes it visible."""

    row: Publication
    writing: Writing
    token: uuid.UUID
    before: Publication | None
    by: Person
    progress: Progress
    named: bool = False
    changes: dict[str, Change] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number under which its rows are recorded."""
        return self.row.number

    def replace(
        self,
        table: str,
        frame: pl.DataFrame | pl.LazyFrame,
        *,
        within: dict[str, list[Any]] | None = None,
        absent_means_gone: bool = True,
    ) -> Change:
        """Bring the rows of a slice of a table to what was delivered."""
        renew_lease(self.token)
        change = self.writing.replace(
            table, frame, within=within, absent_means_gone=absent_means_gone
        )
        self.changes[table] = change
        crash_point(f"after-{table}")
        return change

    def read(self) -> LakeReader:
        """Read what this publication will show, before anybody else can."""
        return self.writing.read()

    def name_it(
        self, also: Callable[[], None] = lambda: None, *, places: pl.DataFrame
    ) -> Publication:
        """Protect, write the manifest and make it all visible together with the caller's rows.

        `places`: school_id and network_id of every school, as they will be then.
        """
        self.writing.replace("place", places, within=None, absent_means_gone=True)
        protected = protect_all(
            self.read(), before=self.before, progress=self.progress, lease=self._hold
        )
        self.writing.replace("gated", protected.cells, within=None, absent_means_gone=True)
        crash_point("before-manifest")
        manifest = self.writing.finish()
        crash_point("before-naming")
        self._flip(manifest, protected, also)
        crash_point("after-naming")
        return self.row

    def _hold(self) -> None:
        renew_lease(self.token)

    def _flip(self, manifest: Manifest, protected: Protected, also: Callable[[], None]) -> None:
        with transaction.atomic():
            renew_lease(self.token)
            if current() != self.before:
                raise NotNow("Something else was published meanwhile; nothing was changed.")
            self.row.state, self.row.published_at = State.PUBLISHED, timezone.now()
            self.row.manifest, self.row.manifest_sha256 = manifest.to_json(), manifest.sha256
            self.row.save()
            protected.keep(self.row.number)
            also()
            wrote("published to the lake", by=self.by, on=self.row)
            self.named = True


@contextmanager
def publishing(
    *, by: Person, what: str, progress: Progress = lambda _what, _done, _of: None
) -> Iterator[Publishing]:
    """Open a publication; leaving the block without `name_it` leaves nothing visible."""
    token = take_lease(f"{what}, begun by {by.name}")
    try:
        before = current()
        number = (Publication.objects.aggregate(top=Max("number"))["top"] or 0) + 1
        Publication.objects.filter(state=State.WRITING).update(state=State.LEFT)
        row = Publication.objects.create(number=number, what=what[:200], by=by)
        previous = Manifest.load(before.manifest) if before else None
        writing = the_lake().write(number, previous)
        yield Publishing(row, writing, token, before, by, progress)
    finally:
        drop_lease(token)


def current() -> Publication | None:
    """Return the newest publication that was named."""
    return Publication.objects.filter(state=State.PUBLISHED).order_by("-number").first()


def the_lake() -> Lake:
    """Open the lake of this installation."""
    return Lake(Path(settings.LAKE))


def reader(publication: Publication | None = None) -> LakeReader | None:
    """Read the newest publication, or the one that is given; None before the first."""
    chosen = publication or current()
    return the_lake().read(Manifest.load(chosen.manifest)) if chosen else None
