"""What do the tests about promises and goals share?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.figures import YEAR, publish_figures
from trellis.commitments.api import (
    Commitment,
    Goal,
    Number,
    Owner,
    Side,
    confirm,
    promise,
    report_done,
    set_goal,
)
from trellis.evidence.api import Ask, Finding, Publication, pin


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def counted(cast: Cast, *, at_oak: int = 300) -> Finding:
    """Pin how many students each school has."""
    if not Publication.objects.exists():
        publish_figures(cast, at_oak=at_oak)
    return pin(Ask("enrolment", "schools", year=YEAR), by=cast.principal_of_oak)


def promised(cast: Cast, *, due: int = 9, words: str = "Talk again", **more: Any) -> Commitment:
    """Oak and Student Services promise each other something."""
    return promise(
        by=cast.principal_of_oak,
        words=words,
        sign_to_see="people talk",
        lead=Owner(cast.principal_of_oak, Side.SCHOOL, "a room", in_days(due)),
        co_owners=[Owner(cast.specialist, Side.DISTRICT, "a list", in_days(due))],
        school=cast.oak,
        **more,
    )


def kept(cast: Cast, **more: Any) -> Commitment:
    """Promise something, and keep it on both sides."""
    made = promised(cast, **more)
    school, district = made.parts.get(side=Side.SCHOOL), made.parts.get(side=Side.DISTRICT)
    confirm(report_done(school.pk, by=cast.principal_of_oak).pk, by=cast.specialist)
    confirm(report_done(district.pk, by=cast.specialist).pk, by=cast.principal_of_oak)
    return Commitment.objects.get(pk=made.pk)


def goal_of_oak(cast: Cast, words: str = "All of us here", **more: Any) -> Goal:
    return set_goal(
        by=cast.principal_of_oak, org=cast.oak, words=words, owner_role="principal", **more
    )


def goal_of_district(cast: Cast, words: str = "Every day counts", **more: Any) -> Goal:
    return set_goal(by=cast.cabinet, org=cast.district, words=words, owner_role="cabinet", **more)


def at_oak(finding: Finding, *, target: float, way: str = "up", cast: Cast) -> Number:
    """The number that begins at how many students Oak has."""
    return Number(finding, f"{cast.oak.key}.all-all.{YEAR}", way, target)
