"""Is a delivery taken in once, by whomever, and is nothing left of one that failed?"""

from __future__ import annotations

import errno
import os
import time
import uuid
from collections import namedtuple
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import Cast
from tests.intake.deliveries import Deliveries
from tests.intake.packages import programs, tables, zipped
from trellis.intake.acts import check, discard, receive, save_mapping, say_habit
from trellis.intake.batches import room
from trellis.intake.mappings.saved import mapping_from_toml
from trellis.intake.models import Batch, State
from trellis.intake.reading import opening
from trellis.lib.api import BadInput, NotNow, NotThere

pytestmark = pytest.mark.django_db
QUIZ = (
    'key="quiz"\ntitle="Quiz"\nproduct="quiz"\nsubject=[{value="math"}]\n'
    'year=[{column="Year",reads="ends"}]\n[known_by]\nhas=["Number","Score"]\n'
    '[[student]]\ntype="local"\ncolumn="Number"\n'
    '[[result]]\nscores=[{type="scale",column="Score"}]\n'
)
SCORES = {"quiz.csv": "Number,Score,Year\n" + "".join(f"{n:07d},{n},2027\n" for n in range(1, 31))}


def uploads() -> list[str]:
    folder = Path(settings.UPLOADS)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_was_published_is_not_taken_in_again(deliveries: Deliveries) -> None:
    batch = deliveries.roster()
    with pytest.raises(NotNow) as refused:
        deliveries.received(tables())
    assert refused.value.sentence == (
        f"These files were imported on Fri Nov 20, 2026 by Dev Patel as batch {batch.pk}. There is "
        "nothing to do."
    )
    assert len(uploads()) == 1


def test_a_second_person_gets_the_delivery_of_the_first(
    cast: Cast, november: None, tmp_path: Path
) -> None:
    path = zipped(tables(), tmp_path / "a.zip")
    first = receive([path], by=cast.sis_admin)
    second = receive([path], by=cast.assessment_coordinator)
    assert (first.pk, second.by) == (second.pk, cast.sis_admin)
    assert uploads() == [str(first.key)]


def test_other_answers_make_another_delivery(deliveries: Deliveries) -> None:
    first = deliveries.received(tables())
    second = deliveries.received(tables(), window="fall")
    assert first.pk != second.pk


def test_what_was_thrown_away_can_be_delivered_again(deliveries: Deliveries, cast: Cast) -> None:
    first = deliveries.received(tables())
    discard(first, by=cast.sis_admin)
    second = deliveries.received(tables())
    assert first.pk != second.pk
    assert uploads() == [str(second.key)]


def test_a_delivery_that_could_not_be_used_is_checked_again(deliveries: Deliveries) -> None:
    files = {"programs.csv": programs(1)}
    first = deliveries.checked(files)
    assert first.files.get().set_aside == 1
    deliveries.roster()
    second = deliveries.checked(files)
    assert (first.pk, second.files.get().set_aside) == (second.pk, 0)


def test_files_are_read_anew_after_a_habit_of_their_source_has_changed(
    deliveries: Deliveries, cast: Cast
) -> None:
    first = deliveries.roster()
    say_habit(source="roster", name="end_dates", text="day_after", by=cast.sis_admin)
    second = deliveries.checked(tables())
    assert first.pk != second.pk
    assert second.review["changes"]["enrolment"]["changed"] == 60


def test_files_are_read_anew_after_their_mapping_has_changed(
    deliveries: Deliveries, cast: Cast
) -> None:
    deliveries.roster()
    save_mapping(mapping_from_toml(QUIZ), by=cast.sis_admin)
    deliveries.published(SCORES)
    with pytest.raises(NotNow, match="There is nothing to do"):
        deliveries.received(SCORES)
    save_mapping(mapping_from_toml(QUIZ.replace('"scale"', '"raw"')), by=cast.sis_admin)
    assert deliveries.received(SCORES).state == State.RECEIVED


def test_files_that_no_mapping_fitted_are_read_anew_once_there_is_one(
    deliveries: Deliveries, cast: Cast
) -> None:
    deliveries.roster()
    first = deliveries.published(SCORES | {"programs.csv": programs(1)})
    assert first.files.get(name="quiz.csv").kind == "unmapped"
    save_mapping(mapping_from_toml(QUIZ), by=cast.sis_admin)
    second = deliveries.checked(SCORES | {"programs.csv": programs(1)})
    assert second.files.get(name="quiz.csv").counts["scores"] == 30


def test_what_cannot_be_opened_leaves_nothing_behind(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 broken")
    for path in (tmp_path / "a.zip", tmp_path / "nothing.csv"):
        with pytest.raises(BadInput):
            receive([path], by=cast.sis_admin)
    assert uploads() == []
    assert not Batch.objects.exists()


def test_a_full_disk_is_told_with_the_room_that_is_needed(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped({"a.csv": "x" * 2_000_000}, tmp_path / "a.zip")
    usage = namedtuple("usage", "total used free")(10, 9, 1_500_000)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(BadInput) as refused:
        receive([path], by=cast.sis_admin)
    assert "about 6.0 MB are needed and 1.5 MB are free. Nothing was changed." in (
        refused.value.sentence
    )


def test_a_disk_that_fills_up_leaves_nothing_behind(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_said: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(opening, "_keep", full)
    with pytest.raises(BadInput, match="The disk became full. Nothing was changed. Make at least"):
        receive([zipped(tables(), tmp_path / "a.zip")], by=cast.sis_admin)
    assert uploads() == []


def test_what_a_dead_process_left_is_cleared_away_after_a_day(
    deliveries: Deliveries, cast: Cast
) -> None:
    batch = deliveries.received(tables())
    folder = Path(settings.UPLOADS)
    for name in (str(uuid.uuid4()), str(uuid.uuid4()), "somebody else's"):
        (folder / name).mkdir()
    old, young = (name for name in uploads() if name not in (str(batch.key), "somebody else's"))
    two_days = time.time() - 2 * 86_400
    for name in (old, str(batch.key), "somebody else's"):
        os.utime(folder / name, (two_days, two_days))
    later = deliveries.received({"programs.csv": programs(1)})
    left = {str(batch.key), str(later.key), young, "somebody else's"}
    assert set(uploads()) == left


def test_others_do_not_load_files(cast: Cast, tmp_path: Path) -> None:
    for person in (cast.principal_of_oak, cast.cabinet, cast.board_observer):
        with pytest.raises(NotThere):
            receive([zipped(tables(), tmp_path / "a.zip")], by=person)


def test_a_check_of_something_thrown_away_is_refused(deliveries: Deliveries, cast: Cast) -> None:
    batch = deliveries.received(tables())
    discard(batch, by=cast.sis_admin)
    with pytest.raises(NotNow, match="is thrown away"):
        check(batch)
