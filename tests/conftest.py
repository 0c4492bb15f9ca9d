"""What do tests share: the real input files, the cast, a browser, a lake of their own?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as drawing

# How long an example takes says nothing of whether it is right.
drawing.register_profile("trellis", deadline=None)
drawing.load_profile("trellis")

pytest_plugins = ["tests.cast"]

REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Find the real input files and reference values that stand beside the project."""
    folder = Path(os.environ.get("TRELLIS_SHARED", REPO.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.fail(f"The shared input files are missing: {folder}. Set TRELLIS_SHARED.")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Clear away what an earlier run's SQLite left beside its test database.

    A connection that an error still holds on to outlives the file; its write-ahead log then makes
    the next run's new file unreadable ("disk I/O error").
    """
    for database in settings.DATABASES.values():
        name = str(database.get("TEST", {}).get("NAME") or "")
        if name.startswith("/"):
            for ending in ("-wal", "-shm"):
                Path(name + ending).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def folders_of_its_own(
    request: pytest.FixtureRequest, tmp_path: Path, settings: object
) -> Iterator[None]:
    """Give each test that touches the record a lake and uploads of its own."""
    settings.LAKE = str(tmp_path / "lake")  # type: ignore[attr-defined]
    settings.UPLOADS = tmp_path / "uploads"  # type: ignore[attr-defined]
    yield
