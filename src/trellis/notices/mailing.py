"""How does the daily mail leave: at most one a person and day, and a second try does no harm?

1. Write the person's row of the day; whoever comes second finds it there and stops.
2. Send. When the mail server refuses, take the row back, so that a later try may send.
Killed between the two, she gets no mail that day; what waits is counted in tomorrow's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from trellis.district.api import Person
from trellis.lib.api import count, sentence
from trellis.notices.acts import ticket_for
from trellis.notices.models import Digest
from trellis.notices.queries import unread, who_gets_mail


@dataclass(frozen=True)
class Sent:
    """How a round of mail went: how many left, and how many the mail server refused."""

    left: int
    refused: int


def send_digests(day: date | None = None) -> Sent:
    """Send the mail of a day (today) to everybody for whom something new waits."""
    on = day or timezone.localdate()
    left = refused = 0
    for person in who_gets_mail(on):
        waiting = unread(person)
        claimed = _claim(person, on, waiting)
        if claimed is None:
            continue
        try:
            written(person, waiting).send()
        except OSError:  # smtplib's errors are OSErrors too
            claimed.delete()
            refused += 1
        else:
            left += 1
    return Sent(left, refused)


def written(person: Person, waiting: int) -> EmailMessage:
    """Write a person's mail: a count and links, no name, no school, no words of anybody."""
    verb = "waits" if waiting == 1 else "wait"
    said = sentence(f"{count(waiting, 'thing')} {verb} for you in Trellis")
    stop = _address(reverse("notices-stop", args=[ticket_for(person)]))
    body = (
        f"{said}:\n{_address(reverse('notices'))}\n\n"
        "You need to sign in to read what it is. At most one mail a day comes from here, and none "
        f"when nothing is new.\nNo more mail: {stop}\n"
    )
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject=said, body=body, to=[person.email], headers=headers)


def _claim(person: Person, day: date, waiting: int) -> Digest | None:
    try:
        with transaction.atomic():
            return Digest.objects.create(person=person, day=day, notices=waiting)
    except IntegrityError:
        return None


def _address(path: str) -> str:
    return f"{settings.ADDRESS}{path}"
