"""What would files of test results change, and whose results are they?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from trellis.intake.batches import known
from trellis.intake.batches.checked import Checked
from trellis.intake.batches.digits import filled_up, proposal, said
from trellis.intake.batches.gathering import SCORE, Gathered
from trellis.intake.batches.staging import Stage
from trellis.intake.batches.summaries import summaries_of
from trellis.intake.batches.waiting import waiting_before
from trellis.intake.layouts.habits import Habits
from trellis.intake.mappings import language
from trellis.intake.mappings.columns import Header
from trellis.intake.mappings.detect import best_mappings
from trellis.intake.mappings.frames import ScoreFrames
from trellis.intake.mappings.run import read_scores
from trellis.intake.mappings.sheet import Sheet, columns_read
from trellis.intake.mappings.troubles import Problem
from trellis.intake.reading.opening import Member
from trellis.intake.reading.rows import Reading, read_sheet
from trellis.intake.roster.matching import match_people
from trellis.lib.api import BadInput, listed

_NO_MAPPING = "No mapping fits this file. Map its columns once, and it is read from then on."


@dataclass
class Results:
    """Scores of one file: matched ones under their students' keys, the others with their ids."""

    rows: pl.DataFrame
    waiting: pl.DataFrame
    counts: dict[str, Any] = field(default_factory=dict)


class ResultsCheck:
    """Reads files of results one after another, and stages their scores together."""

    def __init__(
        self,
        stage: Stage,
        identities: pl.DataFrame,
        schools: Mapping[str, str],
        answers: Mapping[str, Any],
        checked: Checked,
    ) -> None:
        self.stage, self.identities, self.schools = stage, identities, schools
        self.answers, self.checked = answers, checked
        self.mappings = known.mappings()
        self._gathered = Gathered(stage.folder)
        self._waiting: list[dict[str, Any]] = []

    def read(self, member: Member, encoding: str) -> None:
        """Read one file; what makes it unusable is told, and the other files go on."""
        try:
            results = self._one_file(member, encoding)
        except BadInput as error:
            sentence = error.sentence
            record = self.checked.files.setdefault(member.name, {})
            record |= {"kind": "unread", "note": sentence}
            record["counts"] = {"refused": type(error).__name__}
            self.checked.problems.append(
                Problem(member.name, None, "", None, "", "", "file.refused", "refuse", sentence)
            )
            return
        if results is None:
            return
        self._gathered.add(results.rows)
        if results.waiting.height:
            path = self.stage.folder / f"waiting-{len(self._waiting):03d}.parquet"
            results.waiting.write_parquet(path)
            self._waiting.append(
                {
                    "file": member.name,
                    "path": f"{self.stage.folder.name}/{path.name}",
                    "scores": results.waiting.height,
                    "students": results.counts["unmatched"],
                }
            )

    def stage_all(self, *, with_waiting: bool) -> None:
        """Stage all scores that were read, with those that waited for this roster's students."""
        self.checked.review["waiting"] = self._waiting
        waited = waiting_before(self.identities) if with_waiting else None
        for (product, year), rows in self._gathered.parts(waited):
            self.stage.put(
                "score",
                rows,
                within={"product": [product], "school_year": [year]},
                absent_means_gone=False,
            )
        if self._gathered.disputed:
            self.checked.notes.append(
                f"{self._gathered.disputed:,} scores are told more than once, and not alike. "
                "None was taken."
            )

    def _one_file(self, member: Member, encoding: str) -> Results | None:
        named = self.answers.get("mappings", {}).get(member.name)
        named = named or self.answers.get("mapping", "")
        layout = self.mappings[named].file if named in self.mappings else language.Layout()
        reading = self._sheet(member, layout, encoding)
        header = reading.sheet.header
        record = self.checked.files[member.name]
        fitting = choose(header, member.name, self.mappings, named)
        if len(fitting) != 1:
            titles = listed([f"“{one.title}”" for one in fitting], "or")
            note = f"This file can be read as {titles}. Say which it is." if titles else _NO_MAPPING
            record |= {"kind": "unmapped", "note": note}
            return None
        mapping = fitting[0]
        if mapping.file != layout:
            reading = self._sheet(member, mapping.file, encoding)
            record = self.checked.files[member.name]
        self.checked.problems += reading.problems
        habits = known.habits(mapping.key)
        sheet = reading.sheet.only(columns_read(mapping, header))
        del reading  # the other columns of a large file are much of what memory holds
        results, found = read_results(
            sheet, mapping, self.answers, self.identities, self.schools, habits
        )
        self.checked.problems += found.problems
        record |= {"kind": f"results:{mapping.key}", "counts": results.counts}
        record["set_aside"] += found.counts.lines_set_aside
        return results

    def _sheet(self, member: Member, layout: language.Layout, encoding: str) -> Reading:
        shape = layout.model_dump()
        if encoding != "utf-8":
            shape["encoding"] = encoding
        reading = read_sheet(member.path, member.name, **shape)
        self.checked.files[member.name] = {
            "kind": "results",
            "rows": reading.sheet.height + reading.set_aside,
            "set_aside": reading.set_aside,
        }
        return reading


