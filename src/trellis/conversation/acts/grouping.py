"""How are notes put under headings by everybody at once, so that nobody's hand undoes another's?

Whoever moves a note or mends a heading says what her page showed. When that is no longer so, the
second is told what stands now, and nothing is changed.
"""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Heading, Note
from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.queries_room import groupable
from trellis.district.api import Person
from trellis.lib.api import BadInput, NotNow, NotThere, plain
from trellis.trail.api import wrote

_MOST = 120


@transaction.atomic
def make_heading(conversation: Conversation, *, by: Person, words: str, key: uuid.UUID) -> Heading:
    """Make a heading; the same key again is the same heading."""
    found = _grouping(conversation, by)
    before = Heading.objects.filter(key=key).first()
    if before is not None:
        if before.conversation_id != found.pk or before.made_by_id != by.pk:
            raise NotThere
        return before
    made = Heading.objects.create(conversation=found, key=key, words=_words(words), made_by=by)
    wrote("made a heading", by=by, on=made)
    _tell(found, by)
    return made


@transaction.atomic
def mend_heading(heading: Heading, *, by: Person, words: str, version: int) -> Heading:
    """Change the words of a heading. Raises NotNow, with both texts, when hers are older."""
    found = _grouping(heading.conversation, by)
    standing = _standing(found, heading.pk)
    kept = _words(words)
    if standing.version != version:
        raise NotNow(
            "Somebody has changed this heading meanwhile. "
            f"It now says: “{standing.words}”. Yours says: “{kept}”."
        )
    if standing.words == kept:
        return standing
    standing.words, standing.version = kept, version + 1
    standing.save(update_fields=["words", "version"])
    wrote("mended a heading", by=by, on=standing)
    _tell(found, by)
    return standing


@transaction.atomic
def take_heading_away(heading: Heading, *, by: Person) -> None:
    """Take a heading away that has no note; taken away twice, it is gone once."""
    found = _grouping(heading.conversation, by)
    standing = found.headings.get(pk=heading.pk)
    if standing.taken_away_at is not None:
        return
    if standing.notes.filter(withdrawn_at=None).exists():
        raise NotNow("Notes stand under this heading. Put them elsewhere first.")
    standing.taken_away_at = timezone.now()
    standing.save(update_fields=["taken_away_at"])
    standing.dots.filter(person__isnull=False).delete()
    wrote("took a heading away", by=by, on=standing)
    _tell(found, by)


@transaction.atomic
def put_under(note: Note, *, by: Person, heading: int | None, was: int | None) -> Note:
    """Put a note under a heading, or under none.

    `was` is the heading that the page showed. Raises NotNow when the note stands elsewhere by now.
    """
    found = _grouping(note.conversation, by)
    moved: Note | None = groupable(found).filter(pk=note.pk).select_related("heading").first()
    if moved is None:
        raise NotNow("This note was taken back meanwhile.")
    if moved.heading_id == heading:
        return moved
    if moved.heading_id != was:
        where = f"under “{moved.heading.words}”" if moved.heading else "under no heading"
        raise NotNow(
            f"Somebody has moved this note meanwhile: it stands {where} now. "
            "Look again, and move it from there if you still would."
        )
    moved.heading = _standing(found, heading) if heading is not None else None
    moved.save(update_fields=["heading"])
    wrote("put a note under a heading", by=by, on=moved)
    _tell(found, by)
    return moved


def _grouping(conversation: Conversation, by: Person) -> Conversation:
    found = TAKE_PART.find(by, conversation.pk, to_change=True)
    if not (found.is_running and found.current.groups):
        raise NotNow("Notes are put under headings in a step of their own; this is another one.")
    return found


def _standing(found: Conversation, heading: int) -> Heading:
    standing = found.headings.filter(pk=heading, taken_away_at=None).first()
    if standing is None:
        raise NotNow("This heading was taken away meanwhile. Choose another.")
    return standing


def _words(words: str) -> str:
    kept = plain(words)
    if not kept:
        raise BadInput("Write a few words for the heading.")
    if len(kept) > _MOST:
        raise BadInput(f"A heading holds at most {_MOST} letters; this one has {len(kept)}.")
    return kept


def _tell(found: Conversation, by: Person) -> None:
    append_event(found, kind="groups", payload={"who": by.first_name}, key=uuid.uuid4())
