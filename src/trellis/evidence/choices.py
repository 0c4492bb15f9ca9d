"""What can be asked at all: which measures, tests, years, places and groups have gated cells?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from trellis.district.api import Org, OrgKind, open_schools, the_district
from trellis.evidence import labels
from trellis.evidence.asking import PAIRS, Ask
from trellis.evidence.models import Publication
from trellis.evidence.publishing import current, reader
from trellis.lib.api import NotThere
from trellis.measures.api import MEASURES

Choice = tuple[str, str]
"""A value of a select, and its words."""


@dataclass(frozen=True)
class Choices:
    """Everything that has an answer in one publication."""

    tests: dict[str, tuple[tuple[str, str, str], ...]]
    years: dict[tuple[str, str, str, str], tuple[int, ...]]
    groups: dict[str, tuple[tuple[str, str], ...]]

    @property
    def measures(self) -> list[Choice]:
        """Every measure that has an answer."""
        return [(key, m.title) for key, m in MEASURES.items() if key in self.tests]

    def tests_of(self, measure: str) -> list[Choice]:
        """Every test of a measure, as "product/subject/window"; none when it needs none."""
        found = [t for t in self.tests.get(measure, ()) if t[0]]
        return [("/".join(t), labels.test(*t)) for t in found]

    def years_of(self, ask: Ask) -> tuple[int, ...]:
        """Every school year that a question has an answer for."""
        return self.years.get((ask.measure, ask.product, ask.subject, ask.window), ())

    def groups_of(self, ask: Ask) -> list[Choice]:
        """Which students the comparison can be about, as "dim:value"."""
        there = self.groups.get(ask.measure, ())
        if ask.comparison == "groups":
            dims = {dim for dim, _ in there}
            return [
                (f"{dim}:", " and ".join(words for _, words in pair))
                for dim, pair in PAIRS.items()
                if dim in dims
            ]
        single = [(f"{dim}:{value}", labels.group(dim, value)) for dim, value in there]
        if ask.comparison in ("time", "levels"):
            single.insert(1, ("grade:", "each grade"))
        return [("all:", "all students"), *(c for c in single if c[0] != "all:")]


def choices(publication: Publication | None = None) -> Choices:
    """Read what can be asked; raise NotThere before anything was published."""
    chosen = publication or current()
    if chosen is None:
        raise NotThere("There is no evidence yet. It comes with the first files.")
    return _choices(chosen.manifest_sha256)


@lru_cache(maxsize=4)
def _choices(manifest_sha256: str) -> Choices:
    """Read a publication once, known by what it holds: its number alone could mean another."""
    read = reader(Publication.objects.filter(manifest_sha256=manifest_sha256).latest())
    assert read is not None  # noqa: S101 - a publication that is named can be read
    table = read.table("gated")
    columns = ("measure", "product", "subject", "window", "school_year", "dim", "value")
    asked = table.filter(table.level == "district").select(*columns).distinct()
    frame = pl.DataFrame(pl.from_arrow(read.run(asked))).sort(columns)
    tests: dict[str, set[tuple[str, str, str]]] = {}
    years: dict[tuple[str, str, str, str], set[int]] = {}
    groups: dict[str, set[tuple[str, str]]] = {}
    for measure, product, subject, window, year, dim, value in frame.iter_rows():
        tests.setdefault(measure, set()).add((product, subject, window))
        years.setdefault((measure, product, subject, window), set()).add(year)
        if value != "unknown":
            groups.setdefault(measure, set()).add((dim, value))
    return Choices(_sorted(tests), _sorted(years), _sorted(groups))


def _sorted(found: dict) -> dict:  # type: ignore[type-arg]
    return {key: tuple(sorted(values)) for key, values in found.items()}


def places() -> list[Org]:
    """Every place that cells exist for: the district, its networks, its schools."""
    district = the_district()
    if district is None:
        return []
    networks = district.children.filter(kind=OrgKind.NETWORK)
    return [district, *networks, *open_schools()]


def complete(ask: Ask, chosen: Choices) -> Ask:
    """Fill a question's blanks with the first that has an answer; mend what does not fit."""
    if ask.measure not in chosen.tests:
        ask = ask.but(measure=next(iter(chosen.tests), ""))
    tests = chosen.tests.get(ask.measure, ())
    if (ask.product, ask.subject, ask.window) not in tests and tests:
        product, subject, window = tests[0]
        ask = ask.but(product=product, subject=subject, window=window)
    kind = MEASURES[ask.measure].kind if ask.measure in MEASURES else ""
    if kind == "parts":
        ask = ask.but(comparison="levels")
    elif ask.comparison == "levels":
        ask = ask.but(comparison="schools")
    years = chosen.years_of(ask)
    if ask.year not in years and years:
        ask = ask.but(year=years[-1])
    offered = [value for value, _words in chosen.groups_of(ask)]
    if f"{ask.dim}:{ask.value}" not in offered and offered:
        dim, _, value = offered[0].partition(":")
        ask = ask.but(dim=dim, value=value)
    return _placed(ask, places())


def _placed(ask: Ask, there: Iterable[Org]) -> Ask:
    keys = [org.key for org in there]
    return ask if ask.place in keys or not keys else ask.but(place=keys[0])
