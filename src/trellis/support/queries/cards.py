"""What may a school ask for, by which words is it found, and what is nearest to other words?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from trellis.district.api import Department, Person
from trellis.support.models import CardVersion, RoleCard, Service
from trellis.support.permissions.cards import KEEP_CARDS, SEE_CARD
from trellis.support.rules.cards import NEAR_ENOUGH, likeness, tokens


@dataclass(frozen=True)
class Found:
    """What a search in the catalogue found; `nearest` is set when nothing speaks of the words."""

    services: list[Service]
    nearest: Service | None = None


def services(*, seen_by: Person) -> QuerySet[Service, Any]:
    """Every service that is offered now, by department and card."""
    rows = Service.objects.filter(
        version__replaced_at=None, version__card__in=SEE_CARD.among(seen_by)
    )
    return rows.select_related("version__card__department").order_by(
        "version__card__department__name", "version__card__title", "order", "pk"
    )


def search(words: str, *, seen_by: Person) -> Found:
    """Find services that speak of all these words; when none does, the nearest one."""
    offered = services(seen_by=seen_by)
    wanted = tokens(words)
    if not wanted:
        return Found(list(offered))
    found = offered
    for word in wanted:
        found = found.filter(
            Q(title__icontains=word)
            | Q(words__icontains=word)
            | Q(version__card__title__icontains=word)
            | Q(version__card__department__name__icontains=word)
        )
    rows = list(found)
    return Found(rows) if rows else Found([], nearest(words, list(offered)))


def nearest(words: str, offered: list[Service]) -> Service | None:
    """Return the service whose words are most like these; None when none is near enough."""

    def like(service: Service) -> float:
        card = service.version.card
        return likeness(words, (service.title, service.words, card.title, card.department.name))

    best = max(offered, key=like, default=None)
    return best if best is not None and like(best) >= NEAR_ENOUGH else None


def by_card(found: list[Service]) -> list[tuple[Department, list[tuple[RoleCard, list[Service]]]]]:
    """Put services under their cards, and cards under their departments, in the order given."""
    cards: dict[RoleCard, list[Service]] = defaultdict(list)
    for service in found:
        cards[service.version.card].append(service)
    departments: dict[Department, list[tuple[RoleCard, list[Service]]]] = defaultdict(list)
    for card, offered in cards.items():
        departments[card.department].append((card, offered))
    return list(departments.items())


def cards(*, seen_by: Person) -> QuerySet[RoleCard, Any]:
    """Every role card, by department, with the version that holds."""
    holding = Prefetch("versions", CardVersion.objects.filter(replaced_at=None), to_attr="holding")
    rows = SEE_CARD.among(seen_by).select_related("department").prefetch_related(holding)
    return rows.order_by("department__name", "title")


def card(key: str, *, seen_by: Person) -> RoleCard | None:
    """Return one card by the key in its address."""
    return SEE_CARD.among(seen_by).select_related("department").filter(key=key).first()


def departments_kept_by(person: Person) -> list[Department]:
    """Departments for which she publishes cards."""
    return list(KEEP_CARDS.among(person).order_by("name"))
