"""Who hears, in the daily round, that a day comes near, has passed, or is there to look again?

A notice is told once for each day that a part was given; nothing here sends a mail of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from trellis.commitments.models import Look, Part, State
from trellis.district.api import Person, Position, holding_today, school_days
from trellis.lib.api import count, day
from trellis.notices.api import tell

DAYS_BEFORE = 3
"""School days before its day on which an owner is reminded."""
_FAR = timedelta(days=30)


def remind(today: date | None = None) -> int:
    """Tell the owners; return how many parts and looks are near, late or due."""
    on = today or timezone.localdate()
    return _coming(on) + _late(on) + _looks(on)


def _coming(today: date) -> int:
    told = 0
    rows = _open_parts(today).filter(due_on__gte=today, due_on__lte=today + _FAR)
    for part in rows:
        ahead = school_days(today + timedelta(days=1), part.due_on, school=part.commitment.school)
        made_today = timezone.localtime(part.commitment.made_at).date() == today
        if len(ahead) > DAYS_BEFORE or made_today:
            continue
        when = f"in {count(len(ahead), 'school day')}" if ahead else "today"
        words = f"Due {when}, {day(part.due_on)}: “{part.deliverable}”."
        _tell(part.owner, part.commitment.get_absolute_url(), f"part-{part.pk}-due", part, words)
        told += 1
    return told


def _late(today: date) -> int:
    rows = list(_open_parts(today).filter(due_on__lt=today))
    for part in rows:
        words = f"Its day has passed, {day(part.due_on)}: “{part.deliverable}”. "
        words += "Say that it is done, adapt it, or drop it with a reason."
        _tell(part.owner, part.commitment.get_absolute_url(), f"part-{part.pk}-late", part, words)
    return len(rows)


def _looks(today: date) -> int:
    rows = Look.objects.filter(on__lte=today, now=None).select_related("then", "commitment")
    looks = [one for one in rows if one.commitment.state != State.DROPPED]
    for one in looks:
        owners = Person.objects.filter(_works_on(today, "pk"), parts__commitment=one.commitment)
        for person in owners.filter(is_active=True).distinct():
            tell(
                person,
                words=f"The day to look again has come: “{one.then.title}”.",
                link=one.get_absolute_url(),
                kind="promise",
                key=f"look-{one.pk}-{one.on}",
            )
    return len(looks)


def _open_parts(today: date) -> QuerySet[Part, Any]:
    rows = Part.objects.filter(_works_on(today, "owner"), state=State.OPEN, owner__is_active=True)
    return rows.select_related("owner", "commitment__school").order_by("due_on", "pk")


def _works_on(today: date, person: str) -> Exists:
    return Exists(Position.objects.filter(holding_today(today), person=OuterRef(person)))


def _tell(person: Person, link: str, key: str, part: Part, words: str) -> None:
    tell(person, words=words, link=link, kind="promise", key=f"{key}-{part.due_on}")
