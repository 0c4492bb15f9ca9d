"""What waits for a person, and who gets a mail about it today?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from trellis.district.api import Person, Position, holding_today
from trellis.notices.models import Digest, Notice, Wish


def notices_of(person: Person) -> QuerySet[Notice, Any]:
    """Everything she was told, newest first. Only she herself may ask."""
    return Notice.objects.filter(person=person)


def unread(person: Person) -> int:
    """How many things wait for her."""
    return Notice.objects.filter(person=person, read_at=None).count()


def mail_of(person: Person) -> str:
    """Whether she gets the daily mail: "daily" or "none"."""
    wish = Wish.objects.filter(person=person).first()
    return wish.mail if wish else Wish.Mail.DAILY


def who_gets_mail(day: date) -> QuerySet[Person, Any]:
    """People for whom something new waits since their last mail, and who had none that day.

    Only who holds a position that day, is active, and has not said "no mail".
    """
    held = Position.objects.filter(holding_today(day), person=OuterRef("pk"))
    had = Digest.objects.filter(person=OuterRef("pk"), day__gte=day)
    people = Person.objects.filter(Exists(held), ~Exists(had), is_active=True)
    people = people.exclude(mail_wish__mail=Wish.Mail.NONE)
    newest = people.annotate(
        newest=Max("notices__at", filter=Q(notices__read_at=None)),
        last=Max("digests__at"),
    )
    waiting = Q(newest__isnull=False) & (Q(last=None) | Q(newest__gt=F("last")))
    return newest.filter(waiting).order_by("pk")
