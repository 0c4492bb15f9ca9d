"""How is the form of a district's own way to talk read, step by step?"""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from trellis.conversation.kinds import KINDS_OF_NOTES
from trellis.conversation.protocols.reading import Protocol
from trellis.lib.api import BadInput, plain, whole

SPEAKS: dict[str, str] = {
    "all": "everybody",
    "presenter": "only who presents",
    "group": "the group; who presents listens",
    "facilitator": "only the facilitator",
    "pairs": "pairs",
    "nobody": "nobody: in silence",
}
CHECKS: dict[str, str] = {
    "": "nothing",
    "written": "something was written in this step",
    "by_each": "everybody who is there has written",
    "with_number": "a prediction with a number",
    "rivals": "two explanations of one observation",
    "warm_and_cool": "a warm and a cool response",
}
YES_OR_NO: dict[str, str] = {
    "evidence": "the evidence is shown",
    "opening": "opens with the last promises",
    "commitments": "promises are made",
    "compare": "predictions are compared",
    "silent": "written in silence, shared later",
    "turns": "one after another",
    "groups": "notes are grouped",
    "may_end": "a meeting may end here",
}
MOST_STEPS = 20


def read_way(given: QueryDict, before: Protocol) -> dict[str, Any]:
    """Read the form; what it does not ask for stays as it was before."""
    rows = min(whole(given.get("rows", "")) or 0, MOST_STEPS + 1)
    steps = [_step(given, n, before) for n in range(rows) if _stands(given, n)]
    if len(steps) > MOST_STEPS:
        raise BadInput(f"A way to talk has at most {MOST_STEPS} steps.")
    steps.sort(key=lambda step: step.pop("place"))
    return {
        "title": plain(given.get("title", "")),
        "for": plain(given.get("for", "")),
        "credit": plain(given.get("credit", "")) or before.credit,
        "link": before.link,
        "step": _with_keys(steps),
    }


def rows_of(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Prepare each step for the form, and an empty one behind them."""
    empty: dict[str, Any] = {"minutes": "", "who": "", "speaks": "all", "votes": 0}
    rows = [*steps, empty] if len(steps) < MOST_STEPS else steps
    return [
        step
        | {
            "n": n,
            "place": n + 1,
            "is_new": step is empty,
            "forbids": ", ".join(step.get("forbids", [])),
            "kinds": [
                (kind, said.many, kind in step.get("writes", []))
                for kind, said in KINDS_OF_NOTES.items()
            ],
            "yes_or_no": [(name, words, step.get(name)) for name, words in YES_OR_NO.items()],
        }
        for n, step in enumerate(rows)
    ]


def _stands(given: QueryDict, n: int) -> bool:
    return f"gone-{n}" not in given and bool(given.get(f"title-{n}") or given.get(f"key-{n}"))


def _step(given: QueryDict, n: int, before: Protocol) -> dict[str, Any]:
    key = given.get(f"key-{n}", "")
    was = next((step for step in before.steps if step.key == key), None)
    kept = was.model_dump(mode="json") if was else {}
    place = whole(given.get(f"place-{n}", ""))
    writes = given.getlist(f"writes-{n}")
    # Forms stand in the order of the kinds: those that were there keep theirs.
    order = dict.fromkeys([*(was.writes if was else ()), *KINDS_OF_NOTES])
    forbids = given.get(f"forbids-{n}", "").split(",")
    return (
        kept
        | {
            "key": was.key if was else "",
            "place": (n + 1 if place is None else place, n),
            "title": plain(given.get(f"title-{n}", "")),
            "minutes": _number(given.get(f"minutes-{n}", "")),
            "who": plain(given.get(f"who-{n}", "")) or "Everybody",
            "says": plain(given.get(f"says-{n}", "")),
            "speaks": given.get(f"speaks-{n}", "all"),
            "writes": [kind for kind in order if kind in writes],
            "exit_check": given.get(f"exit_check-{n}", ""),
            "votes": _number(given.get(f"votes-{n}", "") or "0"),
            "forbids": [words for one in forbids if (words := plain(one))],
            "instead": plain(given.get(f"instead-{n}", "")),
        }
        | {name: f"{name}-{n}" in given for name in YES_OR_NO}
    )


def _number(said: str) -> int | str:
    found = whole(said)
    return said[:20] if found is None else found


def _with_keys(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a key to steps that are new; a step that was there keeps its own."""
    taken = {step["key"] for step in steps}
    for step in steps:
        if step["key"]:
            continue
        base = re.sub(r"[^a-z0-9]+", "_", step["title"].lower()).strip("_")[:24]
        base = base if base[:1].isalpha() else f"step_{base}".strip("_")
        number, key = 2, base
        while key in taken:
            number, key = number + 1, f"{base}_{number}"
        step["key"] = key
        taken.add(key)
    return steps
