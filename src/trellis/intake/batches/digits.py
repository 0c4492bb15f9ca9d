"""Have ids lost their leading zeros on the way?

A spreadsheet turns 0001234 into 1234. That two ids mean one student is never decided here: it is
proposed, with how many it would find, and done once a person has said so for the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

_NUMBER = r"^[0-9]+$"


def filled_up(ids: pl.DataFrame, digits: Mapping[str, int]) -> pl.DataFrame:
    """Fill up numbers with zeros to the digits that were said for their type. Others stay."""
    text = pl.col("id_text")
    for kind, number in digits.items():
        here = (pl.col("id_type") == kind) & text.str.contains(_NUMBER)
        ids = ids.with_columns(pl.when(here).then(text.str.zfill(number)).otherwise(text))
    return ids


def proposal(unmatched: pl.DataFrame, known: pl.DataFrame) -> dict[str, Any] | None:
    """Propose to fill up ids with zeros: type, digits here and there, and students it would find.

    `unmatched` and `known`: id_type, id_text. None when it would find fewer than half of them.
    """
    best: dict[str, Any] | None = None
    numbers = unmatched.filter(pl.col("id_text").str.contains(_NUMBER)).unique()
    for (kind,), part in numbers.partition_by("id_type", as_dict=True).items():
        there = known.filter((pl.col("id_type") == kind) & pl.col("id_text").str.contains(_NUMBER))[
            "id_text"
        ]
        if there.is_empty():
            continue
        length = int(there.str.len_chars().mode().max())  # type: ignore[arg-type]
        short = part["id_text"].filter(part["id_text"].str.len_chars() < length)
        found = int(short.str.zfill(length).is_in(there.implode()).sum())
        if found * 2 >= part.height and found > (best["students"] if best else 0):
            best = {
                "type": kind,
                "here": int(short.str.len_chars().max()),  # type: ignore[arg-type]
                "there": length,
                "students": found,
            }
    return best


def said(name: str, found: Mapping[str, Any]) -> str:
    """Say a proposal in a sentence."""
    return (
        f"{name}: {found['type']} ids have at most {found['here']} digits here and "
        f"{found['there']} in the district’s records; zeros at their front may be lost. Filled up, "
        f"{found['students']:,} more students would be found."
    )
