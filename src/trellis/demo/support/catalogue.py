"""How do the role cards come about, and what was promised on which day?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from trellis.demo.support.days import Days, at
from trellis.demo.support.departments import DEPARTMENTS
from trellis.demo.support.said import Card, Offered
from trellis.district.api import Department, Person
from trellis.support.api import (
    Offer,
    RoleCard,
    Service,
    choose_front_desk,
    make_card,
    publish_card,
)


@dataclass(frozen=True)
class Catalogue:
    """What departments offer; a service by its title and the day."""

    services: dict[str, list[tuple[date, Service]]]

    def offers(self, department: str) -> tuple[Offered, ...]:
        """The services of a department."""
        return next(told.offers for told in DEPARTMENTS if told.key == department)

    def service(self, offer: Offered, day: date) -> Service:
        """The service as it was promised on a day."""
        versions = self.services[offer.title]
        held = [service for since, service in versions if since <= day]
        return held[-1] if held else versions[0][1]


def publish_catalogue(people: dict[str, Person], days: Days) -> Catalogue:
    """Publish every card by somebody who may; what changed since is a second version."""
    hana = people["Hana Sorensen"]
    services: dict[str, list[tuple[date, Service]]] = {}
    first, changed = (days.of_year(year)[0] for year in (days.years[0], days.years[-2]))
    for told in DEPARTMENTS:
        department = Department.objects.get(key=told.key)
        for card in told.cards:
            made = _make(card, department, by=hana)
            _keep(made, services, since=first)
            if any(offer.promise_before for offer in card.offers):
                publish_card(made.pk, by=hana, lines=card.lines, offers=_offers(made, card))
                _keep(made, services, since=changed)
            _set_back(made, first, changed)
    desk = Department.objects.get(key="professional-learning")
    choose_front_desk(by=hana, department=desk, reply_in_days=2, visit_in_days=10)
    return Catalogue(services)


def _make(card: Card, department: Department, *, by: Person) -> RoleCard:
    then = [_offer(replace(one, promise=one.promise_before or one.promise)) for one in card.offers]
    return make_card(
        by=by,
        department=department,
        title=card.title,
        role=card.role,
        lines=card.lines,
        offers=then,
    )


def _offers(made: RoleCard, card: Card) -> list[Offer]:
    """The services as they are now, each known again by its key."""
    rows = Service.objects.filter(version__card=made, version__replaced_at=None)
    keys = {row.title: str(row.key) for row in rows}
    return [replace(_offer(one), key=keys[one.title]) for one in card.offers]


def _offer(offered: Offered) -> Offer:
    reply, visit = offered.promise
    return Offer(offered.title, offered.kind, offered.words, reply, visit)


def _keep(made: RoleCard, services: dict[str, list[tuple[date, Service]]], *, since: date) -> None:
    rows = Service.objects.filter(version__card=made, version__replaced_at=None)
    for row in rows.select_related("version__card__department"):
        services.setdefault(row.title, []).append((since, row))


def _set_back(made: RoleCard, first: date, changed: date) -> None:
    """Date the versions as they came out: a week before school, then when a promise changed."""
    began = at(first - timedelta(days=7), 9 * 60)
    again = at(changed, 7 * 60)
    made.versions.filter(number=1).update(published_at=began)
    made.versions.filter(number=1).exclude(replaced_at=None).update(replaced_at=again)
    made.versions.filter(number=2).update(published_at=again)
