"""What did checking find, and how is it kept until a person has looked at it?"""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from trellis.evidence.api import current
from trellis.intake.mappings.troubles import Problem
from trellis.intake.models import Batch, Fault, State
from trellis.lib.api import NotNow, crash_point

MOST_FAULTS = 1_000
_LENGTHS = {"found": 200, "expected": 300, "column": 255, "rule": 60}


@dataclass
class Checked:
    """What checking found, before it is kept. `asks`: what a person must confirm."""

    review: dict[str, Any] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)


@transaction.atomic
def keep(batch: Batch, run: str, checked: Checked) -> None:
    """Keep what a run of checking found, and let the batch wait for a person.

    Raises NotNow when another run has taken the batch over meanwhile.
    """
    mine = Batch.objects.select_for_update().filter(pk=batch.pk, state=State.CHECKING)
    if not mine.filter(progress__run=run).exists():
        raise NotNow(f"Batch {batch.pk} is checked by somebody else; this try was dropped.")
    for file in batch.files.all():
        found = checked.files.get(file.name, {})
        file.kind = found.get("kind", "")
        file.rows, file.set_aside = found.get("rows", 0), found.get("set_aside", 0)
        file.note, file.counts = found.get("note", "")[:500], found.get("counts", {})
        file.save()
    batch.faults.all().delete()
    Fault.objects.bulk_create(
        [
            Fault(batch=batch, **{k: _short(k, v) for k, v in asdict(problem).items()})
            for problem in checked.problems[:MOST_FAULTS]
        ],
        batch_size=500,
    )
    rest = checked.problems[MOST_FAULTS:]
    checked.review["more_faults"] = sum(1 + problem.more_like_it for problem in rest)
    newest = current()
    batch.review = checked.review
    batch.checked_at, batch.checked_on = timezone.now(), newest.number if newest else 0
    batch.state, batch.progress, batch.failed_with = State.CHECKED, {}, ""
    batch.save()
    crash_point("while-keeping")


def drop_other_stages(batch: Batch) -> None:
    """Remove what earlier runs of checking have staged."""
    for folder in batch.folder.glob("staged-*"):
        if folder.name != batch.review.get("staged"):
            shutil.rmtree(folder, ignore_errors=True)


def _short(name: str, value: Any) -> Any:
    most = _LENGTHS.get(name)
    return value[:most] if most and isinstance(value, str) else value
