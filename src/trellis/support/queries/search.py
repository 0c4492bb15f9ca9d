"""Which requests and visits speak of some words, of those that somebody may read?

Coaching is not looked at: no words of it are searched, for nobody, the two people included.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from trellis.district.api import Person
from trellis.support.models import Openness, Record, SupportRequest
from trellis.support.permissions.engagements import READ_WORDS, SEE_VISIT
from trellis.support.permissions.requests import SEE_REQUEST
from trellis.support.queries.engagements import Seen, as_seen, with_people


def requests_about(words: Sequence[str], *, seen_by: Person) -> QuerySet[SupportRequest, Any]:
    """Requests whose title or words speak of all these words, newest first."""
    rows = SEE_REQUEST.among(seen_by)
    for word in words:
        rows = rows.filter(Q(title__icontains=word) | Q(words__icontains=word))
    return rows.select_related("school", "department").order_by("-asked_at", "-pk")


def visits_about(words: Sequence[str], *, seen_by: Person, most: int) -> list[Seen]:
    """Visits whose purpose, or shared record where it is hers to read, speaks of all these words.

    Of a record that was put right only the version that holds is searched.
    """
    rows = SEE_VISIT.among(seen_by).filter(openness=Openness.OPEN)
    newer = Record.objects.filter(engagement=OuterRef("engagement"), number__gt=OuterRef("number"))
    holding = Record.objects.filter(~Exists(newer))
    readable = READ_WORDS.among(seen_by).filter(openness=Openness.OPEN).values("pk")
    for word in words:
        said = holding.filter(Q(what_we_did__icontains=word) | Q(what_next__icontains=word))
        in_record = Q(pk__in=said.values("engagement")) & Q(pk__in=readable)
        rows = rows.filter(Q(purpose__icontains=word) | in_record)
    return as_seen(with_people(rows).order_by("-planned_start", "-pk")[:most], seen_by=seen_by)
