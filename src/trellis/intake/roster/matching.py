"""Which student is meant by an id? Exact text, state id first; names never decide."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import polars as pl

ORDER = {"state": 0, "local": 1, "sis": 2, "vendor": 3}
"""In which order kinds of ids are trusted."""

KNOWN = {"id_type": pl.String, "id_text": pl.String, "student_key": pl.String}


@dataclass(frozen=True)
class Matched:
    """`keys`: sid, student_key. `new_ids`: identities to keep. `unclear`: sids that fit several."""

    keys: pl.DataFrame
    new_ids: pl.DataFrame
    unclear: list[str]
    new_students: int


def match_roster(ids: pl.DataFrame, known: pl.DataFrame) -> Matched:
    """Give every student of a roster her key: the one she has, or a random new one.

    `ids`: sid, id_type, id_text; `known`: id_type, id_text, student_key. Two users of a roster who
    share a state or local id are one student in two schools. A student whose ids lead to two keys,
    or who shares an id with somebody of another state id, is unclear: she is not guessed.
    """
    group = _together(ids)
    ids = ids.join(group, on="sid")
    strong = (
        ids.filter(pl.col("id_type") == "state")
        .group_by("group")
        .agg(pl.col("id_text").n_unique().alias("states"))
    )
    found = ids.join(known, on=["id_type", "id_text"], how="inner")
    trust = pl.col("id_type").replace_strict(ORDER, default=9)
    best = (
        found.sort(trust, "id_text")
        .group_by("group", maintain_order=True)
        .agg(pl.col("student_key").first(), pl.col("student_key").n_unique().alias("keys"))
    )
    groups = group.select("group").unique().sort("group")
    groups = groups.join(best, on="group", how="left").join(strong, on="group", how="left")
    unclear = (pl.col("keys").fill_null(0) > 1) | (pl.col("states").fill_null(0) > 1)
    bad = group.join(groups.filter(unclear).select("group"), on="group", how="semi")
    groups = groups.filter(~unclear)
    fresh = groups.filter(pl.col("student_key").is_null())
    made = fresh.select("group").with_columns(
        pl.Series("made", [secrets.token_hex(8) for _ in range(fresh.height)], dtype=pl.String)
    )
    groups = groups.join(made, on="group", how="left").select(
        "group", pl.coalesce("student_key", "made").alias("student_key")
    )
    keys = group.join(groups, on="group").select("sid", "student_key")
    whole = ids.join(groups, on="group").select(list(KNOWN)).unique(["id_type", "id_text"])
    new_ids = whole.join(known, on=["id_type", "id_text"], how="anti")
    return Matched(keys, new_ids, bad["sid"].to_list(), fresh.height)


def _together(ids: pl.DataFrame) -> pl.DataFrame:
    """Return sid and group: users who share a state or local id are in one group."""
    strong = ids.filter(pl.col("id_type").is_in(["state", "local"]))
    group = ids.select("sid", pl.col("sid").alias("group")).unique("sid")
    for _ in range(4):
        named = strong.join(group, on="sid")
        least = named.with_columns(pl.col("group").min().over("id_type", "id_text").alias("least"))
        least = least.group_by("sid").agg(pl.col("least").min())
        joined = group.join(least, on="sid", how="left").select(
            "sid", pl.min_horizontal("group", "least").alias("group")
        )
        if joined.sort("sid").equals(group.sort("sid")):
            break
        group = joined
    return group


def match_people(people: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Find the students of a file of results: student, student_key (null: not found, or unclear).

    `people`: student, id_type, id_text with the candidates of each. The most trusted id that is
    known decides; when an equally good or lesser one says somebody else, nobody is taken.
    """
    found = people.join(known, on=["id_type", "id_text"], how="inner")
    one = found.group_by("student").agg(
        pl.col("student_key").first(), pl.col("student_key").n_unique().alias("keys")
    )
    one = one.filter(pl.col("keys") == 1).select("student", "student_key")
    return people.select("student").unique().join(one, on="student", how="left")
