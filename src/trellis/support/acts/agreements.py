"""How do two people agree on their coaching, and write what is theirs?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from trellis.district.api import Org, Person, staff_of
from trellis.lib.api import BadInput, NotThere
from trellis.support.acts import telling
from trellis.support.models import (
    KNIGHTS_LINE,
    UNDER_AGREEMENT,
    Agreement,
    CoachingEntry,
    Kind,
    PrivateNote,
    Share,
    Terms,
    a_year_from,
)
from trellis.support.permissions.agreements import (
    DECIDE_TERMS,
    IS_OF_THE_TWO,
    OWN_NOTE,
    READ_ENTRY,
)
from trellis.support.rules import agreements as rules
from trellis.support.sealing import seal
from trellis.trail.api import wrote

Shares = Iterable[tuple[str, str]]


@transaction.atomic
def propose_agreement(
    *,
    by: Person,
    coachee: Person,
    school: Org,
    focus: str,
    shares: Shares = KNIGHTS_LINE,
    also: str = "",
) -> Agreement:
    """Propose to coach somebody of a school. It holds when both have signed."""
    rules.check_two(by, coachee)
    if not staff_of(school).filter(pk=coachee.pk).exists():
        raise NotThere
    standing = Agreement.objects.filter(coach=by, coachee=coachee, ended_at=None).first()
    if standing is not None:
        return standing
    made = Agreement.objects.create(school=school, coach=by, coachee=coachee)
    _propose(made, by=by, focus=focus, shares=shares, also=also)
    wrote("proposed a coaching agreement", by=by, on=made, about=coachee)
    return made


@transaction.atomic
def propose_terms(
    key: uuid.UUID, *, by: Person, focus: str, shares: Shares, also: str = ""
) -> Terms:
    """Propose a change. Until the other one says yes, what both signed goes on to hold."""
    agreement = _of_the_two(key, by)
    rules.check_open(agreement)
    for waiting in agreement.versions.filter(holds_from=None, declined_at=None):
        waiting.declined_at = timezone.now()
        waiting.save(update_fields=["declined_at"])
    made = _propose(agreement, by=by, focus=focus, shares=shares, also=also)
    wrote("proposed a change of a coaching agreement", by=by, on=agreement)
    return made


@transaction.atomic
def sign(key: uuid.UUID, number: int, *, by: Person) -> Terms:
    """Say yes to a version. With the second yes it holds, for what is written from then on."""
    agreement = _of_the_two(key, by)
    terms = _version(agreement, number, by)
    rules.check_open(agreement)
    rules.check_waits(terms)
    _put_name(terms, agreement, by)
    terms.save(update_fields=["coach_signed_at", "coachee_signed_at"])
    if terms.coach_signed_at and terms.coachee_signed_at:
        terms.holds_from = timezone.now()
        terms.save(update_fields=["holds_from"])
        agreement.standing = terms
        agreement.save(update_fields=["standing"])
    wrote("signed a coaching agreement", by=by, on=agreement)
    transaction.on_commit(partial(telling.about_agreement, agreement.pk, by.pk))
    return terms


@transaction.atomic
def refuse_terms(key: uuid.UUID, number: int, *, by: Person) -> Terms:
    """Say no to a version; what held before goes on to hold."""
    agreement = _of_the_two(key, by)
    terms = _version(agreement, number, by)
    rules.check_waits(terms)
    terms.declined_at = timezone.now()
    terms.save(update_fields=["declined_at"])
    wrote("said no to a version of a coaching agreement", by=by, on=agreement)
    transaction.on_commit(partial(telling.about_agreement, agreement.pk, by.pk))
    return terms


@transaction.atomic
def end_agreement(key: uuid.UUID, *, by: Person) -> Agreement:
    """End the relationship; either may, without giving a reason. Nobody else knows of it then."""
    agreement = _of_the_two(key, by)
    if agreement.ended_at is None:
        agreement.ended_at, agreement.ended_by = timezone.now(), by
        agreement.save(update_fields=["ended_at", "ended_by"])
        wrote("ended a coaching agreement", by=by, on=agreement)
        transaction.on_commit(partial(telling.about_agreement, agreement.pk, by.pk))
    return agreement


@transaction.atomic
def write_entry(
    agreement_key: uuid.UUID,
    *,
    by: Person,
    met_on: date,
    minutes: int,
    words: str,
    next_step: str = "",
    kind: str = Kind.TEACHER_COACHING,
    key: uuid.UUID | None = None,
) -> CoachingEntry:
    """Write about a meeting, for the two alone. The same key again changes nothing."""
    agreement = _of_the_two(agreement_key, by)
    if key and (before := agreement.entries.filter(key=key).first()):
        return before
    rules.check_open(agreement)
    terms = rules.check_signed(agreement)
    rules.check_met(met_on, minutes, words)
    if kind not in UNDER_AGREEMENT:
        raise BadInput("Choose what kind of coaching it was.")
    made = CoachingEntry.objects.create(
        key=key or uuid.uuid4(),
        agreement=agreement,
        terms=terms,
        kind=kind,
        met_on=met_on,
        minutes=minutes,
        sealed_words=seal(words.strip()[:4000]),
        sealed_step=seal(next_step.strip()[:300]),
        written_by=by,
    )
    wrote("wrote about a coaching meeting", by=by, on=made)
    transaction.on_commit(partial(telling.about_agreement, agreement.pk, by.pk))
    return made


@transaction.atomic
def take_back_entry(key: uuid.UUID, *, by: Person) -> None:
    """Throw away what one wrote oneself about a meeting; it is gone for both."""
    found = READ_ENTRY.among(by).filter(key=key, written_by=by).first()
    if found is None:
        raise NotThere
    wrote("took back what was written about a coaching meeting", by=by, on=found)
    found.delete()


@transaction.atomic
def keep_note(words: str, *, by: Person, key: uuid.UUID | None = None) -> PrivateNote:
    """Keep a working note for oneself, for a year. The same key again changes nothing."""
    if key and (before := PrivateNote.objects.filter(key=key, author=by).first()):
        return before
    if len(words.strip()) < 2:
        raise BadInput("Write something to keep.")
    today = timezone.localdate()
    return PrivateNote.objects.create(
        key=key or uuid.uuid4(),
        author=by,
        sealed_words=seal(words.strip()[:8000]),
        written_on=today,
        gone_on=a_year_from(today),
    )


@transaction.atomic
def throw_note_away(key: uuid.UUID, *, by: Person) -> None:
    """Throw one's own note away; nothing of it stays, also not in the trail."""
    found = OWN_NOTE.among(by).filter(key=key).first()
    if found is None:
        raise NotThere
    found.delete()


