"""Which lines can be drawn before they are seen, and how does a drawn line meet what was shown?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median

from trellis.charts.api import Chart, Row, Value
from trellis.conversation.models import Conversation, Note
from trellis.conversation.rules_predictions import LEAST_PEOPLE, UNITS
from trellis.evidence.api import Figure, Finding, Mark, frozen, marks_by_key, marks_of, title_of
from trellis.lib.api import BadInput, count, school_year, sentence

LEAST_YEARS = 2
_WIDE = 50


@dataclass(frozen=True)
class Line:
    """A line by its name alone: whose it is and which years it has, and never what it says.

    `years` are pairs of a school year and the key of its mark, the earliest first.
    """

    key: str
    name: str
    finding: Finding
    years: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Pad:
    """The empty axes for the lines of one finding; `low` and `high` end the upright one."""

    finding: Finding
    title: str
    lines: tuple[Line, ...]
    years: tuple[int, ...]
    low: float
    high: float
    unit: str

    @property
    def ticks(self) -> tuple[float, ...]:
        """Five places on the upright axis, the same distance apart."""
        return tuple(self.low + n * (self.high - self.low) / 4 for n in range(5))


@dataclass(frozen=True)
class Sketch:
    """A drawn line: for which line, and the value that is expected in each year."""

    line: Line
    points: tuple[tuple[int, str, float], ...]

    def kept(self) -> list[dict[str, object]]:
        """Return it as plain data for a note."""
        return [{"year": year, "mark": mark, "value": value} for year, mark, value in self.points]


@dataclass(frozen=True)
class Met:
    """What was drawn for one line, beside what was shown; `says` tells how far apart they lie."""

    figure: Figure
    says: str


def pads_of(conversation: Conversation) -> list[Pad]:
    """Return empty axes for each finding that goes over the years."""
    return [pad for finding in conversation.evidence if (pad := _pad(finding)) is not None]


def sketch_of(conversation: Conversation, line: str, drawn: Mapping[int, float]) -> Sketch | None:
    """Return what somebody drew of a line of this conversation, as `sketch_among` does."""
    return sketch_among(pads_of(conversation), line, drawn) if drawn else None


def sketch_among(pads: Iterable[Pad], line: str, drawn: Mapping[int, float]) -> Sketch | None:
    """Return what somebody drew of a line, or None when nothing is drawn.

    `line` is the key of a line of these axes; `drawn` holds a value for each year of it.
    Raises BadInput when there is no such line to draw, or fewer than two of its years are given.
    """
    if not drawn:
        return None
    chosen = next(((pad, one) for pad in pads for one in pad.lines if one.key == line), None)
    if chosen is None:
        raise BadInput("Choose which line you draw.")
    pad, found = chosen
    points = tuple((year, mark, drawn[year]) for year, mark in found.years if year in drawn)
    if len(points) < LEAST_YEARS:
        raise BadInput("A line needs at least two years; write what you expect for each.")
    if any(not pad.low <= value <= pad.high for _, _, value in points):
        raise BadInput(f"The values of this line lie between {pad.low:g} and {pad.high:g}.")
    return Sketch(found, points)


def said_of(sketch: Iterable[Mapping[str, object]]) -> str:
    """Say a drawn line in words: "22 in 2023–24, 20 in 2024–25"."""
    return ", ".join(f"{one['value']:g} in {school_year(int(str(one['year'])))}" for one in sketch)


def off_by(note: Note, shown: Mapping[str, Mark]) -> tuple[str, float] | None:
    """Return how far a drawn line lay from what was shown, on the mean of its years, and its unit.

    Measured from the middle of each band shown; `shown` holds the marks of its finding by key.
    """
    pairs = [(shown.get(one["mark"]), one["value"]) for one in note.sketch]
    apart = [(mark.unit, abs(value - mark.middle)) for mark, value in pairs if mark is not None]
    return (apart[0][0], fmean(off for _, off in apart)) if apart else None


def met_in(conversation: Conversation) -> list[Met]:
    """Lay what the group drew over what was shown, a chart for each line that somebody drew."""
    if not conversation.shows_evidence:
        return []
    drawn = conversation.notes.filter(kind="prediction", withdrawn_at=None).exclude(sketch=[])
    by_line: dict[tuple[int, str], list[Note]] = {}
    for note in drawn.select_related("finding__publication"):
        if note.finding_id is not None:
            by_line.setdefault((note.finding_id, note.mark_says), []).append(note)
    return [_met(notes, key=f"s{number}") for number, notes in enumerate(by_line.values())]


def _met(notes: list[Note], *, key: str) -> Met:
    finding = notes[0].finding
    assert finding is not None  # noqa: S101 - they were gathered by it
    shown = marks_by_key(finding)
    expected: dict[tuple[int, str], list[float]] = {}
    for note in notes:
        for one in note.sketch:
            expected.setdefault((one["year"], one["mark"]), []).append(one["value"])
    places = sorted(expected)
    people = count(len(notes), "line")
    chart = Chart(
        form="trend",
        title=notes[0].mark_says,
        unit="percent" if any(m.unit == "percent" for m in shown.values()) else "number",
        columns=tuple(school_year(year) for year, _ in places),
        rows=(
            Row("Shown", tuple(_shown(shown.get(mark)) for _, mark in places)),
            Row("Expected", tuple(_expected(expected[place]) for place in places)),
        ),
        as_rows_of="Line",
        note=f"Expected: the middle of {people} drawn before",
        start_at_zero=any(m.unit == "percent" for m in shown.values()),
    )
    return Met(Figure.of(chart, key), _says(notes, shown))


def _says(notes: list[Note], shown: Mapping[str, Mark]) -> str:
    """How far the lines lay off, for a group of which nobody is counted alone."""
    offs = [off for note in notes if (off := off_by(note, shown)) is not None]
    if len({note.author_id for note in notes}) < LEAST_PEOPLE or not offs:
        return ""
    unit = UNITS.get(offs[0][0], offs[0][0])
    lines = count(len(offs), "line")
    return sentence(f"{lines} lay {fmean(off for _, off in offs):.1f} {unit} off on the mean.")


def _pad(finding: Finding) -> Pad | None:
    found = frozen(finding)
    if found.ask.comparison != "time":
        return None
    marks = marks_of(found)
    by_line: dict[str, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.same, []).append(mark)
    lines = tuple(
        Line(
            f"{finding.pk}|{same}",
            own[0].name,
            finding,
            tuple(sorted((mark.year, mark.key) for mark in own)),
        )
        for same, own in by_line.items()
        if len(own) >= LEAST_YEARS
    )
    if not lines:
        return None
    years = tuple(sorted({year for line in lines for year, _ in line.years}))
    low, high = _ends(marks)
    return Pad(finding, title_of(found), lines, years, low, high, found.measure.unit)


def _ends(marks: list[Mark]) -> tuple[float, float]:
    """Return the ends of the axis: for a percent the whole of it, else far wider than the figures.

    An axis that fitted the figures would tell them. A count of students begins at nothing and goes
    to a round number of at least twice the most.
    """
    least, most = min(m.shown_low for m in marks), max(m.shown_high for m in marks)
    if marks[0].unit == "percent":
        return 0.0, 100.0
    if marks[0].unit == "students":
        tens = 10 ** math.floor(math.log10(max(2 * most, 1)))
        return 0.0, float(next(n * tens for n in (1, 2, 5, 10) if n * tens >= 2 * most))
    low = math.floor(least / _WIDE) * _WIDE - _WIDE
    low = max(low, 0) if least >= 0 else low
    high = math.ceil(most / _WIDE) * _WIDE + _WIDE
    high += (high - low) % (2 * _WIDE)  # so that its four parts are whole numbers
    return float(low), float(high)


def _shown(mark: Mark | None) -> Value:
    if mark is None:
        return Value(None, hidden=True)
    return Value(mark.middle, low=mark.low, high=mark.high, words=mark.figure)


def _expected(values: list[float]) -> Value:
    middle = median(values)
    return Value(middle, words=f"{middle:g}")
