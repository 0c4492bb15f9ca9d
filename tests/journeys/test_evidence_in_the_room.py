"""Can a line be drawn by hand, and a new question be asked and shown, while people sit together?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Site, violations

pytestmark = pytest.mark.browser


def pad(page: Page) -> Locator:
    """The axes for absence; beside it stand those of a test, on another scale."""
    return page.locator(".pad").filter(has_text="Chronic absence")


def draw(page: Page) -> None:
    """Draw with the mouse over the empty axes, from left to right, at about a quarter."""
    pad(page).locator("summary").click()
    axes = pad(page).locator("svg")
    expect(axes.locator(".c-grid")).to_have_count(5)
    axes.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = axes.bounding_box()
    assert box is not None
    x, y = box["x"], box["y"] + box["height"] * 0.65
    page.mouse.move(x + box["width"] * 0.15, y)
    page.mouse.down()
    for step in range(1, 13):
        page.mouse.move(x + box["width"] * (0.15 + step * 0.065), y - step)
    page.mouse.up()


def test_a_line_is_drawn_a_question_is_asked_and_all_turn_to_it(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    joy, renata = sign_in("Joy Nakamura"), sign_in("Renata Alvarez", width=390, height=844)
    joy.goto(f"{site.address}/conversations/plan/?school=oak-hollow-middle-school")
    joy.locator("#question").fill("Where does absence go from here?")
    joy.get_by_role("checkbox", name=re.compile("Chronic absence at Oak Hollow, by grade")).check()
    joy.get_by_role("checkbox", name=re.compile("MAP Growth math")).check()
    joy.get_by_role("checkbox", name=re.compile("Renata Alvarez")).check()
    joy.get_by_role("button", name="Plan it and invite").click()
    joy.wait_for_url(re.compile(r"/conversations/\d+/$"))
    joy.get_by_role("button", name="Begin now").click()
    renata.goto(joy.url)

    # Drawn by mouse, every year has a value; a page that is left keeps it on the device.
    draw(renata)
    fields = pad(renata).locator("input[data-year]")
    values = [one.input_value() for one in fields.all()]
    assert len(values) >= 3 and all(0 < float(value) < 100 for value in values)
    renata.get_by_label("What do you expect to see").fill("It rises slowly.")
    assert violations(axe, renata) == []
    renata.reload()
    expect(renata.get_by_label("What do you expect to see")).to_have_value("It rises slowly.")
    assert [one.input_value() for one in fields.all()] == values
    renata.get_by_role("button", name="I’m done").click()
    expect(renata.locator("#notes")).to_contain_text(f"{values[0]} in ")
    assert "It rises slowly" not in joy.content()

    # By keyboard the numbers below the axes do the same.
    pad(joy).locator("summary").click()
    for number, field in enumerate(pad(joy).locator("input[data-year]").all()):
        field.press_sequentially(str(10 + number))
    joy.get_by_label("What do you expect to see").fill("Up, a little.")
    joy.get_by_role("button", name="I’m done").click()
    expect(joy.locator("#notes")).to_contain_text("10 in ")

    joy.get_by_role("button", name="On to Go visual").click()
    for page in (joy, renata):
        expect(page.locator("#evidence")).to_contain_text("the middle of two lines drawn before")
    assert violations(axe, renata) == []

    # A new question: only who asks sees it, until it is pinned.
    joy.get_by_text("Ask the data something new").click()
    asking = joy.get_by_role("form", name="The new question")
    asking.locator("#blank-students").focus()
    asking.locator("#blank-students").select_option(label="English learners")
    expect(joy.locator("#ask-title")).to_have_value(re.compile("English learners"))
    expect(asking.locator("#blank-students")).to_be_focused()
    assert violations(axe, joy) == []
    assert "English learners" not in renata.locator("#evidence").inner_text()
    joy.get_by_role("button", name="Pin it and show the room").click()
    for page in (joy, renata):
        expect(page.locator("#evidence .sheet").first).to_contain_text("asked in the meeting at")
        expect(page.locator("#evidence .sheet").first).to_contain_text("English learners")
    expect(renata.locator("#heard")).to_contain_text("The room looks at")

    # Then the room turns back.
    joy.locator("#evidence summary", has_text="MAP Growth math").click()
    joy.get_by_role("button", name="Have the room look at this").locator("visible=true").click()
    for page in (joy, renata):
        expect(page.locator("#evidence .sheet").first).to_contain_text("MAP Growth math")
    assert violations(axe, renata) == []

    # What came in the meeting can be pointed at by the next observation.
    joy.get_by_role("button", name="On to Observe").click()
    expect(renata.locator("#mark optgroup", has_text="English learners")).to_have_count(1)
