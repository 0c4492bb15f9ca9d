"""What did people say: for a department or a school, from five answers on, never for a person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from trellis.access.api import scope_of
from trellis.district.api import Department, Org, Person, Role
from trellis.statistics.api import Estimate, share
from trellis.support.models import (
    BROKEN_OUT_FROM,
    RELEASED_FROM,
    FeedbackAsk,
    FeedbackBox,
)
from trellis.support.permissions.feedback import ANSWER, SEE_BOX
from trellis.support.rules.feedback import OPEN_WEEKS, QUESTIONS, STEPS, week_of_day


@dataclass(frozen=True)
class Answers:
    """How the answers to one question fell. `upper` counts the two upper steps of four."""

    question: str
    counts: tuple[int, int, int, int]
    share: Estimate

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def upper(self) -> int:
        """How many gave one of the two upper answers."""
        return self.counts[2] + self.counts[3]

    @property
    def interval(self) -> str:
        """The 95% interval of the share of the upper two, in words."""
        return f"{self.share.low:.0%} to {self.share.high:.0%}"

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Each answer with how many gave it."""
        return list(zip(STEPS, self.counts, strict=True))


@dataclass(frozen=True)
class Told:
    """What a department's or a school's visits were worth to people; `answers` empty below five.

    `by_month` is (month, n, upper) of the first question, where each month has ten or more.
    """

    about: str
    answers: tuple[Answers, ...]
    from_n: int
    by_month: tuple[tuple[date, int, int], ...] = ()


def asks_of(person: Person) -> QuerySet[FeedbackAsk, Any]:
    """The questions that wait for her."""
    oldest = week_of_day(timezone.localdate()) - timedelta(weeks=OPEN_WEEKS)
    rows = ANSWER.among(person).filter(state=FeedbackAsk.State.OPEN, week__gte=oldest)
    return rows.select_related("engagement__school")


def told_about(where: Department | Org, *, seen_by: Person) -> Told | None:
    """What people said about one department, or at one school; None when it isn't hers to see.

    Below five answers (ten for a cabinet member) nothing is said, not even how many there are.
    """
    chosen = {"department": where} if isinstance(where, Department) else {"school": where}
    box = SEE_BOX.among(seen_by).filter(**chosen).first()
    if box is None:
        return None
    return _told(box, str(where), _least(seen_by))


def told_by_department(*, seen_by: Person) -> list[Told]:
    """What people said, department by department, by name."""
    rows = SEE_BOX.among(seen_by).exclude(department=None).select_related("department")
    least = _least(seen_by)
    return [_told(box, str(box.department), least) for box in rows.order_by("department__name")]


def feedback_rate() -> tuple[int, int]:
    """How many of the asked answered, of how many: for the whole district, of closed asks."""
    closed = week_of_day(timezone.localdate()) - timedelta(weeks=OPEN_WEEKS)
    rows = FeedbackAsk.objects.filter(week__lt=closed)
    rows = rows.exclude(state=FeedbackAsk.State.NOT_THERE)
    return rows.filter(state=FeedbackAsk.State.ANSWERED).count(), rows.count()


def _least(person: Person) -> int:
    scope = scope_of(person)
    return BROKEN_OUT_FROM if scope.roles == {Role.CABINET} else RELEASED_FROM


def _told(box: FeedbackBox, about: str, least: int) -> Told:
    totals = {question: [0, 0, 0, 0] for question in QUESTIONS}
    months: dict[date, list[int]] = {}
    for release in box.releases.all():
        for question, total in totals.items():
            for step, n in enumerate(release.counts[question]):
                total[step] += n
        month = months.setdefault(release.month, [0, 0])
        month[0] += sum(release.counts["helped"])
        month[1] += sum(release.counts["helped"][2:])
    if sum(totals["helped"]) < least:
        return Told(about, (), least)
    enough = len(months) > 1 and all(n >= BROKEN_OUT_FROM for n, _upper in months.values())
    return Told(
        about,
        tuple(_answers(QUESTIONS[name], counts) for name, counts in totals.items()),
        least,
        tuple((month, n, upper) for month, (n, upper) in months.items()) if enough else (),
    )


def _answers(question: str, counts: list[int]) -> Answers:
    n, upper = sum(counts), counts[2] + counts[3]
    return Answers(question, (counts[0], counts[1], counts[2], counts[3]), share(upper, n))
