"""Does checking tell everything, change nothing, and survive being overtaken or stopped?"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, told
from tests.intake.packages import map_growth, programs, tables
from trellis.evidence.api import reader
from trellis.intake.acts import answer, check, publish
from trellis.intake.batches import checked
from trellis.intake.models import Batch, State
from trellis.lib.api import NotNow

pytestmark = pytest.mark.django_db


def stages(batch: Batch) -> list[str]:
    return sorted(path.name for path in batch.folder.glob("staged-*"))


def test_the_review_counts_each_school_before_and_after(deliveries: Deliveries) -> None:
    deliveries.roster()
    review = deliveries.checked(tables(students=54)).review["roster"]
    counts = {
        one["name"]: (one["before"], one["added"], one["leaving"], one["after"])
        for one in review["schools"]
    }
    assert counts == {
        "Bitterroot Middle School": (20, 4, 6, 18),
        "Oak Hollow Middle School": (40, 0, 4, 36),
    }
    assert (review["students_before"], review["students"], review["students_leaving"]) == (
        60,
        54,
        6,
    )


def test_every_run_of_a_check_keeps_one_stage(deliveries: Deliveries) -> None:
    batch = deliveries.checked(tables())
    first = stages(batch)
    batch = check(batch)
    assert len(first) == len(stages(batch)) == 1
    assert stages(batch) == [batch.review["staged"]]


def test_a_run_that_was_overtaken_keeps_nothing(deliveries: Deliveries) -> None:
    batch = deliveries.received(tables())
    newer: list[str] = []

    def overtake(_what: str, done: int, _of: int) -> None:
        if done == 3 and not newer:
            newer.append("soon")
            newer[0] = check(Batch.objects.get(pk=batch.pk)).review["staged"]

    found = check(batch, overtake)
    assert (found.state, found.review["staged"]) == (State.CHECKED, newer[0])
    assert stages(found) == newer


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (MemoryError(), "needs more memory than there is. Nothing was changed."),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            "The disk became full. Nothing was changed. Make at least",
        ),
    ],
    ids=["memory", "disk"],
)
def test_a_machine_at_its_end_is_told(deliveries: Deliveries, error: Exception, says: str) -> None:
    batch = deliveries.received(tables())

    def stop(_what: str, _done: int, _of: int) -> None:
        raise error

    found = check(batch, stop)
    assert found.state == State.FAILED
    assert says in found.failed_with
    assert found.files.count() == 9
    assert check(found).state == State.CHECKED


def test_a_fault_of_our_own_is_told_and_logged(deliveries: Deliveries) -> None:
    batch = deliveries.received(tables())

    def stop(_what: str, _done: int, _of: int) -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        check(batch, stop)
    batch.refresh_from_db()
    assert batch.failed_with == (
        "Checking stopped because of a fault in Trellis. Nothing was changed."
    )


def test_problems_beyond_a_thousand_are_counted(
    deliveries: Deliveries, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliveries.roster()
    monkeypatch.setattr(checked, "MOST_FAULTS", 30)
    text = map_growth(*range(1, 41)) + "short\n" * 25
    batch = deliveries.checked({"map.csv": text, "map-again.csv": text})
    assert batch.faults.count() == 30
    told_with = sum(1 + more for more in batch.faults.values_list("more_like_it", flat=True))
    assert told_with + batch.review["more_faults"] == 2 * 25


def test_a_file_in_another_encoding_is_told_and_read_when_somebody_chose_so(
    deliveries: Deliveries, cast: Cast
) -> None:
    files: dict[str, str | bytes] = dict(tables())
    files["users.csv"] = tables()["users.csv"].replace("Imani", "Imaní").encode("cp1252")
    batch = deliveries.checked(files)
    assert batch.state == State.FAILED
    assert batch.review == {"not_utf8": ["users.csv"]}
    assert "users.csv, line 62, byte" in batch.failed_with
    batch = check(
        answer(batch, by=cast.sis_admin, answers={"encodings": {"users.csv": "windows-1252"}})
    )
    assert batch.state == State.CHECKED
    assert "users.csv was read as Windows-1252, as was chosen." in told(batch)


def test_a_top_folder_and_a_missing_manifest_are_told(deliveries: Deliveries) -> None:
    files = {f"export/{name}": text for name, text in tables().items() if name != "manifest.csv"}
    batch = deliveries.checked(files)
    assert "lie in the folder “export”; they were read." in told(batch)
    assert batch.review["guards"][0]["sentence"].startswith("There is no manifest.csv.")


def test_one_bad_file_of_results_does_not_hold_up_the_others(deliveries: Deliveries) -> None:
    deliveries.roster()
    batch = deliveries.checked({"map.csv": b"a,b\n1,\xff\n", "programs.csv": programs(1, 2)})
    kinds = dict(batch.files.values_list("name", "kind"))
    assert kinds == {"map.csv": "unread", "programs.csv": "own:programs"}
    assert batch.state == State.CHECKED


def test_sessions_without_rows_use_the_districts_year_when_somebody_confirms(
    deliveries: Deliveries,
) -> None:
    deliveries.roster()
    empty = tables()["academicSessions.csv"].splitlines()[0] + "\n"
    batch = deliveries.checked(tables() | {"academicSessions.csv": empty})
    assert "Every class was placed in the district’s own year 2026–27" in str(
        batch.review["guards"]
    )
    assert batch.review["roster"]["students"] == 60


def test_nothing_is_published_before_it_is_approved(deliveries: Deliveries) -> None:
    batch = deliveries.checked(tables())
    with pytest.raises(NotNow, match="waits for review"):
        publish(batch)
    assert reader() is None


def test_reading_leaves_only_what_was_delivered(deliveries: Deliveries) -> None:
    bom = {name: f"\ufeff{text}" for name, text in tables().items()}
    batch = deliveries.checked(bom)
    kept = sorted(Path(path).name for path in batch.files.values_list("path", flat=True))
    assert sorted(path.name for path in (batch.folder / "originals").iterdir()) == kept
