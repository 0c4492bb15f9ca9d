"""How do minutes read as Markdown? From the same plain data as the JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from trellis.conversation.api import said_of
from trellis.lib.api import clock, count, day, sentence

_SIDES = {"school": "School", "district": "Central office"}
_HEADINGS = {
    "question": "What we do not know yet",
    "theme": "What we take from it",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LISTS = re.compile(r"^([-+=]|\d+[.)])")


def minutes_markdown(plain: dict[str, Any], answer: str) -> str:
    """Return the minutes as a Markdown document; what people wrote cannot become markup."""
    lines = [f"# {_said(plain['question'])}", "", _said(_when(plain)), "", _said(answer)]
    lines += ["", "## In the room", ""]
    lines += [
        f"- {words}: {_said(_names(plain['people'], side))}" for side, words in _SIDES.items()
    ]
    leads = [one["name"] for one in plain["people"] if one["part"] == "facilitator"]
    lines += [f"- Facilitator: {_said(', '.join(leads) or 'nobody')}"]
    lines += [f"- Way to talk: {_said(plain['protocol']['title'])}", "", "## What we looked at"]
    for one in plain["evidence"]:
        for table in one["tables"]:
            lines += ["", f"**{_said(table['title'])}**", "", *_table(table["head"], table["rows"])]
        about = " · ".join([*one["about"], one["definition"]])
        lines += ["", _said(about)]
    lines += _notes(plain)
    lines += ["", "## What we promised each other", "", *_promises(plain), ""]
    return "\n".join(lines)


def compared_says(compared: Iterable[dict[str, Any]]) -> str:
    """Say how the group's predictions met what was shown, as one sentence."""
    met = [f"{count(one['predictions'], 'prediction')}: {one['words']}" for one in compared]
    return f"{sentence('; '.join(met))}." if met else ""


def _notes(plain: dict[str, Any]) -> list[str]:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for note in plain["notes"]:
        kinds.setdefault(note["kind"], []).append(note)
    lines: list[str] = []
    if predictions := kinds.pop("prediction", []):
        lines += ["", "## What we expected, before it was shown", ""]
        if plain["compared"]:
            lines += [_said(compared_says(plain["compared"])), ""]
        lines += [
            f"- {_said(one['words'])}{_number(one['predicted'])}{_drawn(one)}"
            for one in predictions
        ]
    observations, explained = kinds.pop("observation", []), kinds.pop("inference", [])
    if observations:
        lines += ["", "## What we saw, and how we read it", ""]
    for at, one in enumerate(observations, 1):
        where = f", {one['mark_says']}" if one["mark_says"] else ""
        lines.append(f"{at}. {_said(one['words'])} ({_said(one['author'] + where)})")
        lines += [
            f"   - Could be: {_said(two['words'])} ({_said(two['author'])})"
            for two in explained
            if two["answers"] == one["number"]
        ]
    for kind, notes in kinds.items():
        heading = _HEADINGS.get(kind, sentence(kind.replace("_", " ")))
        lines += ["", f"## {_said(heading)}", ""]
        lines += [f"- {_said(one['words'])}" for one in notes]
    return lines


def _promises(plain: dict[str, Any]) -> list[str]:
    if not plain["promises"]:
        none = plain["no_action"]
        return [f"No action, because {_said(none['because'])}"] if none else ["Nothing."]
    rows = [
        [
            one["words"],
            _SIDES[part["side"]],
            part["owner"] + (", leads" if part["leads"] else ""),
            part["gives"],
            _day(part["due_on"]),
        ]
        for one in plain["promises"]
        for part in one["parts"]
    ]
    lines = _table(["Promise", "Side", "Owner", "Gives", "Due"], rows)
    signs = [one for one in plain["promises"] if one["sign_to_see"]]
    for one in signs:
        said = f"We will see that “{one['words']}” worked by: {one['sign_to_see']}"
        lines += ["", _said(said)]
    return lines


def _when(plain: dict[str, Any]) -> str:
    parts = [plain["school"]["name"]] if plain["school"] else []
    paper = plain["held_on_paper"]
    if paper:
        parts.append(f"held on paper on {_day(paper['held_on'])}")
        parts.append(f"entered {_day(paper['entered_at'][:10])}")
        return ", ".join(parts)
    began = plain["began_at"] or plain["planned_for"]
    parts.append(_day(began[:10]))
    if plain["began_at"] and plain["closed_at"]:
        hours = [clock(datetime.fromisoformat(plain[name])) for name in ("began_at", "closed_at")]
        parts.append(" to ".join(hours))
    return ", ".join(parts)


def _names(people: Iterable[dict[str, Any]], side: str) -> str:
    here = [
        one["name"] + (f" ({one['department']})" if one["department"] else "")
        for one in people
        if one["side"] == side
    ]
    return ", ".join(here) or "nobody"


def _drawn(note: dict[str, Any]) -> str:
    if not note["drawn"]:
        return ""
    return f" (drew {_said(note['mark_says'])}: {said_of(note['drawn'])})"


def _number(predicted: float | None) -> str:
    return f" ({predicted:g})" if predicted is not None else ""


def _day(said: str) -> str:
    return day(date.fromisoformat(said), year=True)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    top, *body = [f"| {' | '.join(_said(str(cell)) for cell in row)} |" for row in (head, *rows)]
    return [top, f"|{' --- |' * len(head)}", *body]


def _said(words: str) -> str:
    """Keep somebody's words on one line, and let none of them be read as markup."""
    line = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _LISTS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)
