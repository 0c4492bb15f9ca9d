"""What happens when two people, or two workers, do the same at the same moment?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.intake.workshop import Workshop, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SAM = "sam.whitehorse@cedarvalley.example"


@pytest.fixture
def here(home: Path, tmp_path: Path) -> Path:
    """A district of this test's own."""
    return copy_of(home, tmp_path / "home")


def both(shop: Workshop, *jobs: int) -> list[tuple[int, Any]]:
    return [shop.wait(job) for job in jobs]


def test_two_uploads_of_one_file_are_one_delivery(
    shop: Workshop, here: Path, zips: dict[str, str]
) -> None:
    jobs = [shop.start("upload", here, path=zips["second"], by=by) for by in (SAM, SAM)]
    jobs += [shop.start("upload", here, path=zips["second"])]
    answers = both(shop, *jobs)
    assert [status for status, _ in answers] == [0, 0, 0]
    assert len({address for _, address in answers}) == 1
    assert len(shop.run("look", here)["batches"]) == 2


def test_two_workers_do_each_task_once(shop: Workshop, here: Path, zips: dict[str, str]) -> None:
    address = shop.run("upload", here, path=zips["second"])
    assert [status for status, _ in both(shop, *[shop.start("work", here) for _ in range(2)])] == [
        0,
        0,
    ]
    pressed = {"address": f"{address}approved/", "why": "it is right"}
    # Two people press at once: one of them is told who was first.
    presses = [shop.start("press", here, **pressed), shop.start("press", here, **pressed, by=SAM)]
    assert sorted(status for _, status in both(shop, *presses)) == [302, 409]
    both(shop, *[shop.start("work", here) for _ in range(2)])
    look = shop.run("look", here)
    assert look["publication"] == 2
    assert look["trail"].count("published files") == 2
    assert [state for _, state in look["batches"]] == ["published", "published"]


def test_of_two_imports_at_once_both_go_in_or_one_says_why_not(
    shop: Workshop, here: Path, zips: dict[str, str]
) -> None:
    jobs = [shop.start("bring", here, paths=[zips[name]]) for name in ("second", "other")]
    answers = both(shop, *jobs)
    refused = [said for status, said in answers if status]
    assert len(refused) < 2
    for said in refused:
        assert "NotNow" in said
        assert "under way" in said or "Something was published" in said
    for name in ("second", "other"):
        status, said = shop.wait(shop.start("bring", here, paths=[zips[name]]))
        assert status == 0 or "Check it again" in said
        if status:
            shop.run("bring", here, paths=[zips[name]])
    look = shop.run("look", here)
    assert [state for _, state in look["batches"]] == ["published"] * 3
    assert len(look["tables"]["score"]) == 2 * 60
