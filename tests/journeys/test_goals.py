"""Does a goal lead to a promise, to help, to a look back, and to what came of it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, faults_wide_and_narrow, violations

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
GOAL = "Every family of grade 7 knows whom to call"
CALLS = "Reach every family in grade 7 before absence becomes chronic"


def test_from_a_goal_to_what_came_of_a_promise(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    renata = sign_in("Renata Alvarez")
    june = (date.today() + timedelta(days=200)).isoformat()  # noqa: DTZ011

    # A goal with a number, begun at a figure that the gate let out.
    renata.goto(f"{site.address}/goals/")
    assert violations(axe, renata) == []
    renata.get_by_role("link", name="Set a goal").click()
    renata.get_by_label("With a number, from this finding").select_option(
        label="Chronic absence at Oak Hollow, by grade"
    )
    renata.get_by_role("button", name="Take this place and finding").click()
    renata.get_by_label("What do you want to reach").fill(GOAL)
    renata.get_by_label("Which position owns it").select_option(label="Principal")
    renata.get_by_label("Which goal does it serve?").select_option(index=1)
    renata.get_by_label("Should be").select_option(label="at most")
    renata.get_by_label("Target").fill("11")
    renata.get_by_label("By when").fill(june)
    assert violations(axe, renata) == []
    renata.get_by_role("button", name="Set this goal").click()
    expect(renata.get_by_role("heading", level=1)).to_have_text(GOAL)
    expect(renata.locator("main")).to_contain_text("at most 11% by")
    assert violations(axe, renata) == []

    # A promise is tied to it; the school asks for help with it in one press.
    renata.goto(f"{site.address}/schools/oak-hollow-middle-school/")
    renata.get_by_role("link", name="Call the families of students").first.click()
    expect(renata.get_by_role("heading", level=1)).to_have_text(CALLS)
    renata.get_by_text("Tie it to a goal").click()
    option = renata.get_by_label("Goal", exact=True).locator("option", has_text=GOAL)
    renata.get_by_label("Goal", exact=True).select_option(option.get_attribute("value"))
    renata.get_by_role("button", name="It serves this goal").click()
    expect(renata.get_by_role("link", name=GOAL)).to_be_visible()
    promise = renata.url
    expect(renata.get_by_role("button", name="Help wanted")).to_be_visible()
    assert violations(axe, renata) == []
    renata.get_by_role("button", name="Help wanted").click()
    expect(renata.locator("#said")).to_contain_text("Sent to Student Services")
    expect(renata.get_by_role("link", name=CALLS)).to_be_visible()
    assert violations(axe, renata) == []

    # The other side reads the same thread on a phone, looks again, and says what it changed.
    elena = sign_in("Elena Castillo", **PHONE)
    elena.goto(promise)
    expect(elena.get_by_role("link", name=re.compile("Help with: Reach every"))).to_be_visible()
    expect(elena.locator("main")).to_contain_text("The loop is open")
    assert violations(axe, elena) == []
    looks = elena.get_by_role("region", name="Looking again")
    looks.get_by_role("link", name="Chronic absence at Oak Hollow, by grade").click()
    elena.get_by_role("button", name="Set then and now side by side").click()
    expect(elena.locator("main")).to_contain_text("Nothing was published since")
    elena.get_by_label("We can’t tell").check()
    elena.get_by_label("In a line, with a figure").fill("No newer figures than then.")
    assert violations(axe, elena) == []
    assert elena.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    elena.get_by_role("button", name="Say it").click()
    expect(elena.locator("main")).to_contain_text("No newer figures than then.")
    elena.goto(promise)
    expect(elena.locator("main")).to_contain_text("Looked again: we can’t tell.")


PAGES = {
    "Lorna Whitfield": ("/goals/", "/goals/?way=up", "/goals/1/", "/goals/new/"),
    "Imani Foster": ("/goals/?way=up&school=oak-hollow-middle-school", "/commitments/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wide_and_narrow(
    name: str, site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    assert faults_wide_and_narrow(site, axe, sign_in(name), PAGES[name]) == []
