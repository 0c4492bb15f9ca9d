"""What does a coach's own page gather: with whom, on what, when they last met, how many hours?

Nothing here opens what was said; hours are for the coach herself, and for nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, OuterRef, Subquery, Sum
from django.utils import timezone

from trellis.district.api import Person
from trellis.support.models import TOOK_PLACE, Agreement, Record, Terms
from trellis.support.permissions.agreements import IS_OF_THE_TWO, OWN_NOTE, READ_ENTRY
from trellis.support.permissions.engagements import SEE_VISIT

_RENEW_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Cycle:
    """One of her agreements: the focus, how often they met and when last, what it waits for."""

    agreement: Agreement
    other: Person
    coaches: bool
    focus: str
    met: int
    last_met_on: date | None
    waits_for_me: bool
    waits_for_other: bool
    signed_on: date | None

    @property
    def to_renew(self) -> bool:
        """Whether it was signed more than a year ago."""
        if self.signed_on is None or self.waits_for_me or self.waits_for_other:
            return False
        return self.signed_on < timezone.localdate() - _RENEW_AFTER

    @property
    def waits(self) -> bool:
        """Whether there is something to sign or to look at again."""
        return self.waits_for_me or self.waits_for_other or self.to_renew


@dataclass(frozen=True)
class Hours:
    """Minutes since a day: under her agreements, and in visits that she wrote down."""

    since: date
    coaching: int
    visits: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.coaching + self.visits


def cycles_of(person: Person) -> list[Cycle]:
    """Her agreements that have not ended, as coach or as the one who is coached, by name."""
    rows = list(
        IS_OF_THE_TWO.among(person)
        .filter(ended_at=None)
        .select_related("coach", "coachee", "school", "standing")
        .order_by("made_at", "pk")
    )
    entries = READ_ENTRY.among(person).filter(agreement__in=rows)
    counted = {
        agreement: (met, last)
        for agreement, met, last in entries.values_list("agreement")
        .annotate(met=Count("pk"), last=Max("met_on"))
        .order_by()
    }
    waiting = {
        terms.agreement_id: terms
        for terms in Terms.objects.filter(agreement__in=rows, holds_from=None, declined_at=None)
    }
    found = [
        _cycle(one, person, counted.get(one.pk, (0, None)), waiting.get(one.pk)) for one in rows
    ]
    return sorted(found, key=lambda one: (not one.coaches, one.other.name))


def hours_of(person: Person, *, since: date) -> Hours:
    """Add up what she wrote down herself since a day; asked by nobody but her."""
    entries = READ_ENTRY.among(person).filter(agreement__coach=person, met_on__gte=since)
    begin = timezone.make_aware(datetime.combine(since, time.min))
    visits = SEE_VISIT.among(person).filter(
        visitors__person=person, state__in=TOOK_PLACE, planned_start__gte=begin
    )
    # Of a record that was put right, the newest version counts.
    newest = Record.objects.filter(engagement=OuterRef("pk")).order_by("-number").values("minutes")
    minutes = visits.annotate(took=Subquery(newest[:1])).aggregate(n=Sum("took"))["n"]
    coached = entries.aggregate(n=Sum("minutes"))["n"]
    return Hours(since, coached or 0, minutes or 0)


def notes_kept(person: Person) -> int:
    """How many private notes of hers are kept; asked by nobody but her, and none is opened."""
    return OWN_NOTE.among(person).filter(gone_on__gt=timezone.localdate()).count()


def _cycle(
    agreement: Agreement, person: Person, counted: tuple[int, date | None], waiting: Terms | None
) -> Cycle:
    coaches = agreement.coach_id == person.pk
    mine = other = None
    if waiting is not None:
        mine, other = waiting.coach_signed_at, waiting.coachee_signed_at
        if not coaches:
            mine, other = other, mine
    standing = agreement.standing
    held = standing.holds_from if standing else None
    return Cycle(
        agreement=agreement,
        other=agreement.other(person),
        coaches=coaches,
        focus=standing.focus if standing else waiting.focus if waiting else "",
        met=counted[0],
        last_met_on=counted[1],
        waits_for_me=waiting is not None and mine is None,
        waits_for_other=waiting is not None and mine is not None and other is None,
        signed_on=timezone.localtime(held).date() if held else None,
    )
