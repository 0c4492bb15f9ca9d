"""How does a school keep a day free, and how is a calendar address made and ended?"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from trellis.access.api import SEE_SCHOOL
from trellis.district.api import Org, Person
from trellis.lib.api import NotThere
from trellis.support.models import Blackout, Feed
from trellis.support.permissions.calendar import KEEP_FREE, LIFT, OWN_FEED
from trellis.support.rules import calendar as rules
from trellis.trail.api import wrote

_SECRET_BYTES = 24
"""192 bits; a guess a nanosecond finds none in the age of the universe."""


@transaction.atomic
def keep_free(school_id: int, *, by: Person, day: date, why: str) -> Blackout:
    """Keep a day free of visits, and say why; done again, the first reason stays."""
    school = KEEP_FREE.find(by, school_id, to_change=True)
    rules.check_blackout(day, why)
    kept, new = Blackout.objects.get_or_create(
        school=school, day=day, lifted_at=None, defaults={"why": why.strip()[:120], "set_by": by}
    )
    if new:
        wrote("kept a day free of visits", by=by, on=kept)
    return kept


@transaction.atomic
def open_again(blackout_id: int, *, by: Person) -> Blackout:
    """Let visits in again on a day that was kept free."""
    found = LIFT.find(by, blackout_id, to_change=True)
    if found.lifted_at is None:
        found.lifted_by, found.lifted_at = by, timezone.now()
        found.save(update_fields=["lifted_by", "lifted_at"])
        wrote("opened a day again that was kept free of visits", by=by, on=found)
    return found


@transaction.atomic
def make_feed(*, by: Person, school: Org | None = None) -> tuple[Feed, str]:
    """Make a calendar address and return its secret, which is shown once and kept nowhere."""
    if school is not None and not SEE_SCHOOL.allows(by, school):
        raise NotThere
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    made = Feed.objects.create(owner=by, school=school, secret_hash=hashed(secret))
    wrote("made a calendar address", by=by, on=made)
    return made, secret


@transaction.atomic
def revoke_feed(feed_id: int, *, by: Person) -> Feed:
    """End a calendar address at once."""
    found = OWN_FEED.find(by, feed_id, to_change=True)
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        wrote("ended a calendar address", by=by, on=found)
    return found


def hashed(secret: str) -> str:
    """The form in which a secret is kept; it is random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
