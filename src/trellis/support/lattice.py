"""How is the support map drawn: a table whose cells are knots on crossing lines?

Written in Python, not in a template: a map of 200 schools has 3,000 cells, and a template would
take longer to draw them than the database to count them. Every name is escaped once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trellis.lib.api import day
from trellis.support.queries.map_lines import Cell, Line, SupportMap

_EMPTY = '<td class="x"><span class="unseen">none</span></td>'
_SHAPE = '<use href="#{}"/>'
FEW, MANY = 2, 4
"""From how many on a knot is drawn larger, and largest."""


def drawn(found: SupportMap, *, show: str, link: str) -> list[SafeString]:
    """Return each line of the map as a row of the lattice.

    `show` is "visits" or "promises"; `link` is the address behind a line, with {} for its place.
    """
    columns = [(pk, str(escape(name))) for pk, name in found.columns.items()]
    rows = []
    for line in found.lines:
        key, href = escape(line.place.key), escape(link.format(line.place.key))
        silent = ' class="silent"' if line.silent else ""
        rows.append(
            f'<tr id="s-{key}"{silent}>'
            f'<th scope="row"><a href="{href}">{escape(line.name)}</a></th>'
            f'{_cells(line, columns, show, href)}<td class="end">{_ago(line.ago)}</td>'
            f'<td class="end next">{_day(line.next) or "none planned"}</td></tr>'
        )
    return _safe(rows)


def in_figures(found: SupportMap, *, of_one: bool) -> list[SafeString]:
    """Return each line as a row of the table; `of_one` when one department alone is told."""
    return _safe(
        _figures(
            str(escape(line.name)),
            line.whole,
            None if of_one else line.departments,
            (_day(line.last) or "never", _day(line.next) or "–"),
        )
        for line in found.lines
    )


def said(cell: Cell, show: str) -> str:
    """Say a cell: "5 visits, a request open, answer late"; empty where there is nothing."""
    if show == "promises":
        if not cell.promises:
            return ""
        late = f", {cell.promises_late} late" if cell.promises_late else ""
        return f"{_many(cell.promises, 'promise')}{late}"
    if not cell.visits and not cell.requests:
        return ""
    words = [_many(cell.visits, "visit")]
    if cell.requests:
        asked = "a request" if cell.requests == 1 else f"{cell.requests} requests"
        words.append(f"{asked} open")
    if cell.late:
        words.append("answer late" if cell.late == 1 else f"{cell.late} answers late")
    return ", ".join(words)


def _cells(line: Line, columns: Iterable[tuple[int, str]], show: str, href: str) -> str:
    place = escape(line.place.name)
    parts = []
    for department, name in columns:
        cell = line.cells.get(department)
        words = said(cell, show) if cell else ""
        if cell is None or not words:
            parts.append(_EMPTY)
            continue
        parts.append(
            f'<td class="x"><a href="{href}" aria-label="{place}, {name}: {words}">'
            f'<svg aria-hidden="true" viewBox="0 0 32 32">{_knot(cell, show)}</svg></a></td>'
        )
    return "".join(parts)


def _knot(cell: Cell, show: str) -> str:
    promises = show == "promises"
    many = cell.promises if promises else cell.visits
    late = cell.promises_late if promises else cell.late
    shapes = []
    if cell.requests and not promises:
        shapes.append("r1" if many else "r0")
    if many:
        shapes.append("k1" if many < FEW else "k2" if many < MANY else "k3")
    if late:
        shapes.append("f1")
    return "".join(_SHAPE.format(shape) for shape in shapes)


def _figures(name: str, cell: Cell, departments: int | None, days: Sequence[str]) -> str:
    counts = [cell.visits, cell.requests, cell.late, cell.promises, cell.promises_late]
    if departments is not None:
        counts.insert(1, departments)
    cells = "".join(f'<td class="n">{one}</td>' for one in (*counts, *days))
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _ago(days: int | None) -> str:
    if days is None:
        return "never"
    if days == 0:
        return "today"
    return f'{days}<span class="long"> day{"s" * (days != 1)} ago</span>'


def _day(when: date | None) -> str:
    return day(when, year=when.year != timezone.localdate().year) if when else ""


def _many(n: int, one: str) -> str:
    return f"{n} {one}{'s' * (n != 1)}" if n else f"no {one}"


def _safe(rows: Iterable[str]) -> list[SafeString]:
    return [mark_safe(row) for row in rows]  # noqa: S308 - names are escaped, all else is ours