def choose(
    header: Header, name: str, among: Mapping[str, language.Mapping], said: str = ""
) -> list[language.Mapping]:
    """Return the mapping of a file: the one a person named, else the one that fits best.

    Several that fit equally well are all returned: a person must say which is meant.
    """
    if said:
        if said not in among:
            raise BadInput(f"There is no mapping “{said}”. There are: {', '.join(sorted(among))}.")
        return [among[said]]
    fits = best_mappings(header, file_name=name, among=among.values())
    certain = [fit for fit in fits if fit.certain]
    return [fit.mapping for fit in certain if fit.share == certain[0].share]


def read_results(
    sheet: Sheet,
    mapping: language.Mapping,
    answers: Mapping[str, Any],
    identities: pl.DataFrame,
    schools: Mapping[str, str],
    habits: Habits | None = None,
) -> tuple[Results, ScoreFrames]:
    """Read a file's scores and find their students; those not found wait with their ids."""
    found = read_scores(sheet, mapping, answers=answers)
    ids = filled_up(found.people, habits.digits if habits else {})
    people = match_people(ids, identities)
    rows = found.rows.join(people, on="student", how="left", maintain_order="left")
    school = pl.col("school").replace_strict(dict(schools), default=None, return_dtype=pl.String)
    rows = rows.with_columns(school_id=school.fill_null(""))
    there = rows.filter(pl.col("student_key").is_not_null())
    lists = ids.group_by("student", maintain_order=True).agg("id_type", "id_text")
    waiting = rows.filter(pl.col("student_key").is_null())
    waiting = waiting.join(lists, on="student", how="left", maintain_order="left")
    counts: dict[str, Any] = {
        "mapping": mapping.key,
        "title": mapping.title,
        "lines": found.counts.lines,
        "students": found.counts.students,
        "scores": found.counts.scores,
        "scores_set_aside": found.counts.scores_set_aside,
        "not_scored": found.counts.not_scored,
        "matched": int(people["student_key"].is_not_null().sum()),
        "unmatched": int(people["student_key"].is_null().sum()),
        "columns_dropped": found.columns_dropped,
        "summaries": summaries_of(rows),
        "year_said": str(answers.get("school_year", "")),
    }
    lost = ids.join(people.filter(pl.col("student_key").is_null()), on="student", how="semi")
    zeros = proposal(lost, identities)
    if zeros:
        counts["digits"] = zeros
        told = said(sheet.name, zeros)
        found.problems.append(
            Problem(sheet.name, None, "", None, "", "", "ids.digits", "warn", told)
        )
    columns = ["student_key", "school_id", *SCORE]
    return Results(
        there.select(columns), waiting.select("id_type", "id_text", *columns[1:]), counts
    ), found
