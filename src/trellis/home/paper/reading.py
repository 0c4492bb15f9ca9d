"""How are the sheets of a conversation read from the form, and shown again with what was typed?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trellis.commitments.api import Owner
from trellis.conversation.api import COMPARED, Conversation, Pad, Sketch, Step, sketch_among
from trellis.district.api import Person
from trellis.evidence.api import Finding
from trellis.home.paper.acts import Line, Paper, Promised
from trellis.home.paper.words import sheet_title
from trellis.lib.api import BadInput, figure, whole

LINES, MORE, MOST = 4, 4, 30
"""How many lines a step begins with, how many more come at a press, and how many it has at most."""
OWNERS = 4
MOST_PROMISES = 8


@dataclass(frozen=True)
class Place:
    """A place on a chart that a note can point at: its key, its words, its finding."""

    key: str
    words: str
    finding: Finding


class Sheets:
    """The form: what was typed, by step; the same rows are shown again when something is wrong."""

    def __init__(
        self,
        conversation: Conversation,
        given: Mapping[str, str],
        people: Mapping[int, tuple[Person, str]],
        places: Mapping[str, Place],
        pads: Sequence[Pad],
    ) -> None:
        self.conversation, self.given = conversation, given
        self.people, self.places, self.pads = people, places, pads
        self.years = sorted({year for pad in pads for year in pad.years})
        self.more = given.get("more", "")

    @property
    def steps(self) -> Iterator[dict[str, Any]]:
        """Each step that takes notes, with its rows as they were typed."""
        for at, step in enumerate(self.conversation.all_steps):
            if step.writes:
                rows = [self._row(at, n, step) for n in range(1, self._lines(at, step) + 1)]
                yield {
                    "at": at,
                    "step": step,
                    "rows": rows,
                    "count": len(rows),
                    "kinds": [(kind, sheet_title(kind)) for kind in step.writes],
                    "predicts": "prediction" in step.writes,
                    "pads": self.pads if "prediction" in step.writes else (),
                    "observes": "observation" in step.writes,
                    "explains": "inference" in step.writes,
                }

    @property
    def promises(self) -> list[dict[str, Any]]:
        """The promise forms as they were typed."""
        count = min(whole(self.given.get("promises", "")) or 1, MOST_PROMISES)
        if self.more == "promise":
            count = min(count + 1, MOST_PROMISES)
        return [self._promise(n) for n in range(1, count + 1)]

    def paper(self, key: uuid.UUID, came: tuple[Person, ...]) -> Paper:
        """Read the whole, or raise BadInput with the step and the line."""
        return Paper(
            key=key,
            held_on=_day(self.given.get("held_on", ""), "The day on which it was held"),
            came=came,
            lines=tuple(self._read_lines()),
            promises=tuple(self._read_promises()),
            because=self.given.get("because", "").strip(),
        )

    def _lines(self, at: int, step: Step) -> int:
        first = max(LINES, len(self.people) if "prediction" in step.writes else 0)
        count = whole(self.given.get(f"s{at}-count", "")) or first
        return min(count + (MORE if self.more == f"s{at}" else 0), MOST)

    def _row(self, at: int, number: int, step: Step) -> dict[str, Any]:
        names = ("author", "words", "kind", "number", "compared", "mark", "answers", "line")
        name = f"s{at}-{number}"
        row: dict[str, Any] = {one: self.given.get(f"{name}-{one}", "") for one in names}
        drawn = [(year, self.given.get(f"{name}-at-{year}", "")) for year in self.years]
        return row | {
            "n": number,
            "name": name,
            "kind": row["kind"] or step.writes[0],
            "drawn": drawn,
            "is_drawn": any(value for _, value in drawn),
        }

    def _promise(self, number: int) -> dict[str, Any]:
        name = f"p{number}"
        owners = [
            {"n": n, "name": f"{name}-o{n}"}
            | {one: self.given.get(f"{name}-o{n}-{one}", "") for one in ("who", "gives", "by")}
            for n in range(1, OWNERS + 1)
        ]
        kept = {one: self.given.get(f"{name}-{one}", "") for one in ("words", "sign", "look")}
        return kept | {"n": number, "name": name, "owners": owners}

    def _read_lines(self) -> Iterator[Line]:
        for sheet in self.steps:
            for row in sheet["rows"]:
                if not row["words"].strip():
                    continue
                where = f"{sheet['step'].title}, line {row['n']}"
                author = self.people.get(whole(row["author"]) or 0)
                if author is None:
                    raise BadInput(f"{where}: say who wrote it.")
                yield self._line(sheet["at"], row, author[0], where)

    def _line(self, at: int, row: dict[str, Any], author: Person, where: str) -> Line:
        kind = row["kind"]
        place = self.places.get(row["mark"]) if kind == "observation" else None
        answers = whole(row["answers"]) if kind == "inference" else None
        if kind == "inference" and answers is None:
            raise BadInput(f"{where}: say the number of the observation that it explains.")
        expects = kind == "prediction"
        compared = row["compared"] if expects and row["compared"] in COMPARED else ""
        return Line(
            step=at,
            number=row["n"],
            kind=kind,
            author=author,
            words=row["words"],
            predicted=_figure(row["number"], where) if expects else None,
            compared=compared,
            finding=place.finding if place else None,
            mark=place.key if place else "",
            mark_says=place.words if place else "",
            answers=answers,
            sketch=self._sketch(row, where) if expects else None,
        )

    def _sketch(self, row: dict[str, Any], where: str) -> Sketch | None:
        read = {year: _figure(value, f"{where}, the line") for year, value in row["drawn"]}
        drawn = {year: value for year, value in read.items() if value is not None}
        try:
            return sketch_among(self.pads, row["line"], drawn)
        except BadInput as error:
            raise BadInput(f"{where}: {error.sentence}") from None

    def _read_promises(self) -> Iterator[Promised]:
        for form in self.promises:
            where = f"Promise {form['n']}"
            owners = tuple(self._owners(form, where))
            if not form["words"].strip() and not owners:
                continue
            if not owners:
                raise BadInput(f"{where}: say who leads it, what she gives, and by when.")
            look = _day(form["look"], f"{where}: the day to look again") if form["look"] else None
            yield Promised(form["words"], form["sign"], owners, look)

    def _owners(self, form: dict[str, Any], where: str) -> Iterator[Owner]:
        for row in form["owners"]:
            if not row["who"] and not row["gives"].strip():
                continue
            found = self.people.get(whole(row["who"]) or 0)
            if found is None:
                raise BadInput(f"{where}: say who will give “{row['gives'].strip()}”.")
            person, side = found
            due_on = _day(row["by"], f"{where}: the day for {person.name}")
            yield Owner(person, side, row["gives"], due_on)


def _figure(said: str, where: str) -> float | None:
    try:
        return figure(said)
    except ValueError:
        raise BadInput(f"{where}: write the number as digits; found “{said[:20]}”.") from None


def _day(text: str, what: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput(f"{what} is missing or is no date; write it as 2026-12-04.")
