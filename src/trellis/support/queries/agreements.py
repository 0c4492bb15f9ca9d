"""What of coaching does this person read? The two read all; others what both signed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from trellis.access.api import CENTRAL_ROLES, scope_of
from trellis.district.api import Person
from trellis.lib.api import NotThere
from trellis.support.models import Agreement, CoachingEntry, PrivateNote, Share, Terms
from trellis.support.permissions.agreements import (
    IS_OF_THE_TWO,
    KNOW_DATE,
    KNOW_OF,
    KNOW_STEP,
    OWN_NOTE,
    READ_ENTRY,
)
from trellis.support.sealing import unseal

_FEW = 5


@dataclass(frozen=True)
class Said:
    """One coaching entry, opened for one of the two."""

    entry: CoachingEntry
    words: str
    next_step: str
    is_mine: bool


@dataclass(frozen=True)
class Known:
    """What somebody else knows of an agreement: whom, on what, and what was shared since."""

    agreement: Agreement
    focus: str
    met_on: tuple[date, ...]
    steps: tuple[tuple[date | None, str], ...]


@dataclass(frozen=True)
class Note:
    """A private note, opened for its author."""

    note: PrivateNote
    words: str


@dataclass(frozen=True)
class Version:
    """One version of an agreement, as the two read it."""

    terms: Terms
    shares: tuple[Share, ...]
    also: str
    waits_for_me: bool
    coach_signed: bool
    coachee_signed: bool
    holds: bool


def agreements_of(person: Person) -> QuerySet[Agreement, Any]:
    """Her own agreements, as coach or as the one who is coached; standing ones first."""
    rows = IS_OF_THE_TWO.among(person).select_related("coach", "coachee", "school", "standing")
    return rows.order_by(F("ended_at").asc(nulls_first=True), "-made_at")


def agreement_for(key: UUID, *, seen_by: Person) -> Agreement:
    """Return one agreement for one of its two, or raise NotThere."""
    rows = IS_OF_THE_TWO.among(seen_by).filter(key=key)
    related = rows.select_related("coach", "coachee", "school", "standing")
    found: Agreement | None = related.first()
    if found is None:
        raise NotThere
    return found


def versions_of(agreement: Agreement, *, seen_by: Person) -> list[Version]:
    """Every version of an agreement, newest first; the caller has found it as one of the two."""
    mine = "coach_signed_at" if seen_by.pk == agreement.coach_id else "coachee_signed_at"
    return [
        Version(
            terms=terms,
            shares=tuple(terms.shares.all()),
            also=unseal(terms.also),
            waits_for_me=terms.waits and getattr(terms, mine) is None,
            coach_signed=terms.coach_signed_at is not None,
            coachee_signed=terms.coachee_signed_at is not None,
            holds=terms.pk == agreement.standing_id,
        )
        for terms in agreement.versions.select_related("proposed_by").prefetch_related("shares")
    ]


def entries_of(agreement: Agreement, *, seen_by: Person) -> list[Said]:
    """What the two wrote, newest first; only for them."""
    rows = READ_ENTRY.among(seen_by).filter(agreement=agreement).select_related("written_by")
    return [
        Said(one, unseal(one.sealed_words), unseal(one.sealed_step), one.written_by == seen_by)
        for one in rows
    ]


def waits_for(person: Person) -> int:
    """How many versions wait for her own signature."""
    return sum(
        version.waits_for_me
        for agreement in agreements_of(person).filter(ended_at=None)
        for version in versions_of(agreement, seen_by=person)
    )


def known_to(person: Person) -> list[Known]:
    """Of whose coaching she knows, because both agreed: whom, on what, and what they share."""
    rows = KNOW_OF.among(person).select_related("coach", "coachee", "school", "standing")
    return [
        _known(one, person)
        for one in rows.order_by("coachee__name")
        if person.pk not in (one.coach_id, one.coachee_id)
    ]


def how_many_standing(*, seen_by: Person) -> int | None:
    """How many coaching agreements stand in the whole district, in steps of five; None below five.

    In steps, so that nobody can tell from one day to the next that one was made or ended. There
    is no such number for a school.
    """
    if not scope_of(seen_by).has(*CENTRAL_ROLES):
        return None
    n = Agreement.objects.filter(ended_at=None).exclude(standing=None).count()
    return n - n % _FEW or None


def notes_of(person: Person) -> list[Note]:
    """Her own private notes whose year is not over, newest first."""
    rows = OWN_NOTE.among(person).filter(gone_on__gt=timezone.localdate())
    return [Note(one, unseal(one.sealed_words)) for one in rows]


def _known(agreement: Agreement, person: Person) -> Known:
    dated = KNOW_DATE.among(person).filter(agreement=agreement).values_list("pk", "met_on")
    days = dict(dated)
    stepped = KNOW_STEP.among(person).filter(agreement=agreement).exclude(sealed_step="")
    return Known(
        agreement=agreement,
        focus=agreement.standing.focus if agreement.standing else "",
        met_on=tuple(sorted(days.values(), reverse=True)),
        steps=tuple((days.get(one.pk), unseal(one.sealed_step)) for one in stepped),
    )
