"""What does a roster say about people: ids, roles, demographics, who works where?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trellis.intake.mappings.people import EXPONENT
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.mappings.troubles import Troubles
from trellis.lib.api import BadInput

_RACES = {
    "americanIndianOrAlaskaNative": "american_indian",
    "asian": "asian",
    "blackOrAfricanAmerican": "black",
    "hispanicOrLatinoEthnicity": "hispanic",
    "nativeHawaiianOrOtherPacificIslander": "pacific_islander",
    "demographicRaceTwoOrMoreRaces": "two_or_more",
    "white": "white",
}
_WORK = (
    "teacher",
    "principal",
    "administrator",
    "siteAdministrator",
    "districtAdministrator",
    "counselor",
    "aide",
)
_MAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


def roles_of(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return sid, role, org, primary, begins, ends: one row a role, from roles.csv or users.csv."""
    if "roles" in frames:
        return frames["roles"].select(
            pl.col("userSourcedId").alias("sid"),
            "role",
            pl.col("orgSourcedId").alias("org"),
            (pl.col("roleType") == "primary").fill_null(False).alias("primary"),
            pl.col("beginDate").alias("begins"),
            pl.col("endDate").alias("ends"),
        )
    users = frames["users"].filter(pl.col("role").is_not_null())
    table = users.select(
        pl.col("sourcedId").alias("sid"), "role", pl.col("orgSourcedIds").alias("org")
    )
    table = table.explode("org", empty_as_null=True)
    return table.with_columns(
        primary=pl.col("sid").is_first_distinct(),
        begins=pl.lit(None, pl.Date),
        ends=pl.lit(None, pl.Date),
    )


def students_of(roles: pl.DataFrame, enrolments: pl.DataFrame) -> pl.DataFrame:
    """Return sid of everybody who is a student: by her role or, without any role, by a class."""
    by_role = roles.filter(pl.col("role") == "student").select("sid")
    taken = enrolments.filter(pl.col("role") == "student")
    by_class = taken.select(pl.col("userSourcedId").alias("sid")).join(roles, on="sid", how="anti")
    return pl.concat([by_role, by_class]).unique()


def ids_of(students: pl.DataFrame) -> pl.DataFrame:
    """Return every id of every student: sid, id_type, id_text. Leading zeros are kept.

    Raises BadInput when a spreadsheet has rewritten ids as powers of ten.
    """
    named = students.select(
        pl.col("sourcedId").alias("sid"),
        "line",
        pl.col("userIds").str.extract_all(r"\{[^{}:]+:[^{}]*\}").alias("pair"),
    )
    named = named.explode("pair", empty_as_null=True).drop_nulls("pair")
    kind = pl.col("pair").str.extract(r"\{([^:]+):", 1).str.to_lowercase()
    told = named.select(
        "sid",
        pl.when(kind.str.contains("state"))
        .then(pl.lit("state"))
        .when(kind.str.contains("local|district|student|^sis|number"))
        .then(pl.lit("local"))
        .otherwise(pl.lit("vendor"))
        .alias("id_type"),
        pl.col("pair").str.extract(r":([^}]*)\}", 1).str.strip_chars().alias("id_text"),
    )
    spoiled = told["id_text"].str.contains(EXPONENT).fill_null(False)
    if spoiled.any():
        line = int(named["line"].filter(spoiled)[0])
        raise BadInput(
            f"users.csv, line {line:,}, “userIds”: a spreadsheet has rewritten these ids as powers "
            "of ten and their digits are gone. Export the file again without opening it there."
        )
    local = students.select(
        pl.col("sourcedId").alias("sid"),
        pl.lit("local").alias("id_type"),
        pl.col("identifier").alias("id_text"),
    )
    own = students.select(
        pl.col("sourcedId").alias("sid"),
        pl.lit("sis").alias("id_type"),
        pl.col("sourcedId").alias("id_text"),
    )
    every = pl.concat([told, local, own]).filter(pl.col("id_text").fill_null("") != "")
    return every.unique(maintain_order=True)


def demographics_of(told: pl.DataFrame | None, students: pl.DataFrame) -> pl.DataFrame:
    """Return sid, sex and a flag for each race and ethnicity; nothing is made up where none is."""
    schema = {"sid": pl.String, "sex": pl.String} | dict.fromkeys(_RACES.values(), pl.Boolean)
    if told is None:
        return students.join(pl.DataFrame(schema=schema), on="sid", how="left")
    named = told.select(
        pl.col("sourcedId").alias("sid"),
        "sex",
        *(pl.col(source).alias(name) for source, name in _RACES.items()),
    )
    return students.join(named, on="sid", how="left").select(list(schema))


def staff_of(
    users: pl.DataFrame, roles: pl.DataFrame, sheet: Sheet, troubles: Troubles
) -> pl.DataFrame:
    """Return sid, name, email, role, org of adults who work; a role only proposes a position."""
    held = roles.filter(pl.col("role").is_in(list(_WORK)))
    named = users.select(
        pl.col("sourcedId").alias("sid"),
        pl.concat_str("givenName", "familyName", separator=" ", ignore_nulls=True).alias("name"),
        pl.col("email").str.to_lowercase().alias("email"),
        "line",
    )
    work = named.join(held, on="sid", how="semi")
    shaped = work["email"].str.contains(_MAIL).fill_null(False) & (work["name"] != "")
    column = sheet.header.find_name("email")
    if column is not None:
        troubles.noticed(
            "email",
            ~shaped,
            work["line"],
            column,
            work["email"].fill_null("nothing"),
            "the e-mail address and name of somebody who works",
            "She gets no account.",
            by_word=False,
        )
    return held.join(work.filter(shaped), on="sid").select("sid", "name", "email", "role", "org")
