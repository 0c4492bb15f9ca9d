"""What does the page of a running conversation hold, for one person at this moment?"""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.utils import timezone

from trellis.conversation import queries, queries_join, queries_room
from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.models import Conversation, Part
from trellis.conversation.permissions import FACILITATE, KEEP_TIME, SHOW_EVIDENCE, TAKE_PART
from trellis.conversation.queries_series import going_on
from trellis.conversation.rules import COMPARED, is_kept_back, may_be_written
from trellis.conversation.sketching import met_in, pads_of
from trellis.conversation.step_rules import has_presenter, kept_from_writing, presenter_of
from trellis.evidence.api import about, current, figures, frozen
from trellis.web.api import PageRequest


def room_of(request: PageRequest, pk: int) -> dict[str, Any]:
    """Gather the room of a running conversation; the evidence only when its step has come.

    What is costly is a function that the template calls when it needs it: one part of the page is
    fetched by many people at once, and must not draw every chart anew.
    """
    found = TAKE_PART.find(request.user, pk)
    step = found.current
    more = queries_room.room_notes(found, seen_by=request.user)
    notes = more["notes"]
    leads = FACILITATE.allows(request.user, found)
    kept = kept_from_writing(found, request.user) if step.writes else ""
    quiet = queries_room.quiet_kinds(found)
    ends = found.step_ends_at
    join_at = request.build_absolute_uri("/join/") if leads else None
    return (
        more
        | queries_join.at_the_door(found, join_at=join_at)
        | going_on(found, seen_by=request.user)
        | {
            "conversation": found,
            "step": step,
            "quiet": quiet,
            "keeps_time": leads or KEEP_TIME.allows(request.user, found),
            "parts": Part.choices,
            "last_time": queries_room.parts_last_time(found) if leads else [],
            "kept_back": queries_room.kept_back(found) if leads else 0,
            "park_key": uuid.uuid4(),
            "heading_key": uuid.uuid4(),
            "steps": steps_of(found),
            "next": found.all_steps[found.step + 1] if found.step + 1 < len(found.steps) else None,
            "next_at": found.step + 1,
            "back_at": found.step - 1,
            "ends": ends,
            "left": max(0, int((ends - timezone.now()).total_seconds())) if ends else 0,
            "leads": leads,
            "people": cache(lambda: list(queries.invitations_of(found))),
            "wrote": cache(lambda: queries.who_wrote(found, *quiet)),
            "evidence": cache(lambda: evidence_of(found) if found.shows_evidence else []),
            "shows": leads or SHOW_EVIDENCE.allows(request.user, found),
            "pads": cache(lambda: pads_of(found)),
            "met": cache(lambda: met_in(found)),
            "will_see": [] if found.shows_evidence else [f.title for f in found.evidence],
            "shown_notes": shown_notes(step, notes),
            "compared": queries.compared_in(found) if found.shows_evidence else [],
            "compared_words": COMPARED.items(),
            "writes": [] if kept else _writes(found),
            "kept": kept,
            "presenter": presenter_of(found) if has_presenter(found) else None,
            "has_presenter": has_presenter(found),
            "spans_meetings": any(one.may_end for one in found.all_steps),
            "observations": [one for one in notes.get("observation", []) if one.note.shared_at],
            "after": found.last_seq,
        }
    )


def _writes(found: Conversation) -> list[dict[str, Any]]:
    """Say what may be written now, with what is asked and what the button says."""
    return [
        {
            "kind": kind,
            "asks": KINDS_OF_NOTES[kind].asks,
            "button": "Keep it" if is_kept_back(found, kind) else KINDS_OF_NOTES[kind].button,
            "key": uuid.uuid4(),
        }
        for kind in found.current.writes
        if may_be_written(found, kind) and kind != "parked"
    ]


def steps_of(found: Conversation) -> list[dict[str, Any]]:
    """Say which steps are gone, and which is now."""
    return [
        {"at": n, "step": one, "gone": n < found.step, "here": n == found.step}
        for n, one in enumerate(found.all_steps)
    ]


def evidence_of(found: Conversation, *, pointable: bool = True) -> list[dict[str, Any]]:
    """Return the evidence as it was frozen."""
    shown, last = [], current()
    for one in found.shown:
        finding = one.finding
        answered = frozen(finding)
        drawn = figures(
            answered, key=f"f{finding.pk}", pointable=pointable, marks_begin=f"{finding.pk}|"
        )
        marks = [mark for figure in drawn for mark in figure.marks]
        shown.append(
            {
                "finding": finding,
                "figures": drawn,
                "marks": marks,
                "about": about(answered),
                "asked_at": one.asked_at,
                "is_older": last is not None and finding.publication.number < last.number,
            }
        )
    return shown


def shown_notes(step: Any, notes: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Choose which notes stand beside the evidence in this step, newest first."""
    titles = {kind: said.title for kind, said in KINDS_OF_NOTES.items() if kind != "parked"}
    kinds = [kind for kind in step.writes if kind != "parked"]
    kinds = kinds or (["prediction"] if step.compare else [])
    if step.compare and "prediction" not in kinds:
        kinds.insert(0, "prediction")
    if "inference" in kinds:
        kinds = ["observation", *[k for k in kinds if k != "inference"]]
    if step.commitments:
        kinds = [kind for kind in titles if kind not in ("prediction", "inference")]
    kinds += [kind for kind in step.recalls if kind not in kinds and kind != "parked"]
    once = dict.fromkeys(kinds)
    chosen = [(kind, titles[kind], list(reversed(notes.get(kind, [])))) for kind in once]
    return [one for one in chosen if one[2] or one[0] in step.writes]
