"""What do the tests about requests share: a card, a request, a calendar?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.cast import Cast, person
from trellis.district.api import Department, Person, Role, keep_department, keep_school_days
from trellis.notices.acts import tell, ticket_for
from trellis.support.acts.asking import Way, ask
from trellis.support.acts.cards import make_card
from trellis.support.acts.taking_up import take_up
from trellis.support.models import RoleCard, Service, SupportRequest
from trellis.support.rules.cards import Kasab, Offer

Commits = Callable[..., AbstractContextManager[Any]]
"""What `django_capture_on_commit_callbacks` is: runs what is told after the commit."""

LINES = Kasab(
    knowledge="How families hear from schools, in nine languages",
    attitudes="Every family wants to be asked",
    skills="Finds interpreters at short notice",
    aspirations="No family stays away for want of a word",
    behaviors="Answers, and says when it does not know",
)
INTERPRETING = Offer(
    title="Interpreting at school events",
    kind="resource_delivery",
    words="interpreter, translation, family night, language",
    reply_in_days=1,
    visit_in_days=3,
)


def transportation() -> Department:
    """One more department, without a card."""
    return keep_department(key="transportation", name="Transportation")


def colleague(cast: Cast, name: str = "Priya Raman") -> Person:
    """One more specialist of Student Services."""
    return person(name, Role.SPECIALIST, department=cast.student_services)


def publish(cast: Cast, *offers: Offer) -> RoleCard:
    """Publish the card of Student Services."""
    return make_card(
        by=cast.specialist,
        department=cast.student_services,
        title="Family liaison",
        role=Role.SPECIALIST,
        lines=LINES,
        offers=offers or (INTERPRETING,),
    )


def service_of(card: RoleCard) -> Service:
    """The first service that a card offers now."""
    return Service.objects.filter(version__card=card, version__replaced_at=None)[0]


def asked(cast: Cast, *, by: Person | None = None, title: str = "An interpreter") -> SupportRequest:
    """Oak asks Student Services, from its card."""
    card = RoleCard.objects.filter(department=cast.student_services).first() or publish(cast)
    return ask(
        by=by or cast.principal_of_oak,
        school=cast.oak,
        title=title,
        words="For family night, from 6 to 8 pm.",
        way=Way(service=service_of(card)),
    )


def set_back(request: SupportRequest, to: date) -> SupportRequest:
    """Let a request have been asked at noon of an earlier day."""
    noon = timezone.make_aware(datetime.combine(to, time(12)))
    SupportRequest.objects.filter(pk=request.pk).update(asked_at=noon)
    request.transitions.update(at=noon)
    request.sendings.update(at=noon)
    request.refresh_from_db()
    return request


def weekdays(first: date, last: date, *, but: tuple[date, ...] = ()) -> list[date]:
    """Every weekday of a span, except some."""
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in span if day.weekday() < 5 and day not in but]


def keep_calendar(*but: date) -> None:
    """Keep the district's days in session in fall 2026, without these."""
    keep_school_days(weekdays(date(2026, 8, 17), date(2026, 12, 18), but=but))


def requests_world(cast: Cast) -> SimpleNamespace:
    """One record of every kind about requests, for the addresses that lead to them."""
    return SimpleNamespace(
        card=publish(cast),
        request=asked(cast),
        led=take_up(asked(cast).pk, by=cast.specialist),
        notice=tell(
            cast.specialist, words="Look", link="/support/desk/", kind="request", key="a-notice"
        ),
        ticket=ticket_for(cast.specialist),
    )
