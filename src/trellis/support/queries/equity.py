"""Does support go where need is, and where would the next free day help most?

Hours are those of visits with the supporting hat whose record both sides call fair; travel is not
in them, coaching between two and required visits are not either. Students are counted by the gate
(`evidence`), need by its newest published edition. Counted once a day for each edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.core.cache import cache
from django.db.models import OuterRef, Subquery, Sum
from django.utils import timezone

from trellis.district.api import open_schools
from trellis.evidence.api import Ask, answer, choices, current
from trellis.lib.api import NotThere
from trellis.statistics.api import (
    CONCENTRATION,
    Concentration,
    Gap,
    RobustLine,
    concentration,
    robust_line,
)
from trellis.support.metrics.ledger import FAIR
from trellis.support.models import Hat, NeedEdition, Record
from trellis.support.queries.map import support_visits
from trellis.support.queries.need import need_by_school, newest_need
from trellis.support.queries.windows import Window, latest

DAYS = 90
"""School days over which hours are added up: half a school year."""

_A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class School:
    """A school by its names: light, so that what was counted is quickly fetched again."""

    pk: int
    key: str
    name: str
    short_name: str
    href: str


@dataclass(frozen=True)
class Given:
    """What one school was given: hours, also for 100 students, beside its need."""

    school: School
    need: float
    students: int
    hours: float

    @property
    def per_100(self) -> float:
        """Hours of support for 100 students."""
        return 100 * self.hours / self.students


@dataclass(frozen=True)
class Offer:
    """A school that had less support than others with such need, and how much less."""

    school: School
    gap: Gap

    @property
    def said(self) -> str:
        """The gap in hours for 100 students: "−4.1"."""
        return _signed(self.gap.value)

    @property
    def range(self) -> str:
        """Its 95% range: "−6.0 to −2.3"."""
        return f"{_signed(self.gap.low)} to {_signed(self.gap.high)}"


@dataclass(frozen=True)
class Equity:
    """How support stood to need when it was counted; without a figure where schools are too few.

    `left_out` names the schools whose need or number of students may not be shown.
    """

    window: Window
    version: int
    published_at: datetime
    counted_at: datetime
    given: tuple[Given, ...]
    left_out: tuple[School, ...]
    spread: Concentration | None = None
    line: RobustLine | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there are schools enough to say anything."""
        return self.spread is not None

    @property
    def offers(self) -> list[Offer]:
        """Schools that had less support than others with such need, by name: an offer, no ranking.

        The gap's interval lies below the line, and the gap is larger than schools usually stand
        from it: the line alone is known too well to be the measure of a school.
        """
        if self.line is None:
            return []
        usual = self.line.scatter
        both = zip(self.given, self.line.gaps, strict=True)
        return [Offer(one.school, gap) for one, gap in both if gap.high < 0 and -gap.value > usual]


def equity(*, today: date | None = None) -> Equity | None:
    """Return how support stands to need today; None before a need index is published.

    The same for everybody who may see it; a page that names schools asks first who is reading.
    """
    edition = newest_need()
    if edition is None:
        return None
    day = today or timezone.localdate()
    key = f"support/equity/{edition.version}/{day}"
    kept: Equity | None = cache.get(key)
    if kept is None:
        kept = _count(edition, day)
        cache.set(key, kept, _A_DAY)
    return kept


def _count(edition: NeedEdition, day: date) -> Equity:
    window = latest(DAYS, today=day)
    given, left_out = _given(window)
    spread = line = None
    enough = len(given) >= CONCENTRATION.show and any(one.hours for one in given)
    if enough:
        # The same draws whoever looks, so that an interval does not move from look to look.
        rng = np.random.default_rng([edition.version, day.toordinal()])
        hours = [one.per_100 for one in given]
        need = [one.need for one in given]
        spread = concentration(hours, need, [one.students for one in given], rng=rng)
        line = robust_line(need, hours, rng=rng) if len(set(need)) > 1 else None
    return Equity(
        window,
        edition.version,
        edition.published_at,
        timezone.now(),
        given,
        left_out,
        spread,
        line,
    )


def _given(window: Window) -> tuple[tuple[Given, ...], tuple[School, ...]]:
    need, students, minutes = need_by_school(), students_by_school(), _minutes(window)
    given, left_out = [], []
    for org in open_schools():
        school = School(org.pk, org.key, org.name, org.short_name, org.get_absolute_url())
        index, many = need.get(school.pk), students.get(school.key)
        if index is None or not many:
            left_out.append(school)
            continue
        given.append(Given(school, index, many, minutes.get(school.pk, 0) / 60))
    return tuple(given), tuple(left_out)


def students_by_school() -> dict[str, int]:
    """Each school's students of the newest year, by its key, where they may be shown."""
    publication = current()
    if publication is None:
        return {}
    years = choices(publication).years_of(Ask("enrolment", "schools"))
    if not years:
        return {}
    asked = Ask("enrolment", "schools", year=years[-1], dim="all", value="")
    try:
        rows = answer(asked, publication=publication).rows
    except NotThere:
        return {}
    shown = [row for row in rows if row["level"] == "school" and not row["hidden"]]
    return {row["place_id"]: row["n_shown"] for row in shown if row["n_shown"]}


def _minutes(window: Window) -> dict[int, int]:
    """Minutes of acknowledged support, by school."""
    newest = Record.objects.filter(engagement=OuterRef("pk")).order_by("-number")
    visits = support_visits().filter(
        state__in=FAIR,
        hat=Hat.SUPPORT,
        planned_start__gte=window.begins,
        planned_start__lt=window.ends,
    )
    rows = visits.annotate(held=Subquery(newest.values("minutes")[:1])).order_by()
    return {
        school: total or 0 for school, total in rows.values_list("school").annotate(t=Sum("held"))
    }


def _signed(hours: float) -> str:
    return f"{hours:+.1f}".replace("-", "−")
