"""How is a measure said aloud, and how do all of them begin?"""

from __future__ import annotations

from collections.abc import Mapping

from trellis.lib.api import day, sentence
from trellis.support.metrics.definition import Definition
from trellis.support.metrics.measures import DEFINITIONS
from trellis.support.metrics.telling import Figure
from trellis.support.queries.windows import Window


def answer_of(definition: Definition, told: Figure, window: Window | None) -> str:
    """Say one measure: the figure, of how many, over which time."""
    if window is None:
        return "There is no published need index yet to set support against."
    span = f"the {window.days} school days until {day(window.last)}"
    if told.value is None and definition.form != "parts":
        return f"{sentence(told.said)}, in {span}."
    said = sentence(definition.says.format(told.amount))
    return f"{said}. Counted: {told.n}, in {span}." if told.n else f"{said}, in {span}."


def opening(told: Mapping[str, Figure]) -> str:
    """Say what a cabinet member would tell a board: help, promises, weeks."""
    keys = ("useful-help", "promise-kept", "collisions")
    parts = [
        f"{sentence(DEFINITIONS[key].says.format(told[key].said.removeprefix('half within ')))}."
        for key in keys
        if told[key].value is not None
    ]
    return " ".join(parts) or "There is too little in the record yet to tell."
