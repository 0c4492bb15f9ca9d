"""How is a person told something, once, and how does she say that she has read it?"""

from __future__ import annotations

from django.core import signing
from django.core.signing import BadSignature
from django.db import transaction
from django.utils import timezone

from trellis.district.api import Person
from trellis.lib.api import BadInput, NotThere
from trellis.notices.models import Notice, Wish
from trellis.trail.api import wrote

_SALT = "stop the daily mail"


def tell(person: Person, *, words: str, link: str, kind: str, key: str) -> Notice:
    """Tell a person something; called after the commit of the act that it is about.

    The same key again changes nothing. `words` are read inside Trellis only: a mail counts them.
    `link` is an address of this site. `kind` is a word for what it is about, such as "request".
    """
    if not link.startswith("/") or link.startswith("//"):
        raise BadInput(f"A notice leads to a page of this site, not to “{link[:60]}”.")
    notice, _new = Notice.objects.get_or_create(
        person=person,
        key=key[:120],
        defaults={"words": words[:300], "link": link, "kind": kind},
    )
    return notice


def open_notice(notice_id: int, *, by: Person) -> Notice:
    """Say that she has read a notice of hers, and return it."""
    notice = Notice.objects.filter(person=by, pk=notice_id).first()
    if notice is None:
        raise NotThere
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def read_all(*, by: Person) -> int:
    """Say that she has read everything that waits; return how many there were."""
    return Notice.objects.filter(person=by, read_at=None).update(read_at=timezone.now())


def read_about(link: str, *, by: Person) -> None:
    """Say that she has read what leads to this page: she is on it."""
    Notice.objects.filter(person=by, link=link, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose_mail(*, by: Person, mail: str) -> Wish:
    """Say whether she wants at most one mail a day, or none."""
    if mail not in Wish.Mail.values:
        raise BadInput("Choose one mail a day, or none.")
    wish, _new = Wish.objects.update_or_create(
        person=by, defaults={"mail": mail, "said_at": timezone.now()}
    )
    wrote("chose how much mail to get", by=by, on=wish)
    return wish


def ticket_for(person: Person) -> str:
    """Return the signed word by which a mail program may stop her mail, and nothing else."""
    return signing.dumps(person.pk, salt=_SALT)


def person_of(ticket: str) -> Person:
    """Return whose ticket this is; NotThere when it is not one of ours."""
    try:
        pk = signing.loads(ticket, salt=_SALT)
    except BadSignature:
        raise NotThere from None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    if person is None:
        raise NotThere
    return person
