"""Is a batch approved once, on what it would change now, and told who was first?"""

from __future__ import annotations

import errno
import os

import pytest

from tests.cast import Cast
from tests.intake.deliveries import Deliveries, changes
from tests.intake.packages import programs, tables
from trellis.evidence.api import current
from trellis.intake.acts import approve, check, deciding, discard, publish
from trellis.intake.models import Batch, State
from trellis.lib.api import BadInput, NotNow, NotThere
from trellis.trail.models import Entry

pytestmark = pytest.mark.django_db


def test_the_second_person_is_told_who_was_first(deliveries: Deliveries, cast: Cast) -> None:
    batch = deliveries.checked(tables())
    late = Batch.objects.get(pk=batch.pk)
    approve(batch, by=cast.sis_admin)
    with pytest.raises(NotNow, match="is being published, approved by Dev Patel"):
        approve(late, by=cast.assessment_coordinator)


def test_the_same_person_twice_is_one_approval(deliveries: Deliveries, cast: Cast) -> None:
    batch = deliveries.checked(tables())
    approve(batch, by=cast.sis_admin)
    approve(batch, by=cast.sis_admin)
    publish(batch)
    approve(batch, by=cast.sis_admin)
    publish(batch)
    assert Entry.objects.filter(act="approved files").count() == 1
    assert current().number == 1


def test_a_stale_check_must_be_made_again(deliveries: Deliveries, cast: Cast) -> None:
    first = deliveries.checked(tables())
    other = deliveries.checked(tables(students=59))
    publish(approve(first, by=cast.sis_admin))
    with pytest.raises(NotNow, match="Check it again"):
        approve(other, by=cast.sis_admin)
    other = check(other)
    assert other.review["roster"]["students_leaving"] == 1
    publish(approve(other, by=cast.sis_admin))
    assert current().number == 2


def test_what_was_approved_on_a_state_that_is_no_more_goes_back_to_review(
    deliveries: Deliveries, cast: Cast
) -> None:
    first, other = deliveries.checked(tables()), deliveries.checked(tables(students=59))
    approve(first, by=cast.sis_admin)
    approve(other, by=cast.sis_admin)
    publish(first)
    with pytest.raises(NotNow, match="Check it again"):
        publish(other)
    other.refresh_from_db()
    assert (other.state, current().number) == (State.CHECKED, 1)
    assert "Something was published since" in other.failed_with


def test_an_approval_is_of_the_review_that_was_seen(deliveries: Deliveries, cast: Cast) -> None:
    seen = deliveries.checked(tables())
    check(Batch.objects.get(pk=seen.pk))
    with pytest.raises(NotNow, match="It was checked again meanwhile"):
        approve(seen, by=cast.sis_admin)


def test_a_reason_goes_to_the_trail(deliveries: Deliveries, cast: Cast) -> None:
    files = {name: text for name, text in tables().items() if name != "manifest.csv"}
    batch = deliveries.checked(files)
    with pytest.raises(BadInput, match="Say why this is right"):
        approve(batch, by=cast.sis_admin, why="  ")
    publish(approve(batch, by=cast.sis_admin, why="their system writes no manifest"))
    acts = Entry.objects.filter(on_ref=f"intake.batch:{batch.pk}", kind="wrote")
    assert list(acts.order_by("pk").values_list("act", "reason")) == [
        ("received files", ""),
        ("approved files", "their system writes no manifest"),
        ("published files", "their system writes no manifest"),
    ]


def test_a_disk_that_fills_up_while_publishing_leaves_the_old_state(
    deliveries: Deliveries, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliveries.roster()
    batch = deliveries.checked({"programs.csv": programs(1, 2)})
    approve(batch, by=cast.sis_admin)

    def full(*_said: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(deciding, "publish_batch", full)
        with pytest.raises(BadInput, match="The disk became full. Nothing was changed."):
            publish(batch)
    batch.refresh_from_db()
    assert (batch.state, current().number) == (State.CHECKED, 1)
    publish(approve(batch, by=cast.sis_admin))
    assert current().number == 2


def test_what_is_being_published_cannot_be_thrown_away(deliveries: Deliveries, cast: Cast) -> None:
    batch = approve(deliveries.checked(tables()), by=cast.sis_admin)
    with pytest.raises(NotNow, match="is being published"):
        discard(batch, by=cast.sis_admin)
    publish(batch)
    with pytest.raises(NotNow, match="is published"):
        discard(batch, by=cast.sis_admin)


def test_what_is_thrown_away_is_gone(deliveries: Deliveries, cast: Cast) -> None:
    batch = deliveries.checked(tables() | {"programs.csv": programs(9000)})
    assert batch.faults.exists()
    discard(batch, by=cast.sis_admin)
    assert not batch.folder.exists()
    assert not batch.faults.exists()
    assert current() is None


def test_others_decide_nothing(deliveries: Deliveries, cast: Cast) -> None:
    batch = deliveries.checked(tables())
    for person in (cast.principal_of_oak, cast.cabinet):
        with pytest.raises(NotThere):
            approve(batch, by=person)
        with pytest.raises(NotThere):
            discard(batch, by=person)


def test_the_same_rows_in_other_bytes_change_nothing(deliveries: Deliveries) -> None:
    deliveries.roster()

    def shuffled(text: str) -> str:
        first, *rest = text.splitlines()
        return "\r\n".join([first, *sorted(rest, reverse=True)]) + "\r\n"

    other = {name: shuffled(text) for name, text in tables().items()}
    assert changes(deliveries.checked(other)) == {"enrolment": 0, "student": 0}
