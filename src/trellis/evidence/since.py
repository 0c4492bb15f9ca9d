"""What changed in the data since a finding was frozen?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from trellis.evidence.answering import answer
from trellis.evidence.asking import Ask
from trellis.evidence.marks import Moved, newest, then_and_now
from trellis.evidence.models import Finding, Publication
from trellis.evidence.publishing import current
from trellis.evidence.queries import frozen
from trellis.lib.api import NotThere


@dataclass(frozen=True)
class Since:
    """What was published since, the same question of now, and each figure that differs."""

    between: list[Publication]
    moved: list[Moved]
    ask: Ask
    counts_otherwise: bool


def changed_since(finding: Finding) -> Since | None:
    """Set a frozen finding beside what its question says now; None when nothing was published."""
    last = current()
    if last is None or last.number <= finding.publication.number:
        return None
    then = frozen(finding)
    try:
        ask = newest(then.ask)
        now = answer(ask)
    except NotThere:
        return None
    counts_otherwise = now.measure.version != finding.measure_version
    between = list(_after(finding.publication.number, now.publication))
    return Since(between, then_and_now(then, now), ask, counts_otherwise)


def _after(first: int, last: int) -> QuerySet[Publication]:
    rows = Publication.objects.filter(state="published", number__gt=first, number__lte=last)
    return rows.order_by("number")


def published_between(then: Finding, now: Finding) -> QuerySet[Publication]:
    """What was published after one finding was pinned and up to the other, the oldest first."""
    return _after(then.publication.number, now.publication.number)
