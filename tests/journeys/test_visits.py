"""A visit from announcement to the school's word, on two phones; and coaching signed by two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, violations

pytestmark = pytest.mark.browser

OAK = "oak-hollow-middle-school"


def a_day(ahead: int) -> date:
    """A weekday, at least so many days from today."""
    day = date.today() + timedelta(days=ahead)  # noqa: DTZ011 - what a browser calls today
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_announced_reshaped_logged_without_a_connection_and_found_fair(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    elena, renata = sign_in("Elena Castillo", width=390), sign_in("Renata Alvarez", width=390)
    purpose = f"Read the absence list by reason, number {site.port}"

    elena.goto(f"{site.address}/support/announce/?school={OAK}")
    elena.get_by_label("What you come for").fill(purpose)
    elena.get_by_label("Kind of work").select_option(label="Data conversation")
    elena.get_by_label("Day", exact=True).fill(a_day(20).isoformat())
    elena.get_by_label("Begins at").fill("09:30")
    elena.locator("main form .button.big").click()
    if elena.get_by_text("One visit for one purpose is lighter").count():
        elena.get_by_role("button", name="all the same").click()
    elena.wait_for_url("**/support/visits/*/")
    address = elena.url

    renata.goto(f"{site.address}/support/week/")
    shown = renata.get_by_role("article").filter(has_text=purpose)
    shown.get_by_role("link", name="Change it").click()
    # The link leads into the folded form, and the browser opens it.
    renata.get_by_label("What you would rather do").fill("With grade 7 alone, after lunch")
    renata.get_by_label("Another day").fill(a_day(22).isoformat())
    renata.get_by_role("button", name="Ask for that").click()
    expect(renata.get_by_text("asks to change it").first).to_be_visible()

    elena.goto(address)
    expect(elena.get_by_text("With grade 7 alone, after lunch").first).to_be_visible()
    elena.get_by_role("button", name="Take their time").click()
    expect(elena.get_by_text("Agreed").first).to_be_visible()
    assert violations(axe, elena) == []
    assert not wide(elena)

    pk = address.rstrip("/").rsplit("/", 1)[1]
    elena.goto(f"{site.address}/support/log/?visit={pk}")
    elena.context.set_offline(True)
    elena.get_by_label("Minutes it took").fill("40")
    elena.get_by_label("What you did, in one line").fill(f"Read it with grade 7 ({site.port})")
    elena.get_by_text("When, who, by when").click()
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - past in every time zone
    elena.get_by_label("Day, if not just now").fill(yesterday.isoformat())
    elena.get_by_label("Began at").fill("00:01")
    elena.locator("main form .button.big").click()
    expect(elena.get_by_text("One note is kept on this device")).to_be_visible()
    elena.context.set_offline(False)
    expect(elena.get_by_text(re.compile(r"Sent \d"))).to_be_visible()

    renata.goto(f"{site.address}/support/week/")
    record = renata.get_by_role("article").filter(has_text=f"Read it with grade 7 ({site.port})")
    assert violations(axe, renata) == []
    assert not wide(renata)
    record.get_by_role("button", name="It’s fair").click()
    renata.goto(address)
    expect(renata.get_by_text("says it’s fair").first).to_be_visible()


def test_a_coach_and_a_teacher_sign_and_write_for_the_two_of_them(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    joy, imani = sign_in("Joy Nakamura", width=390), sign_in("Imani Foster", width=390)
    joy.goto(f"{site.address}/support/coaching/new/")
    joy.get_by_label("With whom").select_option(label="Imani Foster")
    joy.get_by_label("What you work on").fill("Exit tickets")
    joy.get_by_role("button", name="Sign and propose it").click()
    joy.wait_for_url("**/support/coaching/*-*/")
    address = joy.url

    imani.goto(address)
    imani.get_by_role("button", name="Sign it").click()
    expect(imani.get_by_text("Only the two of you read what stands here")).to_be_visible()

    joy.goto(address)
    joy.get_by_label("What you worked on").fill("The heron stood in the doorway.")
    joy.get_by_role("button", name="Keep it for us two").click()
    expect(joy.get_by_text("The heron stood in the doorway.")).to_be_visible()
    imani.goto(address)
    expect(imani.get_by_text("The heron stood in the doorway.")).to_be_visible()
    for page in (joy, imani):
        assert violations(axe, page) == []
        assert not wide(page)

    for name in ("Renata Alvarez", "Marcus Bell", "Dev Patel"):
        other = sign_in(name, width=390)
        answer = other.goto(address)
        assert answer
        assert answer.status == 404
        assert "heron" not in other.content()
