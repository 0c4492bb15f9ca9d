"""Which cells are hidden because they are small, which because a small one could be had by them?"""

from __future__ import annotations

import numpy as np

from trellis.evidence.disclosure.lattice import Lattice

FEWEST = 10
"""Nothing computed from fewer students leaves."""

NARROWEST = 3
"""A hidden count must be possible over at least this width."""


def primary(lattice: Lattice) -> set[int]:
    """Cells of fewer than ten students, none included."""
    return {cell for cell, n in enumerate(lattice.n) if n < FEWEST}


def complete(lattice: Lattice, hidden: set[int]) -> set[int]:
    """Hide further cells until no sum of exact counts gives a hidden one away.

    In every relation whose parent is shown, the hidden children are none, or at least two that
    count ten or more together; a hidden parent never has all its children shown. The smallest
    cell is hidden, by name where two are equal.
    """
    hidden = set(hidden)
    waiting = list(range(len(lattice.relations)))
    while waiting:
        number = waiting.pop()
        more = _wanted(lattice, number, hidden)
        if more is not None:
            hidden.add(more)
            waiting += lattice.of[more]
    return hidden


def _wanted(lattice: Lattice, number: int, hidden: set[int]) -> int | None:
    parent, kids = lattice.relations[number]
    gone = [kid for kid in kids if kid in hidden]
    shown = [kid for kid in kids if kid not in hidden]
    if parent in hidden:
        return smallest(lattice, shown) if not gone and shown else None
    if not gone or (len(gone) > 1 and sum(lattice.n[kid] for kid in gone) >= FEWEST):
        return None
    return smallest(lattice, shown) if shown else parent


def smallest(lattice: Lattice, cells: list[int]) -> int:
    """Return the cell with the fewest students; by name where two are equal."""
    return min(cells, key=lambda cell: (lattice.n[cell], lattice.keys[cell]))


def hide_where_rounding_tells(lattice: Lattice, hidden: set[int]) -> tuple[set[int], bool]:
    """Hide further cells until rounded counts leave every hidden one at least three wide.

    The reader is taken to know which cells are small (0 to 9); a shown count stands for all counts
    that round to it. Returns the hidden cells and whether every one is wide enough.
    """
    hidden = set(hidden)
    small = {cell for cell in hidden if lattice.n[cell] < FEWEST}
    for _turn in range(len(lattice.keys)):
        narrow = _narrow(lattice, hidden, small)
        if not narrow:
            return hidden, True
        more = {
            smallest(lattice, shown)
            for cell in narrow
            for number in lattice.of.get(cell, [])
            if (shown := [kid for kid in _around(lattice, number, cell) if kid not in hidden])
        }
        if not more:
            return hidden, False
        hidden |= more
    return hidden, False


def _around(lattice: Lattice, number: int, cell: int) -> list[int]:
    parent, kids = lattice.relations[number]
    siblings = [kid for kid in kids if kid != cell]
    return siblings if cell != parent and siblings else [c for c in (parent, *kids) if c != cell]


def bounds(lattice: Lattice, hidden: set[int], small: set[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the most that each cell's count can be by what is shown of it alone."""
    n = np.array(lattice.n, dtype=float)
    shown = np.floor(n / 10 + 0.5) * 10
    low = np.maximum(shown - 5, FEWEST)
    high = shown + 4
    out = np.array(sorted(hidden), dtype=int)
    low[out] = 0
    high[out] = n.max(initial=0) + 10
    few = np.array(sorted(small), dtype=int)
    high[few] = FEWEST - 1
    return low, high


def _narrow(lattice: Lattice, hidden: set[int], small: set[int]) -> list[int]:
    if not hidden or not lattice.relations:
        return []
    low, high = bounds(lattice, hidden, small)
    parents = np.array([parent for parent, _ in lattice.relations])
    sizes = [len(kids) for _, kids in lattice.relations]
    kids = np.concatenate([np.array(kids) for _, kids in lattice.relations])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    for _turn in range(30):
        before = low.copy(), high.copy()
        sum_low = np.bincount(owner, low[kids], minlength=len(sizes))
        sum_high = np.bincount(owner, high[kids], minlength=len(sizes))
        np.maximum.at(low, kids, low[parents][owner] - (sum_high[owner] - high[kids]))
        np.minimum.at(high, kids, high[parents][owner] - (sum_low[owner] - low[kids]))
        np.maximum.at(low, parents, sum_low)
        np.minimum.at(high, parents, sum_high)
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return [cell for cell in sorted(hidden) if high[cell] - low[cell] < NARROWEST]
