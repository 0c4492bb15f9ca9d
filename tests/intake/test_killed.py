"""What is left when the process is killed in the middle of an import?

Really killed, as by kill -9, at every named point: readers see the whole old state; the same import
again gives what an undisturbed one gives; so does a different delivery that was published between.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.intake.workshop import Workshop, copy_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

RECEIVING = ["after-unpacked", "after-received"]
CHECKING = ["after-staging", "while-keeping", "after-check", "after-approved"]
WRITING = ["after-enrolment", "after-attendance", "after-score"]
NAMING = ["after-tables", "before-manifest", "before-naming", "while-naming"]
BEFORE = [*RECEIVING, *CHECKING, *WRITING, *NAMING]
BETWEEN = ["after-check", "after-score", "before-naming"]
"""Points after which another delivery is tried, too."""

LATER = 3 * 60
"""Seconds after which a page takes work for stopped."""


@pytest.fixture(scope="module")
def before(shop: Workshop, home: Path) -> Any:
    """What everybody can read before."""
    return shop.run("look", home)


@pytest.fixture(scope="module")
def undisturbed(shop: Workshop, home: Path, zips: dict[str, str]) -> Any:
    """What everybody can read after an import that nothing disturbed."""
    there = copy_of(home, home.parent / "undisturbed")
    return readable(shop.run("bring", there, paths=[zips["second"]]))


@pytest.fixture(scope="module")
def after_both(shop: Workshop, home: Path, zips: dict[str, str]) -> Any:
    """What everybody can read after another delivery and then this one."""
    there = copy_of(home, home.parent / "both")
    shop.run("bring", there, paths=[zips["other"]])
    return readable(shop.run("bring", there, paths=[zips["second"]]))


def readable(look: Any) -> Any:
    """Leave out what a try more may change: numbers, and the list of deliveries."""
    return {k: v for k, v in look.items() if k not in ("publication", "batches", "trail")}


def published(look: Any) -> int:
    """Count the acts of publishing in the trail; as many deliveries must be published."""
    acts = look["trail"].count("published files")
    assert acts == sum(state == "published" for _, state in look["batches"])
    return int(acts)


@pytest.mark.parametrize("point", BEFORE)
def test_killed_before_it_is_named_nothing_is_visible_and_a_new_try_succeeds(
    shop: Workshop, home: Path, zips: dict[str, str], before: Any, undisturbed: Any, point: str
) -> None:
    here = copy_of(home, home.parent / f"at-{point}")
    shop.kill("bring", here, at=point, paths=[zips["second"]])

    killed = shop.run("look", here)
    assert readable(killed) == readable(before)
    assert killed["publication"] == before["publication"]
    assert published(killed) == 1

    again = copy_of(here, home.parent / f"again-{point}")
    tried = shop.run("bring", again, paths=[zips["second"]])
    assert readable(tried) == undisturbed
    assert published(tried) == 2


@pytest.mark.parametrize("point", BETWEEN)
def test_another_delivery_may_be_published_between(
    shop: Workshop, home: Path, zips: dict[str, str], after_both: Any, point: str
) -> None:
    here = copy_of(home, home.parent / f"between-{point}")
    shop.kill("bring", here, at=point, paths=[zips["second"]])
    shop.run("bring", here, paths=[zips["other"]])
    status, said = shop.wait(shop.start("bring", here, paths=[zips["second"]]))
    if status:  # it had been approved on what is no more: it is looked at again
        assert "Check it again" in said
        said = shop.run("bring", here, paths=[zips["second"]])
    assert readable(said) == after_both
    assert published(said) == 3


def test_killed_after_it_is_named_all_is_visible_and_a_new_try_has_nothing_to_do(
    shop: Workshop, home: Path, zips: dict[str, str], undisturbed: Any
) -> None:
    here = copy_of(home, home.parent / "named")
    shop.kill("bring", here, at="after-naming", paths=[zips["second"]])
    killed = shop.run("look", here)
    assert readable(killed) == undisturbed
    again = shop.run("bring", here, paths=[zips["second"]])
    assert again == killed


def test_a_worker_that_dies_in_a_check_leaves_the_delivery_to_be_taken_up(
    shop: Workshop, home: Path, zips: dict[str, str], undisturbed: Any
) -> None:
    here = copy_of(home, home.parent / "worker")
    address = shop.run("upload", here, path=zips["second"])
    shop.kill("work", here, at="after-staging")
    assert "Try again" not in shop.run("page", here, address=address)
    waiting = shop.run("page", here, address=address, later=LATER)
    assert "There was no sign of life for two minutes" in waiting
    assert shop.run("press", here, address=f"{address}again/", later=LATER) == 302
    shop.run("work", here, later=LATER)
    assert "Read and checked" in shop.run("page", here, address=address, later=LATER)

    pressed = {"address": f"{address}approved/", "why": "it is right"}
    assert shop.run("press", here, **pressed) == 302
    shop.kill("work", here, at="after-tables")
    assert "Try again" not in shop.run("page", here, address=address)
    assert "Try again" in shop.run("page", here, address=address, later=LATER)
    assert shop.run("press", here, address=f"{address}again/", later=LATER) == 302
    shop.run("work", here)
    assert readable(shop.run("look", here)) == undisturbed
