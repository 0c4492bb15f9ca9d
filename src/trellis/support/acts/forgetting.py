"""Which visits are forgotten when their time in the ledger is over?"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from trellis.support.models import Engagement, EngagementStep
from trellis.trail.api import wrote

MANY = 500
"""How many visits are forgotten at once; more wait for the next time."""


@transaction.atomic
def forget_old_visits(*, on: date | None = None) -> int:
    """Delete visits whose `kept_until` has passed, with all that was written about them.

    Say how many. What was promised to a school and not closed yet keeps its visit.
    """
    over = Engagement.objects.filter(kept_until__lt=on or timezone.localdate())
    over = over.exclude(follow_ups__state="open").order_by("kept_until", "pk")
    chosen = list(over.values_list("pk", flat=True)[:MANY])
    if not chosen:
        return 0
    # Steps first: they hold on to the records that they answer.
    EngagementStep.objects.filter(engagement__in=chosen).delete()
    Engagement.objects.filter(pk__in=chosen).delete()
    wrote("forgot visits whose time was over", by="daily", detail={"visits": len(chosen)})
    return len(chosen)
