"""How is a batch checked, by one run at a time, also after one that died?"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

from trellis.district.api import Person
from trellis.intake.batches.checked import drop_other_stages, keep
from trellis.intake.batches.checking import check_files
from trellis.intake.batches.room import said_full
from trellis.intake.models import Batch, State
from trellis.intake.permissions import check_keeper
from trellis.intake.reading.text import NotUtf8
from trellis.lib.api import NotNow, TrellisError, crash_point

Progress = Callable[[str, int, int], None]
FAULT = "Checking stopped because of a fault in Trellis. Nothing was changed."
TOO_BIG = (
    "This delivery needs more memory than there is. Nothing was changed. Deliver it in parts, for "
    "example by school year."
)

_CLOSED = (State.PUBLISHED, State.PUBLISHING, State.DISCARDED)


def silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def check(batch: Batch, progress: Progress = silent) -> Batch:
    """Read and check a batch; it then waits for review, or says why it cannot be used.

    A run that finds itself overtaken by a newer one keeps nothing.
    """
    run = uuid.uuid4().hex[:12]
    taken = Batch.objects.filter(pk=batch.pk).exclude(state__in=_CLOSED)
    begun = {"run": run, "at": time.time()}
    if not taken.update(state=State.CHECKING, failed_with="", progress=begun):
        batch.refresh_from_db()
        raise NotNow(f"Batch {batch.pk} is {batch.get_state_display()}.")
    batch.refresh_from_db()
    try:
        checked = check_files(batch, run, noted(batch, progress, run=run))
        keep(batch, run, checked)
    except NotUtf8 as error:
        _fail(batch, run, error.sentence, {"not_utf8": [error.name]})
    except TrellisError as error:
        _fail(batch, run, error.sentence)
    except MemoryError:
        _fail(batch, run, TOO_BIG)
    except Exception as error:
        full = said_full(error, batch.folder)
        _fail(batch, run, full or FAULT)
        if not full:
            raise
    batch.refresh_from_db()
    if batch.state == State.CHECKED:
        drop_other_stages(batch)
    crash_point("after-check")
    return batch


def answer(batch: Batch, *, by: Person, answers: dict[str, Any]) -> Batch:
    """Answer what the files did not say (mapping, year, window, subject); it is checked again."""
    check_keeper(by)
    batch.answers |= answers
    open_ = Batch.objects.filter(pk=batch.pk).exclude(state__in=_CLOSED)
    begun = {"at": time.time()}
    if not open_.update(answers=batch.answers, state=State.RECEIVED, progress=begun):
        batch.refresh_from_db()
        raise NotNow(f"Batch {batch.pk} is {batch.get_state_display()}.")
    batch.refresh_from_db()
    return batch


def noted(batch: Batch, progress: Progress, *, run: str = "") -> Progress:
    """Tell how far the work is: to the caller, and to the page by the batch's row.

    With a `run`, raises NotNow as soon as another run has taken the batch over.
    """
    told = {"at": 0.0}
    mine = Batch.objects.filter(pk=batch.pk)
    if run:
        mine = mine.filter(progress__run=run, state=State.CHECKING)

    def note(what: str, done: int, of: int) -> None:
        progress(what, done, of)
        if time.time() - told["at"] > 0.5 or done == of:
            told["at"] = time.time()
            now = {"what": what, "done": done, "of": of, "at": told["at"]}
            if not mine.update(progress=now | ({"run": run} if run else {})) and run:
                raise NotNow(f"Batch {batch.pk} is checked by somebody else; this try was dropped.")

    return note


def _fail(batch: Batch, run: str, sentence: str, review: dict[str, Any] | None = None) -> None:
    mine = Batch.objects.filter(pk=batch.pk, state=State.CHECKING, progress__run=run)
    mine.update(state=State.FAILED, failed_with=sentence, progress={}, review=review or {})
