"""What stands in a support map: lines, cells, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from trellis.district.api import Org
from trellis.support.queries.windows import Window


@dataclass
class Cell:
    """What one department does at one school, or at all schools of a network."""

    visits: int = 0
    requests: int = 0
    late: int = 0
    promises: int = 0
    promises_late: int = 0

    def add(self, other: Cell) -> None:
        """Add what stands in another cell."""
        self.visits += other.visits
        self.requests += other.requests
        self.late += other.late
        self.promises += other.promises
        self.promises_late += other.promises_late


@dataclass
class Line:
    """One school (or network): its cells by department, and what they come to.

    `whole` counts a visit of two departments once. `last` and `next` are days of visits, `ago`
    school days since the last one.
    """

    place: Org
    cells: dict[int, Cell] = field(default_factory=dict)
    whole: Cell = field(default_factory=Cell)
    last: date | None = None
    ago: int | None = None
    next: date | None = None
    silent: bool = False

    def cell(self, department: int) -> Cell:
        """The cell of a department, made where there is none yet."""
        return self.cells.setdefault(department, Cell())

    @property
    def departments(self) -> int:
        """How many departments came."""
        return sum(1 for cell in self.cells.values() if cell.visits)

    @property
    def name(self) -> str:
        """The name as a map has room for it."""
        name = self.place.name.removesuffix(" School")
        return f"{name.removesuffix('Elementary')}Elem." if name.endswith("Elementary") else name


@dataclass(frozen=True)
class SupportMap:
    """The map of some schools over one window.

    `columns` names departments by their pk, `keys` has the key of each in addresses.
    """

    window: Window
    columns: dict[int, str]
    keys: dict[int, str]
    lines: list[Line]
    counted_at: datetime

    @property
    def whole(self) -> Cell:
        """What all lines come to."""
        total = Cell()
        for line in self.lines:
            total.add(line.whole)
        return total

    @property
    def reached(self) -> int:
        """How many lines had a visit."""
        return sum(1 for line in self.lines if line.whole.visits)

    @property
    def departments(self) -> int:
        """How many departments made a visit."""
        cells = (pair for line in self.lines for pair in line.cells.items())
        return len({one for one, cell in cells if cell.visits and one in self.columns and one > 0})

    @property
    def silent(self) -> list[Line]:
        """The schools that heard from nobody, by name."""
        return [line for line in self.lines if line.silent]


def by_network(found: SupportMap) -> SupportMap:
    """Put schools together by their network; a network is silent when all its schools are."""
    lines: dict[int, Line] = {}
    for line in found.lines:
        place = line.place.parent
        if place is None:
            continue
        into = lines.setdefault(place.pk, Line(place, silent=True))
        for department, cell in line.cells.items():
            into.cell(department).add(cell)
        into.whole.add(line.whole)
        into.silent &= line.silent
        if line.last is not None and (into.last is None or line.last > into.last):
            into.last, into.ago = line.last, line.ago
        into.next = min((day for day in (into.next, line.next) if day), default=None)
    by_name = sorted(lines.values(), key=lambda line: line.place.name)
    return SupportMap(found.window, found.columns, found.keys, by_name, found.counted_at)
