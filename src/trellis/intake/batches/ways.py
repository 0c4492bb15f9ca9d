"""In which ways was a delivery read, so that it can be told whether it would be read otherwise now?

A delivery that was published need not be read again, unless a mapping or a habit of its source has
been changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from trellis.intake.batches import known
from trellis.intake.mappings.saved import to_json
from trellis.intake.models import Batch


def once_of(fingerprint: str, answers: dict[str, Any]) -> str:
    """Return the mark of a delivery: the same bytes with the same answers have the same one."""
    return _digest(fingerprint, json.dumps(answers, sort_keys=True))


def ways_of(kinds: Iterable[str]) -> dict[str, Any]:
    """Return by which mappings and habits files of these kinds are read now."""
    mappings = known.mappings()
    found = list(kinds)
    keys = sorted({kind.split(":")[1] for kind in found if kind.startswith("results:")})
    ways: dict[str, Any] = {
        "habits": known.habits_said(),
        "mappings": {key: _digest(to_json(mappings[key])) for key in keys if key in mappings},
    }
    if any(kind in ("unmapped", "unread") for kind in found):
        ways["all"] = _digest(*sorted(mappings))
    return ways


def would_be_read_otherwise(batch: Batch) -> bool:
    """Whether a published delivery would be read in another way today."""
    kinds = batch.files.values_list("kind", flat=True)
    return bool(batch.review.get("ways") != ways_of(kinds))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
