"""What of a question's counts may people read?

Exact counts (enrolment) are suppressed and audited by linear programs; everything else is said
with counts rounded to ten and rates in bands, and hidden where even that would narrow a small
count down. What was hidden before stays hidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trellis.evidence.disclosure.audit import audited
from trellis.evidence.disclosure.bands import averages, counts, rates
from trellis.evidence.disclosure.lattice import KEYS, Lattice, lattice_of
from trellis.evidence.disclosure.suppression import complete, hide_where_rounding_tells, primary

LEAST_FOR_OWN_SD = 30


@dataclass(frozen=True)
class Report:
    """How the gate went: cells, small ones, others hidden for their sake, and the audit."""

    cells: int
    small: int
    others: int
    clean: bool
    programs: int = 0


def protect(
    cells: pl.DataFrame,
    *,
    kind: str,
    exact: bool,
    already_hidden: pl.DataFrame | None = None,
    percent: bool = True,
) -> tuple[pl.DataFrame, Report]:
    """Return the cells as they may be read, and how it went.

    `cells` come from `measures.count_cells`; `kind` is that of the measure; `exact` counts are
    shown as they are. Without a clean audit every cell is hidden.
    """
    lattice = lattice_of(cells)
    small = primary(lattice)
    hidden = small | _positions(lattice, already_hidden)
    programs = 0
    if exact:
        hidden, told = audited(lattice, complete(lattice, hidden))
        clean, programs = told.clean, told.programs
    else:
        hidden, clean = hide_where_rounding_tells(lattice, hidden)
    if not clean:
        hidden = set(range(len(lattice.keys)))
    named = {lattice.keys[cell] for cell in hidden}
    rows = cells.select(KEYS).iter_rows()
    gone = pl.Series([key in named for key in rows], dtype=pl.Boolean)
    shown = _said(cells, gone, kind, exact, percent)
    return shown, Report(len(lattice.keys), len(small), len(hidden - small), clean, programs)


def _positions(lattice: Lattice, hidden: pl.DataFrame | None) -> set[int]:
    if hidden is None or hidden.is_empty():
        return set()
    wanted = set(hidden.select(KEYS).iter_rows())
    return {position for position, key in enumerate(lattice.keys) if key in wanted}


def _said(
    cells: pl.DataFrame, gone: pl.Series, kind: str, exact: bool, percent: bool
) -> pl.DataFrame:
    shown = cells.with_row_index("at").filter(~gone)
    n = shown["n"].cast(pl.Float64).to_numpy()
    if exact:
        figures = counts(n)
    elif kind == "mean":
        own = pl.when(pl.col("n") >= LEAST_FOR_OWN_SD).then("sd").otherwise(_district_sd(cells))
        spread = shown.select(own.cast(pl.Float64)).to_series().to_numpy()
        figures = averages(shown["mean"].to_numpy(), spread, n, percent=percent)
    else:
        figures = rates(shown["k"].cast(pl.Float64).to_numpy(), n)
    said = pl.concat([shown.select("at"), figures], how="horizontal")
    parts = [name for name in ("part", "part_order") if name in cells.columns]
    whole = cells.select(*KEYS, *parts, gone.alias("hidden"), structural=pl.lit(False))
    whole = whole.with_row_index("at").join(said, on="at", how="left", maintain_order="left")
    return whole.drop("at")


def _district_sd(cells: pl.DataFrame) -> float:
    """Return the spread of all students of the district, for places too few to have their own."""
    found = cells.filter(level="district", dim="all")["sd"]
    return float(found[0] or 0.0) if len(found) else 0.0
