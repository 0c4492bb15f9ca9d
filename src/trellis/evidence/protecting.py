"""How does every question's table pass the gate before anybody can read it?

Cells are counted for every question that the lake can answer. Where the counts are those of the
publication before, its protected cells are kept; else they are protected anew, and what was
hidden before stays hidden.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
from django.conf import settings
from django.utils import timezone

from trellis.evidence.disclosure.gate import protect
from trellis.evidence.models import Lattice, Publication
from trellis.lake.api import TABLES, Lake, LakeReader, Manifest
from trellis.measures.api import MEASURES, Question, count_all, questions

_ASKED = ("measure", "school_year", "product", "subject", "window")


@dataclass
class Protected:
    """The gated cells of one publication, and what is remembered about each question."""

    cells: pl.DataFrame
    hashes: dict[str, str] = field(default_factory=dict)

    def keep(self, number: int) -> None:
        """Remember each question's counts; inside the transaction that names the publication."""
        Lattice.objects.all().delete()
        Lattice.objects.bulk_create(
            [
                Lattice(question=name, cells_sha256=sha, publication=number)
                for name, sha in self.hashes.items()
            ]
        )


def protect_all(
    reader: LakeReader,
    *,
    before: Publication | None,
    progress: Callable[[str, int, int], None],
    lease: Callable[[], None],
) -> Protected:
    """Protect every question of what this reader shows."""
    known = dict(Lattice.objects.values_list("question", "cells_sha256")) if before else {}
    old = gated_of(before) if before else None
    asked = questions_of(reader)
    done = Protected(pl.DataFrame())
    frames: list[pl.DataFrame] = []
    enrolled: dict[int, pl.DataFrame | None] = {}
    for number, (question, cells) in enumerate(count_all(reader, asked), 1):
        progress("protecting small groups", number, len(asked))
        lease()
        name = name_of(question)
        if cells.is_empty():
            continue
        pattern = enrolled.get(question.school_year)
        sha = _sha(cells, pattern)
        mine = old.filter(_is(question)) if old is not None else None
        if mine is not None and known.get(name) == sha and not mine.is_empty():
            frames.append(mine)
        else:
            frames.append(_anew(question, cells, mine, pattern))
        if question.measure == "enrolment":
            enrolled[question.school_year] = _pattern(frames[-1])
        done.hashes[name] = sha
    if frames:
        whole = pl.DataFrame(schema=TABLES["gated"].polars())
        done.cells = pl.concat([whole, *frames], how="diagonal_relaxed").select(whole.columns)
    return done


def gated_of(publication: Publication) -> pl.DataFrame:
    """Read every gated cell of a publication."""
    lake = Lake(Path(settings.LAKE)).read(Manifest.load(publication.manifest))
    return pl.DataFrame(pl.from_arrow(lake.run(lake.table("gated"))))


def name_of(question: Question) -> str:
    """Name a question for the record: "proficiency/2026/staar/math/spring"."""
    return "/".join(str(getattr(question, part)) for part in _ASKED)


def questions_of(reader: LakeReader) -> list[Question]:
    """Every question that can be answered: enrolment first, what it hides the others hide too."""
    return sorted(questions(reader), key=lambda q: (q.measure != "enrolment", name_of(q)))


def _anew(
    question: Question,
    cells: pl.DataFrame,
    mine: pl.DataFrame | None,
    enrolled: pl.DataFrame | None,
) -> pl.DataFrame:
    measure = MEASURES[question.measure]
    patterns = [frame for frame in (enrolled, _pattern(mine)) if frame is not None]
    shown, _report = protect(
        cells,
        kind=measure.kind,
        exact=measure.kind == "count",
        already_hidden=pl.concat(patterns) if patterns else None,
        percent=measure.unit == "percent",
    )
    today: date = timezone.localdate()
    return shown.with_columns(
        measure=pl.lit(question.measure),
        measure_version=pl.lit(measure.version, pl.Int32),
        school_year=pl.lit(question.school_year, pl.Int16),
        product=pl.lit(question.product),
        subject=pl.lit(question.subject),
        window=pl.lit(question.window),
        as_of=pl.lit(today),
    )


def _pattern(gated: pl.DataFrame | None) -> pl.DataFrame | None:
    if gated is None or gated.is_empty():
        return None
    return gated.filter("hidden").select("level", "place_id", "dim", "value").unique()


def _is(question: Question) -> pl.Expr:
    return pl.all_horizontal(*(pl.col(part) == pl.lit(getattr(question, part)) for part in _ASKED))


def _sha(cells: pl.DataFrame, pattern: pl.DataFrame | None) -> str:
    ordered = cells.select(sorted(cells.columns)).sort(pl.all())
    digest = hashlib.sha256(ordered.write_csv().encode())
    if pattern is not None:
        digest.update(pattern.sort(pl.all()).write_csv().encode())
    return digest.hexdigest()
