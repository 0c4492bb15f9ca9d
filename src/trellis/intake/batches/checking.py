"""How is a delivery read and checked, without anything being visible yet?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import polars as pl
from django.utils import timezone

from trellis.intake.batches import known
from trellis.intake.batches.checked import Checked
from trellis.intake.batches.checking_own import OwnCheck
from trellis.intake.batches.checking_results import ResultsCheck
from trellis.intake.batches.checking_roster import RosterCheck
from trellis.intake.batches.guards import guards_of
from trellis.intake.batches.staging import Stage
from trellis.intake.batches.ways import ways_of
from trellis.intake.layouts.fields import notice_columns
from trellis.intake.layouts.own import LAYOUTS
from trellis.intake.layouts.package import Package, sort_out
from trellis.intake.mappings.troubles import Troubles
from trellis.intake.models import Batch
from trellis.intake.reading.opening import Member
from trellis.intake.reading.rows import Reading, read_sheet
from trellis.intake.roster.building import build
from trellis.lib.api import crash_point

Progress = Callable[[str, int, int], None]
_OWN_ORDER = ("school_days", "programs", "attendance", "marks")


def check_files(batch: Batch, run: str, progress: Progress) -> Checked:
    """Read every file of a batch, stage what stands, and say what it would change."""
    stage = Stage(batch.folder / f"staged-{run}")
    checked = Checked(notes=list(batch.notes))
    members = [Member(f.name, batch.folder / f.path, f.sha256, f.size) for f in batch.files.all()]
    package = sort_out(members)
    checked.notes += package.warnings
    checked.asks += package.asks
    reader = _Reader(batch, checked, package, progress)
    roster = _roster(package, stage, reader)
    _own(package, stage, reader, roster)
    schools = _schools(roster)
    identities = roster.identities if roster else known.identities()
    begins = known.year_begins() | {
        str(year): first for year, (first, _last) in (roster.roster.years if roster else {}).items()
    }
    answers = batch.answers | {"year_begins": begins}
    results = ResultsCheck(stage, identities, schools, answers, checked)
    for member in package.others:
        reader.say(member)
        results.read(member, reader.encoding(member))
    results.stage_all(with_waiting=roster is not None)
    crash_point("after-staging")
    for member in package.unread.values():
        checked.files[member.name] = {"kind": "not read"}
    checked.review |= {
        "changes": {name: asdict(change) for name, change in sorted(stage.changes.items())},
        "slices": [one.to_json() for one in stage.slices],
        "staged": stage.folder.name,
        "notes": checked.notes,
        "ways": ways_of(found.get("kind", "") for found in checked.files.values()),
    }
    files = [{"name": name} | found for name, found in checked.files.items()]
    checked.review["guards"] = guards_of(checked.review, files, checked.asks)
    return checked


class _Reader:
    """Reads the files of a batch one after another, and tells how far it is."""

    def __init__(
        self, batch: Batch, checked: Checked, package: Package, progress: Progress
    ) -> None:
        self.checked, self.answers = checked, batch.answers
        self._progress, self._done = progress, 0
        self._of = len(package.roster) + len(package.own) + len(package.others)

    def say(self, member: Member) -> None:
        self._done += 1
        self._progress(f"reading {member.name}", self._done, self._of)

    def encoding(self, member: Member) -> str:
        """Return in which encoding a person said that a file is."""
        return str(self.answers.get("encodings", {}).get(member.name, "utf-8"))

    def read(self, member: Member, kind: str) -> Reading:
        self.say(member)
        reading = read_sheet(member.path, member.name, encoding=self.encoding(member))
        self.checked.problems += reading.problems
        self.checked.files[member.name] = {
            "kind": kind,
            "rows": reading.sheet.height + reading.set_aside,
            "set_aside": reading.set_aside,
        }
        return reading


def _roster(package: Package, stage: Stage, reader: _Reader) -> RosterCheck | None:
    if not package.roster:
        return None
    checked = reader.checked
    sheets = {
        name: reader.read(member, f"roster:{name}").sheet for name, member in package.roster.items()
    }
    roster = build(
        sheets,
        version=package.version,
        habits=known.habits("roster"),
        calendar=known.calendar(timezone.localdate()),
    )
    checked.problems += roster.problems
    checked.notes += roster.notes
    checked.asks += roster.asks
    for name, aside in roster.set_aside.items():
        checked.files[sheets[name].name]["set_aside"] += aside
    found = RosterCheck(roster, stage, known.identities())
    checked.review["roster"] = found.review() | {"version": package.version}
    checked.review["places"] = found.places_frame()
    checked.review["orgs"] = [asdict(p) | {"key": found.keys[p.source]} for p in roster.places]
    checked.review["years"] = {
        str(year): [first.isoformat(), last.isoformat()]
        for year, (first, last) in roster.years.items()
    }
    checked.review["terms"] = [
        asdict(term)
        | {"first_day": term.first_day.isoformat(), "last_day": term.last_day.isoformat()}
        for term in roster.terms
    ]
    return found


def _schools(roster: RosterCheck | None) -> dict[str, str]:
    places = roster.roster.places if roster else []
    return known.school_keys(places, roster.keys if roster else {})


def _own(package: Package, stage: Stage, reader: _Reader, roster: RosterCheck | None) -> None:
    checked, answers = reader.checked, reader.answers
    own = OwnCheck(
        stage,
        roster.identities if roster else known.identities(),
        _schools(roster),
        answers.get("id_type", "local"),
        known.habits("own"),
    )
    for name in _OWN_ORDER:
        member = package.own.get(name)
        if member is None:
            continue
        sheet = reader.read(member, f"own:{name}").sheet
        troubles = Troubles(sheet.name, sheet.header)
        notice_columns(sheet, LAYOUTS[name], troubles)
        aside = own.read(name, sheet, troubles)
        checked.problems += troubles.all()
        found: dict[str, Any] = checked.files[member.name]
        found["set_aside"] += aside
        found["counts"] = own.counts.get(name, {})
    if own.days is not None:
        days = own.days.group_by("day").len().filter(pl.col("len") >= pl.col("len").max() / 2)
        checked.review["school_days"] = sorted(day.isoformat() for day in days["day"])
    checked.review["flips"] = [*(roster.flips if roster else []), *own.flips]
