"""How are notes written, mended and taken back, so that no word is lost and none stands twice?

Every act locks the conversation before anything else: what its step allows is then true until the
act is over, and no two acts wait for each other in a circle.
"""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from trellis.conversation.acts.running import led
from trellis.conversation.events import append_event
from trellis.conversation.models import Conversation, Event, Note
from trellis.conversation.permissions import TAKE_PART
from trellis.conversation.rules import (
    COMPARED,
    check_may_mend,
    check_may_write,
    check_words,
    is_kept_back,
)
from trellis.conversation.sketching import Sketch
from trellis.district.api import Person
from trellis.evidence.api import Finding
from trellis.lib.api import BadInput, NotNow, NotThere, crash_point, plain
from trellis.trail.api import wrote


def write_note(
    conversation: Conversation,
    *,
    by: Person,
    kind: str,
    words: str,
    key: uuid.UUID,
    finding: Finding | None = None,
    mark: str = "",
    mark_says: str = "",
    answers: int | None = None,
    number: float | None = None,
    sketch: Sketch | None = None,
    entered_by: Person | None = None,
) -> Note:
    """Write a note; the same key again is the same note, also after its step is over.

    `by` is whose note it is; `entered_by` is somebody else who enters it from a sheet of paper.

    Raises NotNow when the step does not take it, and BadInput when an inference does not say which
    observation it explains or a prediction holds both a number and a drawn line.
    """
    try:
        with transaction.atomic():
            found = TAKE_PART.find(by, conversation.pk, to_change=True)
            before = Note.objects.filter(key=key).first()
            if before is not None:
                return _mine(before, found, by)
            check_may_write(found, kind, by=by)
            now = timezone.now()
            if sketch is not None and (number is not None or kind != "prediction"):
                raise BadInput("A prediction holds a number or a drawn line, one of them.")
            note = Note.objects.create(
                conversation=found,
                key=key,
                kind=kind,
                step=found.current.key,
                words=check_words(words),
                number=number,
                author=by,
                sketch=sketch.kept() if sketch else [],
                **(_line(sketch) if sketch else _place(found, finding, mark, mark_says)),
                answers=_observation(found, kind, answers),
                shared_at=None if entered_by is None and is_kept_back(found, kind) else now,
            )
            if entered_by is None:
                wrote("wrote a note", by=by, on=note)
            else:
                wrote("entered a note from paper", by=entered_by, on=note, about=by)
            append_event(found, kind="note", payload=_told(note), key=key)
    except IntegrityError:
        # The same key was used in another conversation at this very moment.
        return _mine(Note.objects.get(key=key), conversation, by)
    crash_point("after-note")
    return note


@transaction.atomic
def edit_note(note: Note, *, by: Person, words: str, version: int) -> Note:
    """Mend one's own note. Raises NotNow, with the words that stand, when it changed meanwhile."""
    found = _own(note, by)
    if found.withdrawn_at is not None:
        raise NotNow("You took this note back. Write it anew.")
    check_may_mend(found)
    kept = check_words(words)
    if found.version != version:
        raise NotNow(
            f"This note was changed elsewhere. It now says: “{found.words}”. Yours says: “{kept}”."
        )
    if kept == found.words:
        return found
    _unsay(found)
    found.words, found.version = kept, found.version + 1
    found.save(update_fields=["words", "version"])
    wrote("mended a note", by=by, on=found)
    append_event(found.conversation, kind="note", payload=_told(found), key=uuid.uuid4())
    return found


@transaction.atomic
def take_back(note: Note, *, by: Person) -> Note:
    """Take one's own note back; the record keeps that there was one, no stream keeps its words.

    Raises NotNow when somebody has explained the observation meanwhile: her words hang on it.
    """
    found = _own(note, by)
    if found.withdrawn_at is not None:
        return found
    if found.answered_by.filter(withdrawn_at=None).exists():
        raise NotNow("Somebody explains this observation already; her words hang on it.")
    _unsay(found)
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    wrote("took a note back", by=by, on=found)
    append_event(found.conversation, kind="note", payload={"note": found.pk}, key=uuid.uuid4())
    return found


