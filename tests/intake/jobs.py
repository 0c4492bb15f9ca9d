"""What can a child of the workshop do? What people do: import, upload, press, work, look.

Imported by the workshop's server alone, once Django is set up.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import ibis
import polars as pl
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

from tests.cast import make_cast
from trellis.cli.import_command import import_files
from trellis.district.api import Org, Person
from trellis.evidence.api import current, reader
from trellis.intake.models import Batch, StudentIdentity, Waiting
from trellis.project import urls  # noqa: F401 - loads every page
from trellis.trail.models import Entry

KEEPER = "dev.patel@cedarvalley.example"
_TABLES = ("enrolment", "student", "programme", "score", "attendance", "calendar", "received")


def move_into(home: Path) -> None:
    """Work in a home of its own."""
    settings.HOME, settings.UPLOADS, settings.LAKE = home, home / "uploads", str(home / "lake")
    connections.databases["default"]["NAME"] = str(home / "record.sqlite3")
    connections["default"].settings_dict["NAME"] = str(home / "record.sqlite3")


def at(when: datetime) -> time_machine.travel:
    """Do something at a time that moves on from there."""
    return time_machine.travel(when, tick=True)


def seat() -> None:
    """Put the cast into an empty record."""
    make_cast()


def bring(paths: list[str], by: str = KEEPER) -> Any:
    """Import files as `trellis import ... --yes` does."""
    import_files([Path(path) for path in paths], by=by, yes=True, why="it is right")
    return look()


def upload(path: str, by: str = KEEPER) -> str:
    """Upload a file on the page; return the address that the page leads to."""
    file = SimpleUploadedFile(Path(path).name, Path(path).read_bytes())
    return str(_signed_in(by).post("/files/", {"files": file})["Location"])


def press(address: str, by: str = KEEPER, **fields: str) -> int:
    """Press a button."""
    return int(_signed_in(by).post(address, fields).status_code)


def page(address: str, by: str = KEEPER) -> str:
    """Read a page."""
    return str(_signed_in(by).get(address).content.decode())


def work() -> None:
    """Do what waits for the worker, until nothing does."""
    call_command("db_worker", batch=True, interval=0.05, startup_delay=False, verbosity=0)


def look() -> dict[str, Any]:
    """Say what everybody can read, without what chance gave: student keys and numbers."""
    ids = {one.student_key: one.id_text for one in StudentIdentity.objects.filter(id_type="local")}
    newest = current()
    return {
        "publication": newest.number if newest else 0,
        "batches": list(Batch.objects.order_by("pk").values_list("what", "state")),
        "tables": {name: _rows(name, ids) for name in _TABLES} if newest else {},
        "gated": _rows("gated", ids) if newest else [],
        "orgs": sorted(Org.objects.values_list("name", "kind")),
        "people": sorted(Person.objects.values_list("name", flat=True)),
        "waiting": sorted(Waiting.objects.values_list("file", "scores", "students")),
        "identities": sorted(StudentIdentity.objects.values_list("id_type", "id_text")),
        "trail": sorted(
            Entry.objects.filter(on_ref__startswith="intake.batch", kind="wrote").values_list(
                "act", flat=True
            )
        ),
    }


def _rows(name: str, ids: dict[str, str]) -> list[list[str]]:
    read = reader()
    assert read is not None
    frame = pl.DataFrame(pl.from_arrow(read.run(read.table(name))))
    if "replaced_in" in frame.columns:
        frame = frame.filter(pl.col("replaced_in").is_null()).drop("recorded_in", "replaced_in")
    if "student_key" in frame.columns:
        named = pl.col("student_key").replace_strict(ids, default="nobody")
        frame = frame.with_columns(named)
    return sorted([str(cell) for cell in row] for row in frame.iter_rows())


def _signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email))
    return client


setup_test_environment()
# Loads what compiling needs once, not in every child; it computes nothing.
ibis.to_sql(ibis.table({"a": "int64"}, name="t"), dialect="duckdb")
JOBS = {job.__name__: job for job in (seat, bring, upload, press, page, work, look)}
