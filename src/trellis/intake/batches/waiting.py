"""Which results wait for their students, and which have found them?"""

from __future__ import annotations

from pathlib import Path

import polars as pl
from django.utils import timezone

from trellis.intake.models import Waiting
from trellis.intake.roster.matching import match_people


def path_of(one: Waiting) -> Path:
    """Where the scores lie that wait."""
    return one.batch.folder / one.path


def match_waiting(
    waiting: pl.DataFrame, identities: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Try waiting scores again: those whose students are known now, and those that wait on."""
    numbered = waiting.with_row_index("student")
    people = numbered.select("student", "id_type", "id_text").explode(
        "id_type", "id_text", empty_as_null=True
    )
    found = numbered.join(match_people(people, identities), on="student", how="left")
    known = found.filter(pl.col("student_key").is_not_null())
    rest = found.filter(pl.col("student_key").is_null())
    return known.drop("student", "id_type", "id_text"), rest.select(waiting.columns)


def waiting_before(identities: pl.DataFrame) -> pl.DataFrame | None:
    """Return scores that waited for their students and have found them among these ids."""
    frames = []
    for one in Waiting.objects.select_related("batch").order_by("pk"):
        path = path_of(one)
        if path.exists():
            found, _rest = match_waiting(pl.read_parquet(path), identities)
            frames.append(found)
    return pl.concat(frames) if frames else None


def wait_on(identities: pl.DataFrame) -> None:
    """Let only those results go on waiting whose students are not among these ids either."""
    for one in Waiting.objects.select_related("batch"):
        path = path_of(one)
        if not path.exists():
            continue
        found, rest = match_waiting(pl.read_parquet(path), identities)
        if found.is_empty():
            continue
        if rest.is_empty():
            one.delete()
            continue
        # A new file: when this act is undone, the row still names the old one.
        kept = path.with_name(f"{path.stem}-{timezone.now():%Y%m%d%H%M%S%f}.parquet")
        rest.write_parquet(kept)
        one.path, one.scores = str(kept.relative_to(one.batch.folder)), rest.height
        one.students = rest.select(pl.struct("id_type", "id_text").n_unique()).item()
        one.save()