@transaction.atomic
def compare(note: Note, *, by: Person, compared: str, entered_by: Person | None = None) -> Note:
    """Say how one's own prediction met what was shown; or enter it from paper for its writer."""
    if compared not in COMPARED:
        raise BadInput(f"Choose one of: {', '.join(COMPARED.values())}.")
    found = _own(note, by)
    if found.kind != "prediction" or found.withdrawn_at is not None:
        raise NotThere
    if not found.conversation.shows_evidence:
        raise NotNow("Predictions are compared when the evidence is there.")
    if found.compared == compared:
        return found
    found.compared = compared
    found.save(update_fields=["compared"])
    if entered_by is None:
        wrote("compared a prediction", by=by, on=found)
    else:
        wrote("entered from paper how a prediction was met", by=entered_by, on=found, about=by)
    append_event(found.conversation, kind="note", payload={"note": found.pk}, key=uuid.uuid4())
    return found


@transaction.atomic
def share_note(note: Note, *, by: Person) -> Note:
    """Share one's own note that was written in silence; shared twice, it is shared once."""
    found = _own(note, by)
    if found.withdrawn_at is not None:
        raise NotNow("You took this note back. Write it anew.")
    if found.shared_at is not None:
        return found
    found.shared_at = timezone.now()
    found.save(update_fields=["shared_at"])
    wrote("shared a note", by=by, on=found)
    append_event(found.conversation, kind="note", payload=_told(found), key=uuid.uuid4())
    return found


@transaction.atomic
def share_all(conversation: Conversation, *, by: Person) -> int:
    """Open everything that was written in silence, as whoever leads; return how many notes."""
    found = led(conversation, by)
    if not found.is_running:
        raise NotNow("The conversation is closed; what was not shared stays with its writers.")
    kept = found.notes.filter(shared_at=None, withdrawn_at=None)
    number = kept.update(shared_at=timezone.now())
    if number:
        wrote("shared what was written in silence", by=by, on=found, detail={"notes": number})
        append_event(found, kind="note", payload={"what": "shared"}, key=uuid.uuid4())
    return number


def _own(note: Note, by: Person) -> Note:
    """Find one's own note in a running conversation, both locked."""
    conversation = TAKE_PART.find(by, note.conversation_id, to_change=True)
    notes = conversation.notes.select_for_update(no_key=True)
    found: Note | None = notes.filter(pk=note.pk, author=by).first()
    if found is None:
        raise NotThere
    if not conversation.is_running:
        raise NotNow("The conversation is closed; its notes stand as they are.")
    found.conversation = conversation
    return found


def _told(note: Note) -> dict[str, object]:
    """What an event may carry: words stay with the server until everybody may read them."""
    told = _without_words(note)
    if note.kind != "prediction" and note.shared_at is not None:
        told |= {"words": note.words, "by": note.author.name, "version": note.version}
        told |= {"mark": note.mark, "mark_says": note.mark_says} if note.mark_says else {}
    return told


def _without_words(note: Note) -> dict[str, object]:
    return {"note": note.pk, "what": note.kind, "who": note.author.first_name}


def _unsay(note: Note) -> None:
    """Take the words that no longer stand out of the events: a stream tells them to newcomers."""
    events = Event.objects.filter(conversation=note.conversation_id, payload__note=note.pk)
    events.filter(payload__has_key="words").update(payload=_without_words(note))


def _place(
    conversation: Conversation, finding: Finding | None, mark: str, mark_says: str
) -> dict[str, object]:
    """Where on the evidence a note points; nowhere before it is shown."""
    if finding is None:
        return {}
    if not conversation.shows_evidence or finding not in conversation.findings.all():
        raise NotThere
    return {"finding": finding, "mark": plain(mark)[:200], "mark_says": mark_says[:300]}


def _line(sketch: Sketch) -> dict[str, object]:
    """The line that was drawn, known by its last year's mark."""
    finding = sketch.line.finding
    mark = f"{finding.pk}|{sketch.points[-1][1]}"
    return {"finding": finding, "mark": mark[:200], "mark_says": sketch.line.name[:300]}


def _observation(conversation: Conversation, kind: str, answers: int | None) -> Note | None:
    if kind != "inference":
        return None
    found = Note.objects.filter(
        conversation=conversation,
        kind="observation",
        pk=answers or 0,
        withdrawn_at=None,
        shared_at__isnull=False,
    ).first()
    if found is None:
        raise BadInput("Choose the observation that this explains.")
    return found


def _mine(note: Note, conversation: Conversation, by: Person) -> Note:
    if note.author_id != by.pk or note.conversation_id != conversation.pk:
        raise NotThere
    return note
