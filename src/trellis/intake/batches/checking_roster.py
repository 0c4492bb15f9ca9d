"""What would a roster change: who comes, who moves, who leaves, and at which school?"""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
from django.utils import timezone

from trellis.intake.batches import known
from trellis.intake.batches.flips import demographic_flips
from trellis.intake.batches.staging import Stage
from trellis.intake.roster.building import Roster
from trellis.intake.roster.matching import Matched, match_roster


class RosterCheck:
    """A roster, matched and staged. `keys` leads from the SIS's ids of places to ours."""

    def __init__(self, roster: Roster, stage: Stage, identities: pl.DataFrame) -> None:
        self.roster, self.stage = roster, stage
        self.today: date = timezone.localdate()
        self.flips: list[dict[str, Any]] = []
        self.keys = known.org_keys(roster.places)
        self.matched: Matched = match_roster(roster.ids, identities)
        self.before = identities
        self.identities = pl.concat([identities, self.matched.new_ids])
        self.enrolment = self._enrolment()
        self._stage()

    def places_frame(self) -> list[dict[str, str]]:
        """Return the schools and their networks as they will be."""
        networks = {p.source for p in self.roster.places if p.kind == "network"}
        return [
            {
                "school_id": self.keys[place.source],
                "network_id": self.keys[place.parent] if place.parent in networks else "",
            }
            for place in self.roster.places
            if place.is_school
        ]

    def _enrolment(self) -> pl.DataFrame:
        spans = self.roster.spans.join(self.matched.keys, on="sid")
        spans = spans.with_columns(pl.col("org").replace_strict(self.keys).alias("school_id"))
        return (
            spans.group_by("student_key", "school_id", "school_year")
            .agg(
                pl.col("grade").sort_by("enters_on").last(),
                pl.col("enters_on").min(),
                pl.col("leaves_on").max(),
                pl.col("is_primary").max(),
            )
            .sort("student_key", "school_id", "school_year")
        )

    def _stage(self) -> None:
        years = sorted(self.enrolment["school_year"].unique().to_list())
        whole = self._with_leavers(years)
        self.stage.put("enrolment", whole, within={"school_year": years})
        demographics = self.roster.demographics.join(self.matched.keys, on="sid")
        flags = [name for name in demographics.columns if name not in ("sid", "student_key", "sex")]
        student = demographics.group_by("student_key").agg(
            pl.col("sex").drop_nulls().sort().first(), *(pl.col(flag).max() for flag in flags)
        )
        self.flips = demographic_flips(self.stage, student)
        self.stage.put("student", student, absent_means_gone=False)
        self.matched.new_ids.write_parquet(self.stage.folder / "identities.parquet")
        self.roster.staff.write_parquet(self.stage.folder / "staff.parquet")

    def _with_leavers(self, years: list[int]) -> pl.DataFrame:
        """Close the spans of students whom the roster no longer names; history stays."""
        before = self.stage.standing("enrolment", school_year=years)
        if before is None or before.is_empty():
            return self.enrolment
        gone = before.join(self.enrolment, on=["student_key", "school_year"], how="anti")
        gone = gone.filter(pl.col("enters_on") < self.today).with_columns(
            leaves_on=pl.min_horizontal("leaves_on", pl.lit(self.today))
        )
        return pl.concat([self.enrolment, gone.select(self.enrolment.columns)])

    def review(self) -> dict[str, Any]:
        """Return what a person should see: students by school, before and after."""
        newest = max(self.roster.years) if self.roster.years else 0
        after = self.enrolment.filter(pl.col("school_year") == newest)
        after = after.filter(pl.col("leaves_on") > self.today).select("student_key", "school_id")
        standing = self.stage.standing("enrolment", school_year=[newest])
        before = (
            after.clear()
            if standing is None
            else standing.filter(
                (pl.col("leaves_on") > self.today) & (pl.col("enters_on") <= self.today)
            ).select("student_key", "school_id")
        )
        added = after.join(before, on=["student_key", "school_id"], how="anti")
        leaving = before.join(after, on=["student_key", "school_id"], how="anti")
        left_all = before.select("student_key").unique().join(after, on="student_key", how="anti")
        here = {self.keys[p.source]: p.name for p in self.roster.places if p.is_school}
        names = known.school_names() | here
        counts = {
            name: dict(frame.group_by("school_id").len().iter_rows())
            for name, frame in (
                ("before", before),
                ("after", after),
                ("added", added),
                ("leaving", leaving),
            )
        }
        keys = sorted({*counts["before"], *here}, key=lambda key: names.get(key, key))
        schools = [
            {"key": key, "name": names.get(key, key)}
            | {name: found.get(key, 0) for name, found in counts.items()}
            for key in keys
        ]
        return {
            "school_year": newest,
            "students": after["student_key"].n_unique(),
            "students_before": before["student_key"].n_unique(),
            "students_new": self.matched.new_students,
            "students_leaving": left_all.height,
            "schools": schools,
            "staff": self.roster.staff["sid"].n_unique(),
            "places": len(self.roster.places),
            "unclear": len(self.matched.unclear),
            "counts": self.roster.counts,
            "renamed": self._renamed(),
            "swaps": _swaps(before, after, names),
        }

    def _renamed(self) -> dict[str, int]:
        """Count students whom we know, and those of them who have nothing but new sourcedIds."""
        keys = self.matched.keys.join(self.before.select("student_key").unique(), on="student_key")
        ids = self.before.filter(pl.col("id_type") == "sis").select("id_text", "student_key")
        held = keys.join(ids, left_on=["sid", "student_key"], right_on=["id_text", "student_key"])
        had = keys.join(ids.select("student_key").unique(), on="student_key", how="semi")
        new = had.join(held, on="student_key", how="anti")
        return {
            "known": had["student_key"].n_unique(),
            "renamed": new["student_key"].n_unique(),
        }


def _swaps(
    before: pl.DataFrame, after: pl.DataFrame, names: dict[str, str]
) -> list[dict[str, Any]]:
    """Find pairs of schools that would exchange students: how many each gives to the other."""
    stays = before.join(after, on=["student_key", "school_id"], how="anti")
    moves = stays.join(after, on="student_key", suffix="_to").group_by("school_id", "school_id_to")
    given = {(a, b): n for a, b, n in moves.len().iter_rows()}
    had = dict(before.group_by("school_id").len().iter_rows())
    return [
        {
            "schools": [names.get(a, a), names.get(b, b)],
            "given": [n, given[b, a]],
            "had": [had[a], had[b]],
        }
        for (a, b), n in sorted(given.items())
        if a < b and (b, a) in given
    ]
