"""How does a checked delivery become visible, record and lake at one moment?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from django.utils import timezone

from trellis.district.api import (
    Arrival,
    Org,
    OrgKind,
    Person,
    keep_org,
    keep_people,
    keep_school_days,
    keep_school_year,
    keep_term,
    open_schools,
    propose_positions,
)
from trellis.evidence.api import Publication, current, publishing
from trellis.intake.batches import known
from trellis.intake.batches.filling import fill
from trellis.intake.batches.staging import slices_of
from trellis.intake.batches.waiting import wait_on
from trellis.intake.models import Batch, SourceOrg, State, StudentIdentity, Waiting
from trellis.lib.api import NotNow, crash_point
from trellis.trail.api import wrote

Progress = Callable[[str, int, int], None]

STALE = (
    "Something was published since this delivery was checked. Check it again, and look at what it "
    "would change now."
)

_PROPOSED = {"teacher": "teacher", "principal": "principal"}


def is_stale(batch: Batch) -> bool:
    """Whether something was published since a batch was checked."""
    newest = current()
    return batch.checked_on != (newest.number if newest else 0)


def publish_batch(batch: Batch, *, by: Person, progress: Progress) -> Publication:
    """Publish a reviewed batch. Raises NotNow when something else was published since its check."""
    if is_stale(batch):
        raise NotNow(STALE)
    slices = slices_of(batch.folder / batch.review["staged"], batch.review["slices"])
    with publishing(by=by, what=batch.what, progress=progress) as publication:
        for number, one in enumerate(slices, 1):
            progress(f"writing {one.table}", number, len(slices))
            publication.replace(
                one.table, one.frame(), within=one.within, absent_means_gone=one.absent_means_gone
            )
        crash_point("after-tables")
        return publication.name_it(
            also=lambda: _also(batch, by, publication.row), places=_places(batch)
        )


def _places(batch: Batch) -> pl.DataFrame:
    """Return every school with its network as it will be when this batch is published."""
    there = {
        school.key: school.parent.key
        if school.parent and school.parent.kind == OrgKind.NETWORK
        else ""
        for school in open_schools()
    }
    there |= {one["school_id"]: one["network_id"] for one in batch.review.get("places", [])}
    return pl.DataFrame(
        sorted(there.items()),
        schema={"school_id": pl.String, "network_id": pl.String},
        orient="row",
    )


def _also(batch: Batch, by: Person, publication: Publication) -> None:
    """Change the record together with the lake: all of this is one transaction."""
    folder = batch.folder / batch.review["staged"]
    orgs = _keep_orgs(batch.review.get("orgs", []))
    for year, (first, last) in batch.review.get("years", {}).items():
        keep_school_year(
            year=int(year), starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last)
        )
    for term in batch.review.get("terms", []):
        keep_term(
            key=term["key"],
            year=term["school_year"],
            title=term["title"],
            starts_on=date.fromisoformat(term["first_day"]),
            ends_on=date.fromisoformat(term["last_day"]),
        )
    days = [date.fromisoformat(day) for day in batch.review.get("school_days", [])]
    if days:
        keep_school_days(days)
    if (folder / "identities.parquet").exists():
        _keep_identities(pl.read_parquet(folder / "identities.parquet"))
        if Waiting.objects.exists():
            wait_on(known.identities())
    if (folder / "staff.parquet").exists():
        _keep_staff(pl.read_parquet(folder / "staff.parquet"), orgs)
    for one in batch.review.get("waiting", []):
        Waiting.objects.update_or_create(
            batch=batch,
            file=one["file"],
            defaults={k: one[k] for k in ("path", "scores", "students")},
        )
    batch.state, batch.publication, batch.progress = State.PUBLISHED, publication, {}
    batch.save()
    wrote("published files", by=by, on=batch, reason=batch.why)
    crash_point("while-naming")


def _keep_orgs(told: list[dict[str, Any]]) -> dict[str, Org]:
    made: dict[str, Org] = {}
    for kind in (OrgKind.DISTRICT, OrgKind.NETWORK, OrgKind.SCHOOL):
        for one in told:
            if one["kind"] == kind:
                org = keep_org(
                    key=one["key"],
                    name=one["name"],
                    kind=kind,
                    parent=made.get(one["parent"]),
                    identifier=one["identifier"],
                )
                SourceOrg.objects.update_or_create(source=one["source"], defaults={"org": org})
                made[one["source"]] = org
    return made


def _keep_identities(new: pl.DataFrame) -> None:
    # In the order of the table's index: a million ids in any other order take twice as long.
    columns = ("id_type", "id_text", "student_key")
    fill(StudentIdentity, new.select(columns).sort("id_type", "id_text"))


def _keep_staff(staff: pl.DataFrame, orgs: dict[str, Org]) -> None:
    """Keep people who work; their roles only propose positions, which a person confirms."""
    firsts = staff.unique("sid", keep="first", maintain_order=True)
    told = firsts.select("sid", "email", "name").rows()
    people = keep_people(Arrival(email, name, str(sid)) for sid, email, name in told)
    by_sid = {sid: people[email.lower()] for sid, email, _ in told}
    named = []
    for sid, word, place in staff.select("sid", "role", "org").iter_rows():
        role, org = _PROPOSED.get(word), orgs.get(place)
        if role and org and org.kind == OrgKind.SCHOOL:
            named.append((by_sid[sid], role, org))
    propose_positions(named, starts_on=timezone.localdate())
