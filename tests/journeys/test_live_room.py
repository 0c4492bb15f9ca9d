"""Do five browsers get through silence, turns, headings, dots and the door, one a guest's?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import REPO, Site, violations

pytestmark = pytest.mark.browser


def planned(site: Site) -> str:
    """Plan the conversation beside the running site; return its address."""
    paths = f"{REPO / 'src'}:{REPO}"
    made = subprocess.run(
        [sys.executable, "tests/journeys/plan_a_room.py"],
        env=site.environment | {"PYTHONPATH": paths},
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return f"{site.address}/conversations/{made.stdout.split()[-1]}/"


def test_a_room_is_silent_goes_round_sorts_and_weighs(
    site: Site, sign_in: Callable[..., Page], browser: Browser, axe: Axe
) -> None:
    address = planned(site)
    joy, renata, elena = (
        sign_in("Joy Nakamura"),
        sign_in("Renata Alvarez", width=390),
        sign_in("Elena Castillo"),
    )
    for page in (joy, renata, elena):
        page.goto(address)
    assert violations(axe, joy) == []
    joy.get_by_role("button", name="Begin now").click()
    for page in (renata, elena):
        expect(page.locator("#stage")).to_be_visible()

    # In silence nobody is sent the words of another, until they are shared.
    joy.get_by_role("button", name="On to Go visual").click()
    renata.get_by_label("What do you see, and where?").fill("Grade 7 stands above grade 6.")
    renata.get_by_role("button", name="Keep it").click()
    expect(renata.locator("#notes")).to_contain_text("Only you see this")
    expect(joy.locator("#notes")).to_contain_text("one note not shared yet")
    for page in (joy, elena):
        assert "stands above grade 6" not in page.content()
    assert violations(axe, renata) == []
    joy.get_by_role("button", name="Share all").click()
    expect(elena.locator("#notes")).to_contain_text("stands above grade 6")

    # The timekeeper gives time; an idea is parked; everybody reads both.
    elena.get_by_role("button", name="+ 5 min").click()
    expect(renata.locator("#stage")).to_contain_text("Go visual was given 5 more minutes.")
    renata.locator(".park summary").click()
    renata.get_by_label("What should not be lost").fill("Ask the bus office.")
    renata.get_by_role("button", name="Park it").click()
    expect(joy.locator("#parked")).to_contain_text("Ask the bus office.")

    # The door: a guest with a name, and a colleague who is let in with one press.
    joy.get_by_text("Let others join").click()
    joy.get_by_role("button", name="Make a code").click()
    joy.get_by_role("button", name="Welcome guests from outside").click()
    expect(joy.get_by_role("button", name="No guests any more")).to_be_visible()
    expect(joy.locator("#door .qr")).to_be_visible()
    code = joy.locator("#door .code").inner_text()
    outside = browser.new_context(viewport={"width": 390, "height": 900})
    guest = outside.new_page()
    guest.goto(f"{site.address}/join/")
    guest.get_by_label("Code").fill(code.lower())
    guest.get_by_role("button", name="Go to the door").click()
    guest.get_by_label("Your name").fill("Ana Reyes")
    assert violations(axe, guest) == []
    guest.get_by_role("button", name="Come in").click()
    expect(guest.locator("#notes")).to_contain_text("stands above grade 6")
    assert violations(axe, guest) == []
    expect(elena.locator("#people")).to_contain_text("Ana Reyes (guest)")
    imani = sign_in("Imani Foster")
    imani.goto(f"{site.address}/join/{code.replace('-', '')}/")
    imani.get_by_role("button", name="Ask to be let in").click()
    joy.get_by_role("button", name="Let Imani in").click()
    imani.wait_for_url(address)

    # The turn goes round; the guest's page follows.
    joy.get_by_role("button", name="On to Observe").click()
    for page in (joy, renata, elena, imani, guest):
        expect(page.locator("#turns [aria-current]")).to_have_text("Joy")
    assert violations(axe, joy) == []
    joy.get_by_role("button", name="I have said it").click()
    expect(joy.locator("#turns .gone")).to_have_count(1)
    second = joy.locator("#turns [aria-current]").inner_text()
    {"Renata": renata, "Elena": elena}[second].get_by_role("button", name="I pass").click()
    expect(guest.locator("#turns")).to_contain_text("passed")

    # Sorting by keyboard, with dots on the headings; totals only when the vote is closed.
    joy.get_by_role("button", name="On to Infer").click()
    elena.get_by_label("A new heading").fill("Between the grades")
    elena.get_by_role("button", name="Make it").click()
    expect(renata.locator("#groups")).to_contain_text("Between the grades")
    joy.get_by_label("What would we need to know?").fill("How do bus riders compare?")
    joy.get_by_label("What would we need to know?").press("Tab")
    joy.keyboard.press("Enter")
    place = renata.get_by_label("Heading for: How do bus riders compare?")
    place.focus()
    renata.keyboard.press("ArrowUp")
    renata.keyboard.press("Tab")
    renata.keyboard.press("Enter")
    for page in (joy, elena, guest):
        sorted_now = page.get_by_role("group", name="Between the grades")
        expect(sorted_now).to_contain_text("How do bus riders compare?")
    elena.locator("#vote").get_by_label("Between the grades").fill("3")
    elena.get_by_role("button", name="Place my dots").click()
    expect(elena.locator("#vote")).to_contain_text("You placed 3 of 3.")
    expect(renata.locator("#vote")).to_contain_text("one person so far")
    assert "●" not in joy.content()
    for page in (renata, elena, guest):
        assert violations(axe, page) == []
    joy.get_by_role("button", name="Close the vote").click()
    for page in (renata, guest):
        expect(page.locator("#vote")).to_contain_text("three dots")

    # What was parked comes back at the end.
    joy.get_by_role("button", name="On to Commit").click()
    expect(renata.locator("#parked")).to_contain_text("The list comes back now")
    joy.goto(f"{site.address}/conversations/hint-words/")
    assert violations(axe, joy) == []
    outside.close()
