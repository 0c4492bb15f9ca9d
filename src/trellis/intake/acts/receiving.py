"""How is a delivery taken in, once, however often it is sent?"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from trellis.district.api import Person
from trellis.intake.batches.room import check_room, said_full, size_of
from trellis.intake.batches.ways import once_of, would_be_read_otherwise
from trellis.intake.models import Batch, File, State
from trellis.intake.permissions import check_keeper
from trellis.intake.reading.opening import Delivery, fingerprint, forget, open_delivery
from trellis.lib.api import BadInput, NotNow, crash_point, day
from trellis.trail.api import wrote

_DAY = 86_400


def receive(
    sources: list[Path], *, by: Person, answers: dict[str, Any] | None = None, what: str = ""
) -> Batch:
    """Take in a delivery. The same bytes again are the same batch, unless that was thrown away.

    Raises BadInput when it cannot be opened, and NotNow when it was published before and would be
    read in the same way again.
    """
    check_keeper(by)
    uploads = Path(settings.UPLOADS)
    _forget_orphans(uploads)
    check_room(uploads, size_of(source for source in sources if source.exists()))
    key = uuid.uuid4()
    folder = uploads / str(key)
    try:
        delivery = open_delivery(sources, folder / "originals")
        crash_point("after-unpacked")
        once = once_of(fingerprint(delivery.members), answers or {})
        before = _before(once)
        if before is not None:
            forget(folder)
            return before
        named = what or ", ".join(sorted(source.name for source in sources))
        batch = _kept(key, once, delivery, named, by=by, answers=answers or {})
    except IntegrityError:
        # Somebody sent the same at the same moment, and was first.
        forget(folder)
        return Batch.objects.get(once=once)
    except OSError as error:
        full = said_full(error, folder)
        forget(folder)
        raise (BadInput(full) if full else error) from error
    except BaseException:
        if not Batch.objects.filter(key=key).exists():
            forget(folder)
        raise
    crash_point("after-received")
    return batch


@transaction.atomic
def _kept(
    key: uuid.UUID,
    once: str,
    delivery: Delivery,
    named: str,
    *,
    by: Person,
    answers: dict[str, Any],
) -> Batch:
    batch = Batch(key=key, what=named[:200], once=once, by=by, answers=answers)
    batch.fingerprint = fingerprint(delivery.members)
    batch.notes = delivery.notes
    batch.save()
    File.objects.bulk_create(
        [
            File(
                batch=batch,
                name=member.name,
                path=str(member.path.relative_to(batch.folder)),
                sha256=member.sha256,
                size=member.size,
            )
            for member in delivery.members
        ]
    )
    wrote("received files", by=by, on=batch, detail={"files": len(delivery.members)})
    return batch


@transaction.atomic
def _before(once: str) -> Batch | None:
    """Return the batch that this delivery is already, or nothing when it must be read anew."""
    batch = Batch.objects.filter(once=once).first()
    if batch is None or batch.state != State.PUBLISHED:
        return batch
    if would_be_read_otherwise(batch):
        Batch.objects.filter(pk=batch.pk).update(once=None)
        return None
    raise NotNow(
        f"These files were imported on {day(batch.received_at, year=True)} by {batch.by.name} as "
        f"batch {batch.pk}. There is nothing to do."
    )


def _forget_orphans(uploads: Path) -> None:
    """Remove what a process left behind that died while it took a delivery in."""
    if not uploads.exists():
        return
    for folder in uploads.iterdir():
        if time.time() - folder.stat().st_mtime > _DAY and _is_orphan(folder.name):
            forget(folder)


def _is_orphan(name: str) -> bool:
    try:
        key = uuid.UUID(name)
    except ValueError:
        return False
    return not Batch.objects.filter(key=key).exists()
