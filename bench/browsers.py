"""How soon does a note that one person shares stand on the pages of others, in real browsers?"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

_ASK = "What do you see, and where?"
_WATCH = """words => {
  const notes = () => document.getElementById("notes")?.textContent || "";
  window.seenAt = 0;
  const look = () => { if (!window.seenAt && notes().includes(words)) window.seenAt = Date.now(); };
  window.watching?.disconnect();
  window.watching = new MutationObserver(look);
  window.watching.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
}"""


def seen_in_browsers(
    at: str, meeting: int, cookies: list[str], load: Callable[[], subprocess.Popen[str]]
) -> tuple[list[float], str]:
    """Share notes as people do while the load runs; return the milliseconds until others see each,
    and what the load said. The pages are open before it begins, as people come before they talk.

    The clock of the machine is the same for all pages: from the press of the button to the words
    on each other page. A note that is not seen within 20 seconds counts as 20 seconds.
    """
    delays: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        writer, *readers = [_page(browser, at, meeting, one) for one in cookies]
        number, loading = 0, load()
        while loading.poll() is None:
            number += 1
            delays += _one(writer, readers, f"browser note {number} of {time.time_ns()}")
        said, _ = loading.communicate()
        browser.close()
    return delays, said


def _page(browser: Browser, at: str, meeting: int, cookie: str) -> Page:
    name, _, value = cookie.partition("=")
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": at}])
    page = context.new_page()
    page.goto(f"{at}/conversations/{meeting}/")
    page.get_by_label(_ASK).wait_for(timeout=60_000)
    return page


def _one(writer: Page, readers: list[Page], words: str) -> list[float]:
    for page in readers:
        page.evaluate(_WATCH, words)
    writer.get_by_label(_ASK).fill(words)
    pressed = time.time() * 1000
    writer.get_by_role("button", name="Share").first.click()
    until, found = time.monotonic() + 20, [0.0 for _ in readers]
    while not all(found) and time.monotonic() < until:
        found = [float(page.evaluate("window.seenAt || 0")) for page in readers]
        time.sleep(0.05)
    time.sleep(1)
    return [seen - pressed if seen else 20_000.0 for seen in found]
