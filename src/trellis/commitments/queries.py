"""Which promises does a page list, and for whom?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from trellis.commitments.models import Commitment, NoAction, Part, Side, State
from trellis.commitments.permissions import SEE_COMMITMENT
from trellis.conversation.api import Conversation
from trellis.district.api import Org, Person

_STANDING = [State.OPEN, State.REPORTED]
_RECENT = timedelta(days=60)


def parts_of(school: Org, side: str, *, seen_by: Person) -> QuerySet[Part, Any]:
    """What one side owes in a school's promises: what stands, and what ended of late."""
    visible = SEE_COMMITMENT.among(seen_by).filter(school=school)
    lately = Q(confirmed_at__gte=timezone.now() - _RECENT)
    lately |= Q(changes__kind="dropped", changes__at__gte=timezone.now() - _RECENT)
    chosen = Part.objects.filter(commitment__in=visible, side=side)
    return _with_all(chosen.filter(Q(state__in=_STANDING) | lately).distinct())


def owed_to(school: Org, *, seen_by: Person) -> QuerySet[Part, Any]:
    """What the district owes a school."""
    return parts_of(school, Side.DISTRICT, seen_by=seen_by)


def promised_by(school: Org, *, seen_by: Person) -> QuerySet[Part, Any]:
    """What a school promised the district."""
    return parts_of(school, Side.SCHOOL, seen_by=seen_by)


@dataclass
class Standing:
    """How much stands between a school and the district: counts of parts."""

    owed: int = 0
    late: int = 0
    promised: int = 0


def standing_by_school(schools: Iterable[Org], *, seen_by: Person) -> dict[int, Standing]:
    """Count what stands, for each school by its pk, in one question of the record."""
    rows = Part.objects.filter(
        commitment__in=SEE_COMMITMENT.among(seen_by),
        commitment__school__in=[school.pk for school in schools],
        state__in=_STANDING,
    ).values_list("commitment__school", "side", "state", "due_on")
    found: dict[int, Standing] = {}
    today = timezone.localdate()
    for school, side, state, due_on in rows:
        counted = found.setdefault(school, Standing())
        if side == Side.SCHOOL:
            counted.promised += 1
        else:
            counted.owed += 1
            counted.late += state == State.OPEN and due_on < today
    return found


def parts_owned_by(person: Person) -> QuerySet[Part, Any]:
    """Everything that a person owns and that stands, soonest first."""
    mine = Part.objects.filter(owner=person, state__in=_STANDING)
    return _with_all(mine.filter(commitment__in=SEE_COMMITMENT.among(person))).order_by(
        "due_on", "pk"
    )


def ended_by(person: Person) -> QuerySet[Part, Any]:
    """What a person owned that ended in the last two months, newest first."""
    ended = Part.objects.filter(owner=person).exclude(state__in=_STANDING)
    ended = ended.filter(commitment__in=SEE_COMMITMENT.among(person))
    dated = ended.annotate(ended_at=Coalesce("confirmed_at", Max("changes__at")))
    lately = dated.filter(ended_at__gte=timezone.now() - _RECENT)
    return _with_all(lately.order_by("-ended_at"))


def late_parts(*, side: str, seen_by: Person) -> QuerySet[Part, Any]:
    """What one side owes and is late with, by its day; for all schools that she may see."""
    visible = SEE_COMMITMENT.among(seen_by)
    late = Part.objects.filter(
        commitment__in=visible, side=side, state=State.OPEN, due_on__lt=timezone.localdate()
    )
    return _with_all(late).order_by("due_on", "pk")


def opening_of(conversation: Conversation, *, seen_by: Person) -> list[Commitment]:
    """The promises with which a conversation opens: those of its school made before it.

    What stands, what was made in the last conversation that was held there, and what ended since;
    what is late comes first.
    """
    held = Conversation.objects.filter(
        school=conversation.school, state="closed", planned_for__lt=conversation.planned_for
    ).exclude(pk=conversation.pk)
    last = held.order_by("-planned_for").first()
    wanted = Q(parts__state__in=_STANDING)
    if last is not None:
        wanted |= Q(conversation=last) | Q(parts__confirmed_at__gte=last.planned_for)
        wanted |= Q(parts__changes__kind="dropped", parts__changes__at__gte=last.planned_for)
    found = SEE_COMMITMENT.among(seen_by).filter(wanted, school=conversation.school)
    rows = found.exclude(conversation=conversation).distinct()
    opening = rows.prefetch_related("parts__owner", "parts__changes")
    return sorted(
        opening, key=lambda one: not any(p.shown_state == "late" for p in one.parts.all())
    )


def made_in(conversation: Conversation) -> list[Commitment]:
    """The promises of one conversation; the caller has found it by permission."""
    rows = Commitment.objects.filter(conversation=conversation)
    return list(rows.prefetch_related("parts__owner", "parts__changes"))


def no_action_of(conversation: Conversation) -> NoAction | None:
    """Why a conversation ended without a promise, if it did."""
    return NoAction.objects.filter(conversation=conversation).select_related("by").first()


def _with_all(parts: QuerySet[Part, Any]) -> QuerySet[Part, Any]:
    return parts.select_related("owner", "commitment__school", "confirmed_by").prefetch_related(
        "changes__by"
    )