@transaction.atomic
def forget_old_notes(*, on: date | None = None) -> int:
    """Delete every private note whose year is over; say how many."""
    gone, _rows = PrivateNote.objects.filter(gone_on__lte=on or timezone.localdate()).delete()
    if gone:
        wrote("forgot private notes that were a year old", by="daily", detail={"notes": gone})
    return gone


def _propose(agreement: Agreement, *, by: Person, focus: str, shares: Shares, also: str) -> Terms:
    if len(focus.strip()) < 3:
        raise BadInput("Say in a few words what you work on: “entry tasks in math”.")
    chosen = {(what, whom) for what, whom in shares}
    rules.check_shares(chosen)
    last = agreement.versions.order_by("-number").first()
    made = Terms.objects.create(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        focus=focus.strip()[:120],
        also=seal(also.strip()[:2000]),
        proposed_by=by,
    )
    _put_name(made, agreement, by)
    made.save(update_fields=["coach_signed_at", "coachee_signed_at"])
    Share.objects.bulk_create(
        Share(terms=made, what=what, whom=whom) for what, whom in sorted(chosen)
    )
    transaction.on_commit(partial(telling.about_agreement, agreement.pk, by.pk))
    return made


def _put_name(terms: Terms, agreement: Agreement, by: Person) -> None:
    if by.pk == agreement.coach_id:
        terms.coach_signed_at = timezone.now()
    else:
        terms.coachee_signed_at = timezone.now()


def _of_the_two(key: uuid.UUID, by: Person) -> Agreement:
    rows = IS_OF_THE_TWO.among(by).filter(key=key)
    found: Agreement | None = rows.select_for_update().first()
    if found is None:
        raise NotThere
    return found


def _version(agreement: Agreement, number: int, by: Person) -> Terms:
    rows = DECIDE_TERMS.among(by).filter(agreement=agreement, number=number)
    found: Terms | None = rows.first()
    if found is None:
        raise NotThere
    return found
