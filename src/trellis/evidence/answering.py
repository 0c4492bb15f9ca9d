"""What may be shown for a question: gated cells of one publication, in the order of the page.

Pages, charts, tables, downloads and findings all come through `answer`; it reads the table
`gated` only, so that nothing which did not pass the gate can be asked for here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from trellis.evidence.asking import PAIRS, Ask
from trellis.evidence.models import Publication
from trellis.evidence.publishing import current, reader
from trellis.lib.api import BadInput, NotThere
from trellis.measures.api import MEASURES, Measure

COLUMNS = (
    "school_year",
    "level",
    "place_id",
    "dim",
    "value",
    "hidden",
    "structural",
    "n_shown",
    "low",
    "high",
    "middle",
    "interval_low",
    "interval_high",
    "part",
    "part_order",
    "as_of",
)


@dataclass(frozen=True)
class Answer:
    """Gated rows for one question, with what every figure on a page must carry."""

    ask: Ask
    rows: tuple[dict[str, Any], ...]
    measure: Measure
    as_of: date
    publication: int

    def to_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain data, for a frozen finding."""
        return [
            {k: (v.isoformat() if isinstance(v, date) else v) for k, v in row.items()}
            for row in self.rows
        ]


def answer(ask: Ask, *, publication: Publication | None = None) -> Answer:
    """Answer a question from what may leave the gate.

    Everybody is given the same cells, so no person is asked for here; the page's permission says
    who may ask. Raises NotThere when nothing is published for the question.
    """
    chosen = publication or current()
    read = reader(chosen)
    measure = MEASURES.get(ask.measure)
    if chosen is None or read is None or measure is None:
        raise NotThere("There is no evidence for this question yet.")
    table = read.table("gated")
    found = table.filter(
        (table.measure == ask.measure)
        & (table.product == ask.product)
        & (table.subject == ask.subject)
        & (table.window == ask.window)
    )
    for column, values in _wanted(ask).items():
        found = found.filter(found[column].isin(values))
    frame = pl.DataFrame(pl.from_arrow(read.run(found.select(*COLUMNS))))
    frame = frame.sort("school_year", "level", "place_id", "dim", "value", "part_order")
    if frame.is_empty():
        raise NotThere("There is no evidence for this question yet.")
    newest = frame["as_of"].max()
    return Answer(ask, tuple(frame.to_dicts()), measure, newest, chosen.number)  # type: ignore[arg-type]


def _wanted(ask: Ask) -> dict[str, Sequence[Any]]:
    wanted: dict[str, Sequence[Any]] = {}
    if ask.comparison != "time":
        wanted["school_year"] = [ask.year]
    if ask.comparison == "time" or (ask.comparison == "levels" and ask.dim != "all"):
        wanted["place_id"] = [ask.place]
    if ask.comparison == "groups":
        if ask.dim not in PAIRS:
            raise BadInput(f"A gap needs two groups; choose one of: {', '.join(PAIRS)}.")
        wanted["value"] = [value for value, _label in PAIRS[ask.dim]]
    elif ask.value:
        wanted["value"] = [ask.value]
    wanted["dim"] = [ask.dim]
    return wanted
