"""Which findings does a page list, and how is a frozen one read again?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from trellis.district.api import Org, Person
from trellis.evidence.answering import Answer
from trellis.evidence.asking import Ask
from trellis.evidence.models import Finding
from trellis.evidence.permissions import SEE_FINDING
from trellis.measures.api import MEASURES


def findings_seen_by(person: Person) -> QuerySet[Finding, Any]:
    """Every finding that she may read, newest first."""
    return SEE_FINDING.among(person).select_related("pinned_by")


def findings_about(school: Org, *, seen_by: Person) -> QuerySet[Finding, Any]:
    """Findings in which a school has a figure."""
    return findings_seen_by(seen_by).filter(schools=school)


def frozen(finding: Finding) -> Answer:
    """Read a finding as it was shown; the lake is not asked."""
    rows = tuple({**row, "as_of": date.fromisoformat(row["as_of"])} for row in finding.shown)
    return Answer(
        Ask.from_json(finding.asked),
        rows,
        MEASURES[finding.measure],
        finding.as_of,
        finding.publication.number,
    )
