"""How near do a group's predictions come to what is shown, and does it come nearer over time?

Always of the group of a school or of all schools together, never of a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import stdev

from trellis.conversation.models import Note, State
from trellis.conversation.permissions import SEE_CONVERSATION
from trellis.conversation.rules_predictions import UNITS, is_enough
from trellis.conversation.sketching import off_by
from trellis.district.api import Org, Person
from trellis.evidence.api import marks_by_key
from trellis.lib.api import school_year_of
from trellis.statistics.api import Estimate, mean, share


@dataclass(frozen=True)
class Group:
    """The predictions of a group in some time: how many, of how many, and what they came to."""

    predictions: int
    conversations: int
    people: int
    held: Estimate | None
    off: list[tuple[str, Estimate]]


@dataclass(frozen=True)
class Calibration:
    """A group's predictions in all, and by school year where there are enough in one."""

    all: Group | None
    years: list[tuple[int, Group]]
    counted: int


def calibration(*, seen_by: Person, school: Org | None = None) -> Calibration:
    """Compare the predictions of closed conversations with what was shown."""
    talks = SEE_CONVERSATION.among(seen_by).filter(state=State.CLOSED)
    if school is not None:
        talks = talks.filter(school=school)
    rows = Note.objects.filter(
        conversation__in=talks.values("pk"), kind="prediction", withdrawn_at=None
    ).select_related("conversation", "finding__publication")
    notes = [note for note in rows if note.compared or note.sketch or _has_number(note)]
    by_year: dict[int, list[Note]] = {}
    for note in notes:
        by_year.setdefault(school_year_of(note.conversation.planned_for.date()), []).append(note)
    years = [(year, _group(found)) for year, found in sorted(by_year.items())]
    return Calibration(
        all=_group(notes),
        years=[(year, group) for year, group in years if group is not None],
        counted=len(notes),
    )


def _group(notes: list[Note]) -> Group | None:
    people = {note.author_id for note in notes}
    talks = {note.conversation_id for note in notes}
    if not is_enough(people=len(people), conversations=len(talks), predictions=len(notes)):
        return None
    return Group(len(notes), len(talks), len(people), _held(notes), _off(notes))


def _held(notes: Iterable[Note]) -> Estimate | None:
    """The share that met it about as expected; "I can't tell" is left out."""
    said = [note for note in notes if note.compared in ("as_expected", "higher", "lower")]
    if len({note.author_id for note in said}) < 5:
        return None
    return share(sum(1 for note in said if note.compared == "as_expected"), len(said))


def _off(notes: Iterable[Note]) -> list[tuple[str, Estimate]]:
    """How far off the numbers were on the mean, for each unit of which five people named one.

    A drawn line counts once, by the mean of its years.
    """
    found: dict[str, list[tuple[int, float]]] = {}
    shown = cache(marks_by_key)
    for note in notes:
        if note.finding is None:
            continue
        marks = shown(note.finding)
        drawn = off_by(note, marks)
        if drawn is not None:
            found.setdefault(drawn[0], []).append((note.author_id, drawn[1]))
        mark = marks.get(note.mark.partition("|")[2])
        if mark is not None and note.number is not None:
            off = abs(note.number - mark.middle)
            found.setdefault(mark.unit, []).append((note.author_id, off))
    return [
        (UNITS.get(unit, unit), _mean([error for _, error in errors]))
        for unit, errors in sorted(found.items())
        if len({author for author, _ in errors}) >= 5
    ]


def _mean(errors: list[float]) -> Estimate:
    return mean(sum(errors) / len(errors), stdev(errors), len(errors))


def _has_number(note: Note) -> bool:
    return note.number is not None and bool(note.mark) and note.finding_id is not None
