"""How does a page ask a question: a sentence with blanks, what can fill each, and its answer?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trellis.evidence import drawing, wording
from trellis.evidence.answering import answer
from trellis.evidence.asking import COMPARISONS, Ask
from trellis.evidence.choices import Choices, places
from trellis.lib.api import NotThere

_SEPARATE = {"test": ("product", "subject", "window"), "students": ("dim", "value")}


def shown_for(ask: Ask, *, key: str) -> dict[str, Any]:
    """Return the answer as a page shows it, or a sentence that says why there is none."""
    try:
        found = answer(ask)
    except NotThere as error:
        return {"nothing": error.sentence}
    return {
        "title": wording.title_of(found),
        "figures": drawing.figures(found, key=key),
        "about": wording.about(found),
        "measure": found.measure,
    }


def read_ask(given: Mapping[str, str]) -> Ask:
    """Read a question; selects that hold several blanks at once ("test", "students") come apart."""
    blanks = {k: v for k, v in given.items() if k in Ask.__dataclass_fields__}
    for name, parts in _SEPARATE.items():
        if name in given:
            sign = "/" if name == "test" else ":"
            blanks |= dict(zip(parts, [*given[name].split(sign), "", ""], strict=False))
    year = blanks.pop("year", "")
    blanks.setdefault("measure", "chronic_absence")
    blanks.setdefault("comparison", "schools")
    return Ask(**blanks, year=int(year) if year.isdigit() else 0)


def blanks_of(ask: Ask, chosen: Choices) -> dict[str, Any]:
    """Return what can stand in each blank of the sentence."""
    levels = bool(ask.comparison == "levels")
    return {
        "measures": chosen.measures,
        "tests": chosen.tests_of(ask.measure),
        "test": "/".join((ask.product, ask.subject, ask.window)),
        "students": chosen.groups_of(ask),
        "student": f"{ask.dim}:{ask.value}",
        "comparisons": [
            (key, words) for key, words in COMPARISONS.items() if (key == "levels") == levels
        ],
        "years": chosen.years_of(ask),
        "places": places(),
        "wants_place": ask.comparison == "time" or (levels and ask.dim != "all"),
        "wants_year": ask.comparison != "time",
    }
