"""Which cells hang together, so that one could be had from others by adding and subtracting?

A relation says that a parent is the sum of its children: all students of a place are the sum over
the values of one dimension; the district is the sum of its networks, and of schools in none; a
network is the sum of its schools, for every group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

KEYS = ("level", "place_id", "dim", "value")
Key = tuple[str, str, str, str]


@dataclass
class Lattice:
    """The cells of one question: keys, counts, and the relations between them by position."""

    keys: list[Key]
    n: list[int]
    relations: list[tuple[int, tuple[int, ...]]]
    of: dict[int, list[int]] = field(default_factory=dict)

    def siblings(self, cell: int, relation: int) -> list[int]:
        """Return the other children of a relation."""
        return [child for child in self.relations[relation][1] if child != cell]


def lattice_of(cells: pl.DataFrame) -> Lattice:
    """Read the lattice from counted cells (level, place_id, parent_id, dim, value, n)."""
    once = cells.select(*KEYS, "parent_id", "n").unique(subset=KEYS).sort(KEYS)
    keys: list[Key] = []
    counts: list[int] = []
    parents: list[str] = []
    for level, place, dim, value, parent, n in once.iter_rows():
        keys.append((level, place, dim, value))
        parents.append(parent)
        counts.append(n)
    at = {key: position for position, key in enumerate(keys)}
    children: dict[Key, list[int]] = defaultdict(list)
    for position, (level, place, dim, value) in enumerate(keys):
        if dim != "all":
            children[level, place, "all", dim].append(position)
        if level == "network" or (level == "school" and not parents[position]):
            children["district", "", dim, f"={value}"].append(position)
        elif level == "school":
            children["network", parents[position], dim, f"={value}"].append(position)
    relations = list(_related(children, at))
    lattice = Lattice(keys, counts, relations)
    for number, (parent_at, kids) in enumerate(relations):
        for cell in (parent_at, *kids):
            lattice.of.setdefault(cell, []).append(number)
    return lattice


def _related(
    children: dict[Key, list[int]], at: dict[Key, int]
) -> Iterable[tuple[int, tuple[int, ...]]]:
    for (level, place, dim, over), kids in children.items():
        group = over[1:] if over.startswith("=") else ""
        parent = at.get((level, place, dim, group))
        if parent is not None:
            yield parent, tuple(kids)
