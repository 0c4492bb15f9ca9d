"""What does a person decide about a checked batch, and what happens then?"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from trellis.district.api import Person
from trellis.intake.acts.checking import Progress, noted, silent
from trellis.intake.batches.publishing import STALE, is_stale, publish_batch
from trellis.intake.batches.room import check_room, said_full
from trellis.intake.models import Batch, State
from trellis.intake.permissions import check_keeper
from trellis.lib.api import BadInput, NotNow, crash_point
from trellis.trail.api import wrote


def approve(batch: Batch, *, by: Person, why: str = "") -> Batch:
    """Say that a batch may be published. A guard that sprang needs a reason; some refuse.

    The same person again changes nothing. Raises NotNow when it is not waiting for review, naming
    who was first, and when something was published since it was checked.
    """
    check_keeper(by)
    springs = batch.review.get("guards", [])
    refusing = [guard for guard in springs if guard["refuses"]]
    if refusing:
        raise NotNow(f"{refusing[0]['sentence']} Mend the files and deliver them again.")
    if springs and not why.strip():
        raise BadInput("Say why this is right although a guard sprang.")
    with transaction.atomic():
        waiting = Batch.objects.select_for_update().get(pk=batch.pk)
        if waiting.state != State.CHECKED:
            return _approved_before(waiting, by)
        if is_stale(waiting):
            raise NotNow(STALE)
        if waiting.checked_at != batch.checked_at:
            raise NotNow("It was checked again meanwhile. Look at what it would change now.")
        waiting.state, waiting.approved_by = State.PUBLISHING, by
        waiting.approved_at, waiting.why = timezone.now(), why.strip()[:500]
        waiting.failed_with, waiting.progress = "", {"at": time.time()}
        waiting.save()
        wrote("approved files", by=by, on=batch, reason=why.strip())
    batch.refresh_from_db()
    crash_point("after-approved")
    return batch


def publish(batch: Batch, progress: Progress = silent) -> Batch:
    """Publish an approved batch; again after a stop does no harm.

    Raises NotNow when something else was published first (it must be checked again) or is being
    published at this moment (it stays approved).
    """
    batch.refresh_from_db()
    if batch.state == State.PUBLISHED:
        return batch
    if batch.state != State.PUBLISHING or batch.approved_by is None:
        raise NotNow(f"Batch {batch.pk} is {batch.get_state_display()}.")
    try:
        check_room(Path(settings.LAKE), _staged_size(batch))
        publish_batch(batch, by=batch.approved_by, progress=noted(batch, progress))
    except NotNow as error:
        if is_stale(batch):
            _back_to_review(batch, error.sentence)
        raise
    except BadInput as error:
        _back_to_review(batch, error.sentence)
        raise
    except Exception as error:
        full = said_full(error, batch.folder)
        _back_to_review(
            batch, full or "Publishing stopped because of a fault in Trellis. Nothing was changed."
        )
        if full:
            raise BadInput(full) from error
        raise
    batch.refresh_from_db()
    return batch


def discard(batch: Batch, *, by: Person) -> Batch:
    """Throw a delivery away; its files are removed, the line in the list stays."""
    check_keeper(by)
    with transaction.atomic():
        open_ = Batch.objects.filter(pk=batch.pk).exclude(
            state__in=[State.PUBLISHED, State.PUBLISHING]
        )
        if not open_.update(state=State.DISCARDED, progress={}, once=None):
            batch.refresh_from_db()
            raise NotNow(f"Batch {batch.pk} is {batch.get_state_display()}.")
        batch.faults.all().delete()
        wrote("threw files away", by=by, on=batch)
    shutil.rmtree(batch.folder, ignore_errors=True)
    batch.refresh_from_db()
    return batch


def _approved_before(batch: Batch, by: Person) -> Batch:
    first = batch.approved_by
    if first == by and batch.state in (State.PUBLISHING, State.PUBLISHED):
        return batch
    said = f", approved by {first.name}" if first else ""
    raise NotNow(f"Batch {batch.pk} is {batch.get_state_display()}{said}.")


def _back_to_review(batch: Batch, sentence: str) -> None:
    Batch.objects.filter(pk=batch.pk, state=State.PUBLISHING).update(
        state=State.CHECKED, failed_with=sentence, progress={}
    )


def _staged_size(batch: Batch) -> int:
    staged = batch.folder / batch.review["staged"]
    return sum(path.stat().st_size for path in staged.glob("*.parquet"))
