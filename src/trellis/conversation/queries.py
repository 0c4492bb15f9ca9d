"""Which conversations are there for a person, and what may she read in one?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.models import Conversation, HintWord, Invitation, Note, State
from trellis.conversation.permissions import SEE_CONVERSATION
from trellis.conversation.rules import COMPARED, SAYS_WHY, hint_for, hinted_at
from trellis.conversation.sketching import said_of
from trellis.district.api import Org, Person

_WITH_A_PLACE = ("prediction", "observation", "inference", "question", "theme")
"""Kinds that have a place of their own in the minutes."""


def conversations_seen_by(person: Person) -> QuerySet[Conversation, Any]:
    """Every conversation that she may see, newest first."""
    return SEE_CONVERSATION.among(person).select_related("school", "planned_by")


def coming_for(person: Person) -> QuerySet[Conversation, Any]:
    """Conversations she is invited to that run or are planned, the next first."""
    mine = conversations_seen_by(person).filter(
        invitations__person=person, state__in=[State.PLANNED, State.RUNNING]
    )
    return mine.order_by("planned_for")


def conversations_at(school: Org, *, seen_by: Person) -> QuerySet[Conversation, Any]:
    """Conversations of a school."""
    return conversations_seen_by(seen_by).filter(school=school).exclude(state=State.CALLED_OFF)


def ahead_at(school: Org, *, seen_by: Person) -> list[tuple[Conversation, bool]]:
    """Conversations that come or run at a school, and whether she may open each, the next first.

    What it is about and when is for everybody who sees the school, so that both sides read the
    same page; only who is invited may open it.
    """
    rows = Conversation.objects.filter(school=school, state__in=[State.PLANNED, State.RUNNING])
    open_ = set(conversations_seen_by(seen_by).filter(pk__in=rows).values_list("pk", flat=True))
    return [(one, one.pk in open_) for one in rows.order_by("planned_for", "pk")]


def people_of(conversation: Conversation) -> list[tuple[Person, str]]:
    """Who was invited, and for which side."""
    return [(one.person, one.side) for one in invitations_of(conversation)]


def invitations_of(conversation: Conversation) -> QuerySet[Invitation, Any]:
    """The invitations of a conversation with their people."""
    return conversation.invitations.select_related("person", "department").order_by("person__name")


@dataclass
class Said:
    """A note as a page shows it."""

    note: Note
    number: int
    hint: str
    is_mine: bool
    answers: list[Said] = field(default_factory=list)

    @property
    def compared(self) -> str:
        """How a prediction met what was shown, in words."""
        return COMPARED.get(self.note.compared, "")

    @property
    def drawn(self) -> str:
        """A drawn line in words; nothing when none was drawn."""
        return said_of(self.note.sketch)


_NOT_YET = datetime.max.replace(tzinfo=UTC)


def words_hinted_at() -> list[str]:
    """The words that this district hints at: those that Trellis brings, and what it changed."""
    changed = dict(HintWord.objects.values_list("words", "is_hinted_at"))
    words = {one for one in SAYS_WHY if changed.get(one, True)}
    return sorted(words.union(one for one, on in changed.items() if on))


def hint_changes() -> QuerySet[HintWord, Any]:
    """What this district changed in the list, newest first."""
    return HintWord.objects.select_related("changed_by").order_by("-changed_at", "words")


def notes_of(conversation: Conversation, *, seen_by: Person | None) -> dict[str, list[Said]]:
    """Notes by kind, numbered in the order in which they were shared. Guests are nobody here.

    Predictions of others do not exist before the evidence is shown; what was written in silence
    is its author's alone until it is shared, and nobody's once the conversation is closed.
    """
    rows = conversation.notes.filter(withdrawn_at=None).select_related("author", "finding")
    notes = sorted(rows, key=lambda note: (note.shared_at or _NOT_YET, note.written_at, note.pk))
    hints = hinted_at(words_hinted_at())
    found: dict[str, list[Said]] = {}
    by_pk: dict[int, Said] = {}
    steps = {step.key: step for step in conversation.all_steps}
    for note in notes:
        mine = seen_by is not None and note.author_id == seen_by.pk
        if note.shared_at is None and (not mine or conversation.state == State.CLOSED):
            continue
        if note.kind == "prediction" and not mine and not conversation.shows_evidence:
            continue
        hint = hint_for(note, hints, steps.get(note.step)) if mine else ""
        said = Said(note, len(found.get(note.kind, [])) + 1, hint, mine)
        found.setdefault(note.kind, []).append(said)
        by_pk[note.pk] = said
    for said in found.get("inference", []):
        if said.note.answers_id in by_pk:
            by_pk[said.note.answers_id].answers.append(said)
    return found


def who_wrote(conversation: Conversation, *kinds: str) -> set[int]:
    """Who has written such a note: that they did, not what."""
    notes = conversation.notes.filter(kind__in=kinds, withdrawn_at=None)
    return set(notes.values_list("author", flat=True))


def compared_in(conversation: Conversation) -> list[tuple[str, int]]:
    """How the group's predictions met what was shown: counts for the group, never for a person."""
    notes = conversation.notes.filter(kind="prediction", withdrawn_at=None).exclude(compared="")
    counts = Counter(notes.values_list("compared", flat=True))
    return [(words, counts[key]) for key, words in COMPARED.items() if counts[key]]


def minutes_of(conversation: Conversation, *, seen_by: Person) -> dict[str, Any]:
    """What the minutes of a conversation hold, for a person who may see it."""
    found = SEE_CONVERSATION.find(seen_by, conversation.pk)
    notes = notes_of(found, seen_by=seen_by)
    return {
        "conversation": found,
        "steps": found.all_steps,
        "people": list(invitations_of(found)),
        "notes": notes,
        "other_notes": [
            (said.in_minutes, notes[kind])
            for kind, said in KINDS_OF_NOTES.items()
            if kind in notes and kind not in _WITH_A_PLACE
        ],
        "compared": compared_in(found),
        "findings": found.evidence if found.shows_evidence else [],
    }
