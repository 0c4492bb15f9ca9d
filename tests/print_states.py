"""Draw every table of states into docs/reference/states.md."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from django.db.models import TextChoices

import trellis

Table = dict[str, set[str]]

TITLES = {
    "trellis.commitments.rules": "A part of a promise",
    "trellis.support.rules.requests": "A request",
    "trellis.support.rules.engagements": "A visit",
}
"""What each table is about. A module with a NEXT that is not named here fails the build."""


def tables() -> Iterator[tuple[str, Table]]:
    """Find every module of rules that has a table NEXT."""
    for found in pkgutil.walk_packages(trellis.__path__, "trellis."):
        if ".rules" in found.name:
            module = importlib.import_module(found.name)
            if hasattr(module, "NEXT"):
                yield found.name, module.NEXT


def states() -> str:
    """Print every table as a diagram, in the order of its states."""
    lines = [
        "# States",
        "",
        "What can change only by steps has a table `NEXT` in its room's rules; acts that go "
        "beside it are refused with a sentence. Who took a step, and when, is kept. This page "
        "is printed from the tables.",
    ]
    for name, table in sorted(tables(), key=lambda each: TITLES[each[0]]):
        lines += ["", f"## {TITLES[name]}", "", f"`{name}`", "", *_diagram(table)]
    return "\n".join(lines) + "\n"


def _diagram(table: Table) -> list[str]:
    order = _order(table)
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state} : {getattr(state, 'label', state)}" for state in order]
    lines.append(f"    [*] --> {order[0]}")
    for state in order:
        lines += [f"    {state} --> {after}" for after in order if after in table[state]]
        lines += [] if table[state] else [f"    {state} --> [*]"]
    return [*lines, "```"]


def _order(table: Table) -> list[str]:
    """Return the states in the order of their class; the first is where everything begins."""
    first = next(iter(table))
    members: list[str] = list(type(first)) if isinstance(first, TextChoices) else list(table)
    return [member for member in members if member in table]
