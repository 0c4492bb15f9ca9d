"""How do minutes and packets become a PDF that screen readers can read?

Typst refuses a document that is not accessible (PDF/UA). It runs in a process of its own, because
it would hold everybody up here; data goes in as JSON, never as text of the document.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import tempfile
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from trellis.lib.api import NotNow, clock, count, day

_TEMPLATE = Path(__file__).with_name("minutes.typ")
_COLOURS = {
    ".c-ink,.c-strong": "fill:#17221c",
    ".c-soft": "fill:#4c5a52",
    ".c-grid": "stroke:#e0e5df",
    ".c-mark,.c-bar": "fill:#17603f",
    ".c-other": "fill:#ffffff;stroke:#17221c;stroke-width:2",
    ".c-rule": "fill:none;stroke:#17603f;stroke-width:2.5",
    ".c-join": "stroke:#7d8a83;stroke-width:2.5",
    ".c-line": "fill:none;stroke:#17603f;stroke-width:2.25",
    ".c-behind": "fill:none;stroke:#e0e5df;stroke-width:1.5",
    ".c-band": "fill:#17603f;opacity:.14",
    ".c-guide": "fill:none;stroke:#17221c;stroke-dasharray:2 3",
    ".c-tick": "stroke:#17603f;stroke-width:1.5",
    ".c-field": "fill:#7d8a83;opacity:.2",
    ".c-centre": "fill:none;stroke:#7d8a83;stroke-width:1.5",
    ".c-ring": "fill:none;stroke:#17221c;stroke-width:2",
    ".c-point": "fill:#7d8a83",
    ".c-hatch": "stroke:#74827a;stroke-width:1.6",
    ".c-level-1": "fill:#8d4c05",
    ".c-level-2": "fill:#dcae74",
    ".c-level-3": "fill:#c9d2cb",
    ".c-level-4": "fill:#8fb0dd",
    ".c-level-5": "fill:#2a55a3",
    ".c-on-1,.c-on-5": "fill:#ffffff",
    "text": "font-family:Liberation Sans,DejaVu Sans,sans-serif;font-size:13px",
}
_pool: ProcessPoolExecutor | None = None


def minutes_pdf(told: dict[str, Any]) -> bytes:
    """Return the minutes as PDF/UA-1. Raises NotNow when it cannot be made at this moment."""
    said = "The PDF could not be made just now. The page holds the same; try again."
    return made_pdf(_TEMPLATE, *_prepared(told), otherwise=said)


def made_pdf(template: Path, data: str, drawings: dict[str, str], *, otherwise: str) -> bytes:
    """Return a template filled with data as PDF/UA-1, or raise NotNow saying `otherwise`."""
    global _pool
    if _pool is None:
        _pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    try:
        return _pool.submit(_compiled, template, data, drawings).result(timeout=60)
    except (BrokenExecutor, TimeoutError):
        # The process died or hangs; the next try has a new one.
        _pool.shutdown(wait=False)
        _pool = None
        raise NotNow(otherwise) from None


def _prepared(told: dict[str, Any]) -> tuple[str, dict[str, str]]:
    found = told["conversation"]
    drawings: dict[str, str] = {}
    shown = []
    for one in told["shown"]:
        for number, figure in enumerate(one["figures"]):
            name = f"chart-{one['finding'].pk}-{number}.svg"
            drawings[name] = coloured(figure.wide)
            shown.append(
                {
                    "title": figure.title,
                    "file": name,
                    "says": f"{figure.title}. The table below holds every figure.",
                    "about": " · ".join([*one["about"], one["measure"].says]),
                    "head": figure.table.head,
                    "rows": figure.table.rows,
                }
            )
    data = {
        "title": found.question,
        "where": found.school.name if found.school else "",
        "when": _span(found) if told["paper"] is None else _on_paper(told["paper"]),
        "answer": told["answer"],
        "protocol": found.way_to_talk + _meeting(told["run"]),
        "school": ", ".join(one.person.name for one in told["school_side"]) or "Nobody",
        "district": ", ".join(
            one.person.name + (f" ({one.department.name})" if one.department else "")
            for one in told["district_side"]
        )
        or "Nobody",
        "leads": ", ".join(one.person.name for one in told["leads"]),
        "shown": shown,
        "expected": [[_expected(n), n.compared] for n in told["notes"].get("prediction", [])],
        "compared": told["compared_says"],
        "observations": [
            {
                "words": said.note.words,
                "by": said.note.author.name,
                "where": said.note.mark_says,
                "answers": [f"{a.note.words} ({a.note.author.name})" for a in said.answers],
            }
            for said in told["notes"].get("observation", [])
        ],
        "questions": [n.note.words for n in told["notes"].get("question", [])],
        "thoughts": [n.note.words for n in told["notes"].get("theme", [])],
        "other": [[title, [n.note.words for n in notes]] for title, notes in told["other_notes"]],
        "promises": [
            [
                one.words,
                part.get_side_display(),
                part.owner.name + (", leads" if part.is_lead else ""),
                part.deliverable,
                day(part.due_on, year=True),
            ]
            for one in told["commitments"]
            for part in one.parts.all()
        ],
        "parts": [[part[:1].upper() + part[1:], name] for part, name in told["parts"]],
        "guests": ", ".join(told["guests"]),
        "groups": [
            {"words": group.heading.words, "notes": [one.note.words for one in group.notes]}
            for group in told["groups"]
        ],
        "votes": [
            {
                "about": f"{step}, {people} placed dots",
                "totals": [f"{one.words} ({count(one.total, 'dot')})" for one in choices],
            }
            for step, people, choices in told["votes"]
        ],
        "time": told["time_record"],
        "because": told["no_action"].because if told["no_action"] else "",
        "goes_on": "" if told["no_action"] or told["commitments"] else told["answer"],
    }
    return json.dumps(data), drawings


def _expected(said: Any) -> str:
    drew = f" (drew {said.note.mark_says}: {said.drawn})" if said.drawn else ""
    return f"{said.note.words}{drew}"


def _meeting(run: Any) -> str:
    return f", meeting {run.number} of {len(run.meetings)} so far" if run else ""


def _span(found: Any) -> str:
    began, closed = found.began_at or found.planned_for, found.closed_at
    said = day(timezone.localtime(began).date(), year=True)
    begins = clock(timezone.localtime(began))
    return f"{said}, {begins} to {clock(timezone.localtime(closed))}" if closed else said


def _on_paper(paper: Any) -> str:
    entered = day(timezone.localtime(paper.entered_at).date(), year=True)
    held = day(paper.held_on, year=True)
    return f"Held on paper on {held}, entered {entered} by {paper.by.name}"


def coloured(drawing: str) -> str:
    """Give a drawing the colours that a page gives it by its style sheet."""
    style = "".join(f"{name}{{{rule}}}" for name, rule in _COLOURS.items())
    return re.sub(r"(<svg[^>]*>)", rf"\1<style>{style}</style>", drawing, count=1)


def _compiled(template: Path, data: str, drawings: dict[str, str]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / template.name).write_text(template.read_text())
        for file, drawing in drawings.items():
            (folder / file).write_text(drawing)
        made = typst.compile(
            str(folder / template.name),
            root=str(folder),
            sys_inputs={"data": data},
            pdf_standards="ua-1",
        )
    return bytes(made)
