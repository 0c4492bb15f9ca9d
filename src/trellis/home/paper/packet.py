"""What stands in the packet of a conversation that is held on paper?

The question, the steps, a ruled sheet for each, the form for promises; for whoever may lead, the
frozen figures at the end, each on pages of its own that say at which step they are turned over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from trellis.conversation.api import Conversation, Invitation, Pad, Step, pads_of
from trellis.evidence.api import about, figures, frozen
from trellis.home.document import coloured, made_pdf
from trellis.home.paper.words import sheet_title
from trellis.lib.api import clock, day, school_year

_TEMPLATE = Path(__file__).with_name("packet.typ")
_COLUMNS = {
    "prediction": ["Who", "What do you expect, and why?", "A number", "How it was met"],
    "observation": ["Who", "No. and what the chart shows", "Where on the chart"],
    "inference": ["Who", "What could explain it?", "Explains no."],
}
MOST_PADS = 12
"""How many empty axes of one finding a packet holds at most; more can be copied."""
_WRITE = ["Who", "What"]
_WIDTHS = {2: [3.0, 14.0], 3: [3.0, 10.5, 3.5], 4: [3.0, 8.5, 2.5, 3.0]}
_OTHERWISE = "The packet could not be made just now. Try again."


def packet_pdf(
    conversation: Conversation, invited: Sequence[Invitation], *, with_evidence: bool
) -> bytes:
    """Return the packet as PDF/UA-1; the figures only when asked for."""
    return made_pdf(
        _TEMPLATE, *prepared(conversation, invited, with_evidence), otherwise=_OTHERWISE
    )


def prepared(
    conversation: Conversation, invited: Sequence[Invitation], with_evidence: bool
) -> tuple[str, dict[str, str]]:
    """Return what the template is filled with, and the drawings by their file names."""
    steps = conversation.all_steps
    drawings: dict[str, str] = {}
    planned = timezone.localtime(conversation.planned_for)
    pads = [_pad(pad) for pad in pads_of(conversation)]
    where = [conversation.school.name if conversation.school else "", conversation.place]
    when = f"{day(planned.date(), year=True)}, {clock(planned)}"
    data = {
        "title": conversation.question,
        "where": " · ".join([*(one for one in where if one), when]),
        "protocol": conversation.way_to_talk,
        "minutes": sum(step.minutes for step in steps),
        "people": [
            [
                one.person.name,
                one.get_side_display() + (f", {one.department.name}" if one.department else ""),
                one.get_part_display(),
            ]
            for one in invited
        ],
        "steps": [
            {
                "title": step.title,
                "minutes": step.minutes,
                "who": step.who,
                "says": step.says,
                "evidence": step.evidence,
                "promises": step.commitments,
                "sheets": [_sheet(kind, step) for kind in step.writes],
                "pads": pads if "prediction" in step.writes else [],
            }
            for step in steps
        ],
        "pads_each": min(len(invited), MOST_PADS),
        "titles": [finding.title for finding in conversation.evidence],
        "evidence": _evidence(conversation, drawings) if with_evidence else [],
        "shown_at": _shown_at(steps),
    }
    return json.dumps(data), drawings


def _pad(pad: Pad) -> dict[str, Any]:
    """What stands on empty axes: names and years, and ends that tell no figure."""
    return {
        "title": pad.title,
        "lines": [line.name for line in pad.lines],
        "years": [school_year(year) for year in pad.years],
        "ticks": [f"{tick:g}" for tick in reversed(pad.ticks)],
        "unit": pad.unit if pad.unit != "students" else "numbers of students",
    }


def _sheet(kind: str, step: Step) -> dict[str, Any]:
    head = _COLUMNS.get(kind, _WRITE)
    rows = 12 if len(step.writes) == 1 else 7
    return {
        "title": sheet_title(kind),
        "head": head,
        "widths": _WIDTHS[len(head)],
        "rows": rows,
    }


def _shown_at(steps: Sequence[Step]) -> str:
    """Name the first step that shows the evidence: "step 2, Go visual"."""
    first = next((at for at, step in enumerate(steps, 1) if step.evidence), len(steps))
    return f"step {first}, {steps[first - 1].title}"


def _evidence(conversation: Conversation, drawings: dict[str, str]) -> list[dict[str, Any]]:
    shown = []
    for finding in conversation.evidence:
        answered = frozen(finding)
        for number, figure in enumerate(figures(answered, key=f"k{finding.pk}")):
            name = f"chart-{finding.pk}-{number}.svg"
            drawings[name] = coloured(figure.wide)
            shown.append(
                {
                    "title": figure.title,
                    "file": name,
                    "says": f"{figure.title}. The table below holds every figure.",
                    "about": " · ".join([*about(answered), answered.measure.says]),
                    "head": figure.table.head,
                    "rows": figure.table.rows,
                }
            )
    return shown
