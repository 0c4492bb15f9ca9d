"""Which of a roster's orgs is the district, which are networks, which schools?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trellis.lib.api import BadInput


@dataclass(frozen=True)
class Place:
    """A place of a roster: `source` is the SIS's id, `kind` district, network or school."""

    source: str
    name: str
    kind: str
    parent: str
    identifier: str

    @property
    def is_school(self) -> bool:
        """Whether students can be enrolled here."""
        return self.kind == "school"


def places_of(orgs: pl.DataFrame) -> list[Place]:
    """Sort orgs. Raises BadInput when there is no school or no single district."""
    rows = {row["sourcedId"]: row for row in orgs.to_dicts()}
    schools = {key: row for key, row in rows.items() if row["type"] == "school"}
    if not schools:
        raise BadInput("orgs.csv names no school (type “school”).")
    districts = [key for key, row in rows.items() if row["type"] == "district"]
    if not districts:
        tops = [key for key, row in rows.items() if row["type"] == "local"]
        districts = [key for key in tops if rows[key]["parentSourcedId"] not in tops]
    if len(districts) > 1:
        with_schools = [k for k in districts if any(_is_under(rows, s, k) for s in schools)]
        districts = with_schools or districts
    if len(districts) != 1:
        raise BadInput(
            f"orgs.csv names {len(districts)} districts; expected one org of type “district” "
            "(or one “local”) above the schools."
        )
    district = districts[0]
    parents = {row["parentSourcedId"] for row in schools.values()} - {district, None}
    networks = {
        key for key in parents if key in rows and rows[key]["type"] in ("local", "department")
    }
    found = [_place(rows[district], "district", "")]
    found += [_place(rows[key], "network", district) for key in sorted(networks)]
    for key in sorted(schools):
        above = schools[key]["parentSourcedId"]
        found.append(_place(rows[key], "school", above if above in networks else district))
    return found


def _is_under(rows: dict[str, dict[str, str]], key: str, top: str) -> bool:
    for _ in range(6):
        if key == top:
            return True
        key = rows.get(key, {}).get("parentSourcedId") or ""
    return False


def _place(row: dict[str, str], kind: str, parent: str) -> Place:
    return Place(row["sourcedId"], row["name"], kind, parent, row["identifier"] or "")
