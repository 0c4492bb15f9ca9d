"""What do the minutes of a conversation hold, as plain data? `docs/reference/minutes.md` has it.

From what the page gathers, and from nothing else: what the page may not show is not here either.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

FORMAT = "trellis-minutes"
EDITION = 1


def minutes_plain(told: dict[str, Any]) -> dict[str, Any]:
    """Return the minutes as data that JSON can say."""
    found = told["conversation"]
    school = found.school
    paper = told["paper"]
    return {
        "format": FORMAT,
        "edition": EDITION,
        "conversation": found.pk,
        "question": found.question,
        "school": {"key": school.key, "name": school.name} if school else None,
        "place": found.place,
        "planned_for": _moment(found.planned_for),
        "began_at": _moment(found.began_at),
        "closed_at": _moment(found.closed_at),
        "held_on_paper": (
            {"held_on": _day(paper.held_on), "entered_at": _moment(paper.entered_at)}
            if paper
            else None
        ),
        "protocol": {
            "key": found.protocol,
            "title": found.way_to_talk,
            "edition": found.edition,
        },
        "steps": [
            {"key": one.key, "title": one.title, "minutes": one.minutes, "says": one.says}
            for one in told["steps"]
        ],
        "people": [
            {
                "name": one.person.name,
                "side": one.side,
                "part": one.part,
                "department": one.department.name if one.department else None,
            }
            for one in told["people"]
        ],
        "evidence": [_shown(one) for one in told["shown"]],
        "notes": _notes(told["notes"].values()),
        "compared": [{"words": words, "predictions": n} for words, n in told["compared"]],
        "promises": [_promise(one) for one in told["commitments"]],
        "no_action": (
            {"because": told["no_action"].because, "by": told["no_action"].by.name}
            if told["no_action"]
            else None
        ),
    }


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    finding = one["finding"]
    return {
        "key": str(finding.key),
        "title": finding.title,
        "measure": finding.measure,
        "definition": one["measure"].says,
        "as_of": _day(finding.as_of),
        "frozen_at": _moment(finding.pinned_at),
        "about": list(one["about"]),
        "tables": [
            {
                "title": figure.title,
                "head": list(figure.table.head),
                "rows": [list(row) for row in figure.table.rows],
            }
            for figure in one["figures"]
        ],
    }


def _notes(by_kind: Iterable[list[Any]]) -> list[dict[str, Any]]:
    """Every note in the order in which it was written, numbered anew over all kinds."""
    said = sorted(
        (one.note for many in by_kind for one in many), key=lambda note: (note.written_at, note.pk)
    )
    words = {one.note.pk: one.compared for many in by_kind for one in many}
    numbers = {note.pk: at for at, note in enumerate(said, 1)}
    return [
        {
            "number": numbers[note.pk],
            "kind": note.kind,
            "step": note.step,
            "words": note.words,
            "written_at": _moment(note.written_at),
            "author": None if note.kind == "prediction" else note.author.name,
            "finding": str(note.finding.key) if note.finding else None,
            "mark": note.mark or None,
            "mark_says": note.mark_says or None,
            "answers": numbers.get(note.answers_id),
            "predicted": note.number,
            "drawn": [{"year": one["year"], "value": one["value"]} for one in note.sketch],
            "compared": words[note.pk] or None,
        }
        for note in said
    ]


def _promise(one: Any) -> dict[str, Any]:
    return {
        "words": one.words,
        "sign_to_see": one.sign_to_see or None,
        "made_on": _day(timezone.localtime(one.made_at).date()),
        "look_again_on": _day(one.look_again_on),
        "parts": [
            {
                "owner": part.owner.name,
                "side": part.side,
                "leads": part.is_lead,
                "gives": part.deliverable,
                "due_on": _day(part.due_on),
            }
            for part in one.parts.all()
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
