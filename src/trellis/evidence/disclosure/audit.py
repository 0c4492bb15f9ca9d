"""Can a reader with patience and a solver still narrow a hidden exact count down?

Hidden cells are unknowns, shown ones are known; every relation is an equation. For each unknown the
least and the most it can be are asked of a linear program (HiGHS). The truth is one solution, and
every answer of the program another, so that most unknowns need no program of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from trellis.evidence.disclosure.lattice import Lattice
from trellis.evidence.disclosure.suppression import FEWEST, NARROWEST, complete, smallest


@dataclass
class Audit:
    """How an audit went: cells found too narrow on the way, programs solved, clean in the end."""

    narrow: int = 0
    programs: int = 0
    clean: bool = False


def audited(lattice: Lattice, hidden: set[int]) -> tuple[set[int], Audit]:
    """Hide further cells until the audit is clean; without a clean audit nothing may be shown."""
    told = Audit()
    hidden = set(hidden)
    for _turn in range(50):
        found = narrow_cells(lattice, hidden, told)
        if not found:
            told.clean = True
            return hidden, told
        told.narrow += len(found)
        more = set()
        for cell in found:
            for number in lattice.of.get(cell, []):
                parent, kids = lattice.relations[number]
                shown = [kid for kid in kids if kid not in hidden] or [parent]
                shown = [one for one in shown if one not in hidden]
                if shown:
                    more.add(smallest(lattice, shown))
        if not more:
            return hidden, told
        hidden = complete(lattice, hidden | more)
    return hidden, told


def narrow_cells(lattice: Lattice, hidden: set[int], told: Audit) -> list[int]:
    """Return the hidden cells that a reader can know to a width below three."""
    cells = sorted(hidden)
    if not cells:
        return []
    column = {cell: position for position, cell in enumerate(cells)}
    rows: list[dict[int, float]] = []
    for parent, kids in lattice.relations:
        terms = {column[kid]: 1.0 for kid in kids if kid in column}
        if parent in column:
            terms[column[parent]] = -1.0
        if terms:
            rows.append(terms)
    truth = np.array([lattice.n[cell] for cell in cells], dtype=float)
    matrix = scipy.sparse.csr_matrix(
        (
            [value for terms in rows for value in terms.values()],
            (
                [number for number, terms in enumerate(rows) for _ in terms],
                [position for terms in rows for position in terms],
            ),
        ),
        shape=(len(rows), len(cells)),
    )
    linked = matrix.T @ matrix
    _, part = scipy.sparse.csgraph.connected_components(linked, directed=False)
    most = max(lattice.n)
    upper = np.where(truth < FEWEST, FEWEST - 1, most + FEWEST)
    found: list[int] = []
    for number in np.unique(part):
        mine = np.flatnonzero(part == number)
        used = np.flatnonzero(np.diff(matrix[:, mine].tocsr().indptr))
        equations = matrix[used][:, mine]
        narrow = _narrow_in(equations, truth[mine], upper[mine], told)
        found += [cells[mine[position]] for position in narrow]
    return found


def _narrow_in(
    equations: scipy.sparse.csr_matrix, truth: np.ndarray, upper: np.ndarray, told: Audit
) -> list[int]:
    if equations.shape[0] == 0:
        return []
    right = equations @ truth
    least, most = truth.copy(), truth.copy()
    rng = np.random.default_rng(7)

    def ask(objective: np.ndarray) -> bool:
        told.programs += 1
        done = scipy.optimize.linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
            objective,
            A_eq=equations,
            b_eq=right,
            bounds=np.column_stack([np.zeros_like(upper), upper]),
            method="highs",
        )
        if done.status != 0:
            return False
        np.minimum(least, done.x, out=least)
        np.maximum(most, done.x, out=most)
        return True

    def open_cells() -> np.ndarray:
        return np.flatnonzero(most - least < NARROWEST - 1e-6)

    for _turn in range(6):
        if open_cells().size == 0:
            return []
        signs = np.zeros_like(truth)
        mine = open_cells()
        signs[mine] = rng.choice([-1.0, 1.0], mine.size) * rng.uniform(0.5, 1.5, mine.size)
        ask(signs)
        ask(-signs)
    narrow = []
    for position in open_cells():
        for sign in (-1.0, 1.0):
            if most[position] - least[position] < NARROWEST - 1e-6:
                objective = np.zeros_like(truth)
                objective[position] = sign
                ask(objective)
        if most[position] - least[position] < NARROWEST - 1e-6:
            narrow.append(int(position))
    return narrow
