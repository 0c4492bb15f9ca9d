"""How is evidence frozen, so that people can cite it for good?"""

from __future__ import annotations

from django.db import transaction

from trellis.access.api import scope_of
from trellis.district.api import Org, Person
from trellis.evidence.answering import Answer, answer
from trellis.evidence.asking import Ask
from trellis.evidence.models import Finding, Publication
from trellis.evidence.permissions import may_pin
from trellis.evidence.wording import title_of
from trellis.lib.api import NotAllowed
from trellis.trail.api import wrote


@transaction.atomic
def pin(ask: Ask, *, by: Person, title: str = "") -> Finding:
    """Freeze what a question shows now. The same question pinned twice on one state is one finding.

    Raises NotAllowed for board observers and NotThere when nothing is published for the question.
    """
    if not may_pin(scope_of(by)):
        raise NotAllowed("Findings are pinned by people who work with schools.")
    found = answer(ask)
    publication = Publication.objects.get(number=found.publication)
    words = title.strip()[:200] or title_of(found)
    before = Finding.objects.filter(
        publication=publication, asked=ask.to_json(), title=words, pinned_by=by
    ).first()
    if before:
        return before
    finding = Finding.objects.create(
        title=words,
        asked=ask.to_json(),
        measure=found.measure.key,
        measure_version=found.measure.version,
        publication=publication,
        shown=found.to_json(),
        form=ask.comparison,
        as_of=found.as_of,
        pinned_by=by,
    )
    finding.schools.set(_schools_in(found))
    wrote("pinned a finding", by=by, on=finding)
    return finding


def _schools_in(found: Answer) -> list[Org]:
    keys = {row["place_id"] for row in found.rows if row["level"] == "school"}
    return list(Org.objects.filter(key__in=keys))
