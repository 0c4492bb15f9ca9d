"""Does a request go from a phone to a desk and back, until the school closes it?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, faults_wide_and_narrow, violations

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
TITLE = "Somebody to read our lunch lists in Dari"


def test_a_request_goes_from_a_phone_to_a_desk_and_back(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    priya = sign_in("Priya Raman")
    renata = sign_in("Renata Alvarez", **PHONE)

    # A department publishes what it offers.
    priya.goto(f"{site.address}/support/catalogue/new/")
    priya.get_by_label("What people call it").fill("Reader of foreign lists")
    for name in ("Knows", "Believes", "Can do", "Hopes for", "Does"):
        priya.get_by_label(name, exact=True).fill(f"{name}: a line")
    first = priya.get_by_role("group", name="Service 1")
    first.get_by_label("What a school asks for").fill("Reading lists in other languages")
    first.get_by_label("Other words for it").fill("dari, pashto, lunch")
    first.get_by_label("Reply within").fill("1")
    first.get_by_label("Visit or answer within").fill("4")
    assert violations(axe, priya) == []
    priya.get_by_role("button", name="Publish it").click()
    expect(priya.get_by_role("heading", level=1)).to_have_text("Reader of foreign lists")
    assert violations(axe, priya) == []

    # The principal finds it while she types, and asks.
    renata.goto(f"{site.address}/support/catalogue/")
    renata.get_by_label("What do you need?").press_sequentially("lunch pashto")
    expect(renata.locator("#found")).to_contain_text("One service speaks of “lunch pashto”")
    assert violations(axe, renata) == []
    renata.get_by_role("link", name="Reading lists in other languages").click()
    expect(renata.locator("#promise")).to_contain_text("a reply within one school day")
    renata.get_by_label("Who could help").select_option(label="I don’t know; find it for me")
    expect(renata.locator("#promise")).not_to_contain_text("within one school day")
    renata.get_by_label("Who could help").select_option(label="Reading lists in other languages")
    expect(renata.locator("#promise")).to_contain_text("a reply within one school day")
    renata.get_by_label("What do you need, in one line").fill(TITLE)
    assert violations(axe, renata) == []
    renata.get_by_role("button", name="Send").click()
    expect(renata.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(renata.locator("#said")).to_contain_text("Sent to Multilingual Learning")
    assert violations(axe, renata) == []

    # The desk sees it, one takes it up; the other is told who was first.
    lorna = sign_in("Lorna Whitfield", **PHONE)
    lorna.goto(renata.url)
    priya.get_by_role("link", name=re.compile("new for you")).click()
    priya.get_by_role("link", name=re.compile(TITLE)).first.click()
    priya.get_by_role("button", name="Take it up").click()
    expect(priya.locator(".thread")).to_contain_text("Priya Raman took it up")
    lorna.get_by_role("button", name="Take it up").click()
    expect(lorna.locator("#said")).to_contain_text("Priya Raman took this up")
    priya.get_by_label("Write to both sides").fill("I can read it on Thursday.")
    priya.get_by_role("button", name="Send").click()
    expect(priya.locator(".thread")).to_contain_text("I can read it on Thursday.")
    assert violations(axe, priya) == []
    priya.get_by_label("In a line or two, for both sides").fill("Read and marked.")
    priya.get_by_role("button", name="It is answered").click()
    expect(priya.locator(".thread")).to_contain_text("says that it is answered")
    expect(priya.locator(".head")).to_contain_text("Only Renata can close it")

    # The school has the last word, twice.
    renata.reload()
    renata.get_by_text("Not yet", exact=True).click()
    renata.get_by_label("What is missing?").fill("The second page")
    renata.get_by_role("button", name="Say so").click()
    expect(renata.locator(".thread")).to_contain_text("says “not yet”: The second page")
    renata.get_by_role("button", name="Close it: we have what we need").click()
    expect(renata.locator(".head")).to_contain_text("has what it needs")
    assert violations(axe, renata) == []
    assert renata.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


PAGES = {
    "Priya Raman": ("/support/desk/", "/support/desk/?department=all&by=need", "/notices/"),
    "Renata Alvarez": ("/schools/oak-hollow-middle-school/requests/", "/support/catalogue/?q=zz"),
    "Lorna Whitfield": ("/support/need/", "/support/catalogue/front-desk/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wide_and_narrow(
    name: str, site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    assert faults_wide_and_narrow(site, axe, sign_in(name), PAGES[name]) == []
