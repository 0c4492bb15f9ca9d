"""How does a department say what it offers, and what it promises?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from trellis.access.api import scope_of
from trellis.district.api import Department, Person, Role
from trellis.lib.api import BadInput, NotAllowed
from trellis.support.models import CardVersion, FrontDesk, RoleCard, Service
from trellis.support.permissions.cards import EDIT_CARD, KEEP_CARDS, may_choose_front_desk
from trellis.support.rules.cards import Kasab, Offer, check_kasab, check_offers, check_promise
from trellis.trail.api import wrote


@transaction.atomic
def publish_card(card_id: int, *, by: Person, lines: Kasab, offers: Sequence[Offer]) -> CardVersion:
    """Publish what a card says from now on. What it said stays, and requests keep its promise.

    Publishing the same again changes nothing. Raises BadInput when a line or a promise is missing.
    """
    card = EDIT_CARD.find(by, card_id, to_change=True)
    tidy, before = check_kasab(lines), card.versions.filter(replaced_at=None).first()
    check_offers(offers)
    if before is not None and _says_the_same(before, tidy, offers):
        return before
    now = timezone.now()
    number = before.number + 1 if before else 1
    card.versions.filter(replaced_at=None).update(replaced_at=now)
    version = CardVersion.objects.create(
        card=card, number=number, published_by=by, published_at=now, **asdict(tidy)
    )
    known = {
        str(key) for key in Service.objects.filter(version__card=card).values_list("key", flat=True)
    }
    for order, offer in enumerate(offers):
        Service.objects.create(
            version=version,
            key=uuid.UUID(offer.key) if offer.key in known else uuid.uuid4(),
            order=order,
            title=offer.title.strip()[:120],
            kind=offer.kind,
            words=offer.words.strip()[:300],
            reply_in_days=offer.reply_in_days,
            visit_in_days=offer.visit_in_days,
        )
    wrote("published a role card", by=by, on=card, detail={"version": number})
    return version


@transaction.atomic
def make_card(
    *,
    by: Person,
    department: Department,
    title: str,
    role: str,
    lines: Kasab,
    offers: Sequence[Offer],
) -> RoleCard:
    """Make the card of one more role of a department, and publish its first version."""
    owner = KEEP_CARDS.find(by, department.pk)
    if role not in Role.values:
        raise BadInput("Choose which role this card is about.")
    if not title.strip():
        raise BadInput("Say whose card this is: “Family interpreter”.")
    if RoleCard.objects.filter(department=owner, title__iexact=title.strip()).exists():
        raise BadInput(f"{owner.name} has a card “{title.strip()}” already; publish that anew.")
    card = RoleCard.objects.create(
        key=_key_for(f"{owner.key}-{title}"), title=title.strip()[:120], role=role, department=owner
    )
    publish_card(card.pk, by=by, lines=lines, offers=offers)
    return card


@transaction.atomic
def choose_front_desk(
    *, by: Person, department: Department, reply_in_days: int, visit_in_days: int
) -> FrontDesk:
    """Say which department reads what no card offers, and what is promised then."""
    if not may_choose_front_desk(scope_of(by)):
        raise NotAllowed("The cabinet or the professional-learning director chooses this.")
    check_promise(reply_in_days, visit_in_days, of="What no card offers")
    made = FrontDesk.objects.create(
        department=department,
        reply_in_days=reply_in_days,
        visit_in_days=visit_in_days,
        chosen_by=by,
    )
    wrote("chose the front desk", by=by, on=made)
    return made


def _says_the_same(before: CardVersion, lines: Kasab, offers: Sequence[Offer]) -> bool:
    if any(getattr(before, name) != said for name, said in asdict(lines).items()):
        return False
    then = [
        (s.title, s.kind, s.words, s.reply_in_days, s.visit_in_days) for s in before.services.all()
    ]
    now = [
        (o.title.strip(), o.kind, o.words.strip(), o.reply_in_days, o.visit_in_days) for o in offers
    ]
    return then == now


def _key_for(words: str) -> str:
    plain = slugify(words)[:100] or "card"
    key, number = plain, 1
    while RoleCard.objects.filter(key=key).exists():
        number += 1
        key = f"{plain}-{number}"
    return key
