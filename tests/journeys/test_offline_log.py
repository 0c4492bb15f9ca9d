"""Is a visit that was written in the car park, without a connection, kept and sent once?"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Site
from trellis.demo.cast import PASSWORD

pytestmark = pytest.mark.browser

SENT = re.compile(r"Sent \d")
NAME = "Elena Castillo"


def records(site: Site, words: str) -> int:
    """How many records with these words the server holds."""
    asked = "SELECT count(*) FROM support_record WHERE what_we_did = ?"
    with sqlite3.connect(site.home / "record.sqlite3") as connection:
        (found,) = connection.execute(asked, [words]).fetchone()
    return int(found)


def write(page: Page, words: str) -> None:
    """Fill in the short form as one does in a car park."""
    page.get_by_label("School", exact=True).select_option(label="Oak Hollow Middle School")
    page.get_by_label("Kind of work").select_option(label="Technical help")
    page.get_by_role("button", name="30").click()
    page.get_by_label("What you did, in one line").fill(words)
    page.get_by_label("What the school gets next").fill("A page that says where to click")
    page.locator("main form .button.big").click()


OPEN = """
  const open = () => new Promise((done) => {
    const request = indexedDB.open("trellis", 1);
    request.onsuccess = () => done(request.result);
  });
  const ask = async (store, question) => {
    const database = await open();
    const request = question(database.transaction(store).objectStore(store));
    const answer = await new Promise((done) => { request.onsuccess = () => done(request.result); });
    database.close();
    return answer;
  };
  const soon = () => new Promise((done) => setTimeout(done, 50));
"""


def kept(page: Page) -> int:
    """How many notes the browser keeps."""
    return int(
        page.evaluate(f"async () => {{ {OPEN} return ask('outbox', (rows) => rows.count()); }}")
    )


def ready(page: Page, site: Site) -> None:
    """Open the form and wait until the browser could do without the server."""
    page.goto(f"{site.address}/support/log/")
    page.evaluate(
        f"""async () => {{ {OPEN}
          while (!navigator.serviceWorker.controller) await soon();
          while (!(await ask("lists", (rows) => rows.get("lists")))) await soon();
        }}"""
    )


def all_is_sent(page: Page) -> None:
    """Wait until the browser keeps nothing and no tab sends any more."""
    page.evaluate(
        f"""async () => {{ {OPEN}
          while (await ask("outbox", (rows) => rows.count())) await soon();
          while ((await navigator.locks.query()).held.length) await soon();
        }}"""
    )


def test_with_a_connection_it_is_sent_at_once(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(NAME, width=390)
    page.goto(f"{site.address}/support/log/")
    words = "Set up the score report with the front office"
    write(page, words)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (records(site, words), kept(page)) == (1, 0)


def test_the_network_is_cut_and_comes_back(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(NAME, width=390)
    ready(page, site)
    page.context.set_offline(True)
    words = "Walked through the new report in the car park"
    write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    assert (records(site, words), kept(page)) == (0, 1)
    page.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (records(site, words), kept(page)) == (1, 0)


def test_the_page_opens_without_a_connection_and_knows_the_schools(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(NAME, width=390)
    ready(page, site)
    page.context.set_offline(True)
    page.goto(f"{site.address}/support/log/")
    expect(page.get_by_text("There is no connection just now")).to_be_visible()
    # The page that was kept names nobody.
    assert NAME not in page.content()
    words = "Opened the page again at the traffic light"
    write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    assert words not in page.locator("#kept").inner_text()
    page.context.set_offline(False)
    page.goto(f"{site.address}/support/week/")
    all_is_sent(page)
    assert records(site, words) == 1


def test_a_lost_answer_makes_no_second_record(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(NAME, width=390)
    page.goto(f"{site.address}/support/log/")
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            route.abort()
        else:
            route.continue_()

    page.route("**/support/log/", lose_the_first)
    words = "Sorted the list by reason with the front office"
    with page.expect_event("requestfailed"):
        write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    assert lost
    assert records(site, words) == 1
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (records(site, words), kept(page)) == (1, 0)


def test_two_tabs_that_wake_at_once_send_once(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(NAME, width=390)
    ready(page, site)
    other = page.context.new_page()
    other.goto(f"{site.address}/support/week/")
    page.context.set_offline(True)
    words = "Looked at the seating plan with two teachers"
    write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    page.context.set_offline(False)
    other.evaluate("dispatchEvent(new Event('online'))")
    all_is_sent(page)
    assert (records(site, words), kept(page)) == (1, 0)


def test_it_waits_through_the_end_of_the_session_and_is_sent_after_sign_in(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(NAME, width=390)
    ready(page, site)
    page.context.set_offline(True)
    words = "Wrote this before the session was over"
    write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.get_by_text("Sign in again; then it is sent")).to_be_visible()
    page.goto(f"{site.address}/accounts/login/")
    assert words not in page.content()
    assert records(site, words) == 0
    page.locator("input[name=login]").fill("elena.castillo@juniper.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"{site.address}/")
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (records(site, words), kept(page)) == (1, 0)


def test_what_is_refused_stays_and_says_why(site: Site, sign_in: Callable[..., Page]) -> None:
    page = sign_in(NAME, width=390)
    ready(page, site)
    page.context.set_offline(True)
    words = "Left out what kind of work it was"
    page.get_by_label("School", exact=True).select_option(label="Oak Hollow Middle School")
    page.get_by_label("Minutes it took").fill("20")
    page.get_by_label("What you did, in one line").fill(words)
    page.locator("main form .button.big").click()
    page.context.set_offline(False)
    expect(page.get_by_text("Choose what kind of work it is.")).to_be_visible()
    assert kept(page) == 1
    page.get_by_role("button", name="Put it right").click()
    page.get_by_label("Kind of work").select_option(label="Technical help")
    page.locator("main form .button.big").click()
    expect(page.get_by_text(SENT)).to_be_visible()
    assert (records(site, words), kept(page)) == (1, 0)


def test_signing_out_shows_what_was_not_sent_and_leaves_nothing(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(NAME, width=390)
    page.goto(f"{site.address}/support/log/")
    page.route("**/support/log/", lambda route: route.abort())
    words = "Never sent: the phone was lent to somebody"
    write(page, words)
    expect(page.get_by_text("One note is kept on this device")).to_be_visible()
    page.goto(f"{site.address}/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Not sent yet: 1")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site.address}/accounts/login/**")
    assert kept(page) == 0
    assert records(site, words) == 0
