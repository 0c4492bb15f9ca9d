"""When do these tests take place, and how do they deliver?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast
from tests.intake.deliveries import Deliveries
from tests.intake.packages import map_growth, programs, tables, zipped
from tests.intake.workshop import Workshop, new_home


@pytest.fixture
def november() -> Iterator[None]:
    """A day in the middle of a school year."""
    with time_machine.travel(datetime(2026, 11, 20, 18, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def deliveries(cast: Cast, tmp_path: Path, november: None) -> Deliveries:
    """Somebody who delivers files in November."""
    return Deliveries(cast, tmp_path)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A workshop that forks children, to be killed or to work at the same time."""
    made = Workshop(tmp_path_factory.mktemp("workshop"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The first roster, a delivery that changes much, and another one."""
    folder = tmp_path_factory.mktemp("files")
    moved = tables(students=58)
    moved["demographics.csv"] = moved["demographics.csv"].replace("u7,female", "u7,other")
    days = "school_id,date\n" + "".join(f"101,2026-09-{day:02d}\n" for day in range(1, 12))
    absent = "student_id,school_id,date,status\n" + "".join(
        f"{n:07d},101,2026-09-{n % 11 + 1:02d},absent_excused\n" for n in range(1, 30)
    )
    second = moved | {
        "map.csv": map_growth(*range(1, 41), unknown=3),
        "programs.csv": programs(*range(1, 20)),
        "attendance.csv": absent,
        "school_days.csv": days,
    }
    other = {"map-other.csv": map_growth(*range(30, 61))}
    every = {"first": tables(), "second": second, "other": other}
    return {name: str(zipped(made, folder / f"{name}.zip")) for name, made in every.items()}


@pytest.fixture(scope="session")
def home(
    shop: Workshop,
    zips: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Path:
    """A district whose first roster is published; its record is in SQLite whatever the run's is."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.skip("these homes keep their record in SQLite")
        record = connection.settings_dict["NAME"]
    made = new_home(tmp_path_factory.mktemp("homes") / "first", record)
    shop.run("seat", made)
    shop.run("bring", made, paths=[zips["first"]])
    return made
