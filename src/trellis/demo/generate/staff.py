"""Who works in the schools and the central office?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from trellis.demo.generate.names import (
    DISTRICT_SID,
    DOMAIN,
    FAMILY_ASIAN,
    FAMILY_HISPANIC,
    FAMILY_OTHER,
    GIVEN_FEMALE,
    GIVEN_MALE,
    GRADE_7_TEACHERS,
    OAK_HOLLOW,
    STORY,
)
from trellis.demo.generate.places import Places
from trellis.demo.generate.truth import DIP_GRADE

_ROLES = ("principal", "counselor", "aide")
_GIVEN = GIVEN_FEMALE + GIVEN_MALE
_FAMILY = FAMILY_OTHER + FAMILY_HISPANIC + FAMILY_ASIAN


@dataclass(frozen=True)
class Staff:
    """People who work: sid, identifier, given, family, email, role, org; and who has which class.

    `teachers`: school, grade, section (indices) and the sid of the one who teaches it.
    """

    people: pl.DataFrame
    teachers: pl.DataFrame


def make_staff(places: Places, sections: pl.DataFrame, rng: np.random.Generator) -> Staff:
    """Give every section (school, grade, section) a teacher and every school its people."""
    sections = sections.sort("school", "grade", "section")
    teachers = sections.select(
        pl.lit("teacher").alias("role"),
        pl.Series("org", places.sids).gather(sections["school"]).alias("org"),
    )
    others = [(role, sid) for sid in places.sids for role in _ROLES]
    whole = pl.concat([teachers, pl.DataFrame(others, schema=["role", "org"], orient="row")])
    named = whole.with_columns(
        given=pl.Series(_GIVEN).gather(rng.integers(0, len(_GIVEN), whole.height)),
        family=pl.Series(_FAMILY).gather(rng.integers(0, len(_FAMILY), whole.height)),
    )
    people = _with_the_story(_without_namesakes(named), sections, places)
    number = pl.int_range(1, pl.len() + 1)
    sid = pl.format("STF-{}", number.cast(pl.String).str.zfill(5))
    people = people.with_columns(
        sid=sid, identifier="E" + number.cast(pl.String).str.zfill(5), email=_emails()
    )
    taught = sections.with_columns(sid=people["sid"].head(sections.height))
    return Staff(people, taught)


def _without_namesakes(named: pl.DataFrame) -> pl.DataFrame:
    """Rename whoever happens to have the name of somebody in the story."""
    story = [f"{given} {family}" for given, family, *_ in (*STORY, *GRADE_7_TEACHERS)]
    taken = (pl.col("given") + " " + pl.col("family")).is_in(story)
    return named.with_columns(
        family=pl.when(taken).then(pl.lit("Whitlock")).otherwise(pl.col("family"))
    )


def _with_the_story(named: pl.DataFrame, sections: pl.DataFrame, places: Places) -> pl.DataFrame:
    """Give the people of the story the places that the story says."""
    sid_of = dict(zip(places.names, places.sids, strict=True))
    oak = places.names.index(OAK_HOLLOW)
    seventh = sections.with_row_index("row").filter(
        (pl.col("school") == oak) & (pl.col("grade") == DIP_GRADE)
    )["row"]
    given, family = named["given"].to_list(), named["family"].to_list()
    for row, (first, last) in zip(seventh, GRADE_7_TEACHERS, strict=False):
        given[row], family[row] = first, last
    held = {(role, org): row for row, (role, org) in enumerate(named.select("role", "org").rows())}
    added = [("teacher", sid_of[OAK_HOLLOW], *one) for one in GRADE_7_TEACHERS[len(seventh) :]]
    for first, last, role, place in STORY:
        org = sid_of.get(place, DISTRICT_SID)
        if role == "principal":
            given[held[role, org]], family[held[role, org]] = first, last
        else:
            added.append((role, org, first, last))
    named = named.with_columns(pl.Series("given", given), pl.Series("family", family))
    more = pl.DataFrame(added, schema=["role", "org", "given", "family"], orient="row")
    return pl.concat([named.select(more.columns), more])


def _emails() -> pl.Expr:
    """Make addresses; a namesake gets a number."""
    turn = pl.int_range(1, pl.len() + 1).over("given", "family")
    number = pl.when(turn > 1).then(turn.cast(pl.String)).otherwise(pl.lit(""))
    return (pl.col("given") + "." + pl.col("family")).str.to_lowercase() + number + f"@{DOMAIN}"
