"""Can somebody lead a whole conversation with the keyboard alone, and always see where she is?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser

QUESTION = "Where do our new students begin in math?"
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e);
  const label = e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || '';
  return {name: label.trim(), tag: e.tagName.toLowerCase(), ring: s.outlineStyle !== 'none',
          mark: e.dataset?.mark || ''}; }"""
MOST = 220


def tab_to(page: Page, name: str, *, tag: str = "", back: bool = False) -> None:
    """Press Tab until what is called `name` has the focus; what has it must show a ring."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        here = page.evaluate(FOCUS)
        passed.append(here["name"][:30])
        if here["tag"] in ("body", "html"):
            continue
        assert here["ring"], f"no ring on {here}"
        if re.search(name, here["name"]) and (not tag or here["tag"] == tag):
            return
    pytest.fail(f"Tab never came to “{name}”; it passed {passed}")


def tab_to_mark(page: Page) -> None:
    """Press Tab until a mark of the chart has the focus."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)["mark"]:
            return
    pytest.fail("Tab never came to a mark of the chart.")


def press(page: Page, name: str) -> None:
    tab_to(page, name, tag="button")
    page.keyboard.press("Enter")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def test_a_conversation_by_keyboard(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in("Marcus Bell")
    tab_to(page, "^Conversations$", tag="a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Conversations")
    tab_to(page, re.escape(QUESTION), tag="a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    press(page, "Begin now")
    expect(page.locator("[aria-current=step]")).to_contain_text("Begin")
    press(page, "On to Describe")

    expect(page.locator("figure.chart").first).to_be_visible()
    tab_to_mark(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("select[name=mark]")).not_to_have_value("")
    write(page, "What do you see, and where", "Grade 7 stands above grade 6.")
    press(page, "^Share")
    expect(page.locator("#notes")).to_contain_text("Grade 7 stands above grade 6.")

    press(page, "On to Interpret")
    expect(page.get_by_label("Explains")).to_be_visible()
    tab_to(page, "Explains", tag="select")
    page.keyboard.press("ArrowDown")
    write(page, "What could explain it", "They had a year more.")
    press(page, "^Share")
    expect(page.locator("#notes")).to_contain_text("They had a year more.")
    # One explanation is no choice yet: the step asks for a rival.
    tab_to(page, "Explains", tag="select")
    page.keyboard.press("ArrowDown")
    write(page, "What could explain it", "The test was another one.")
    press(page, "^Share")
    expect(page.locator("#notes")).to_contain_text("The test was another one.")

    press(page, "On to Implications")
    expect(page.locator("[aria-current=step]")).to_contain_text("Implications")
    press(page, "On to Commit")
    expect(page.get_by_label("What will we do?")).to_be_visible()
    write(page, "What will we do", "Look at entry tasks together")
    for owner, gives in (("Theo Lindqvist", "Two rooms"), ("Tomasz Wieczorek", "A list")):
        tab_to(page, "^Who$", tag="select")
        page.keyboard.type(owner)
        write(page, "^Gives what$", gives)
        write(page, "^By when$", "01152030")
    press(page, "Promise it")
    expect(page.locator("#promises")).to_contain_text("Look at entry tasks together")

    tab_to(page, "On to Reflect", tag="button", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=step]")).to_contain_text("Reflect")
    press(page, "Close the conversation")
    page.wait_for_url(re.compile("/minutes/"))
    expect(page.get_by_text("They had a year more.")).to_be_visible()
