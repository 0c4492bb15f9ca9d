"""Does a conversation held on paper come into the record, and can it be found and told there?"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, violations
from trellis.demo.cast import CAST

pytestmark = pytest.mark.browser

QUESTION = "Does the heron of Oak Hollow come back?"
SEEN = "The heron stands in the shallow water"


def test_from_paper_to_the_board(
    site: Site, sign_in: Callable[..., Page], axe: Axe, tmp_path: Path
) -> None:
    joy = sign_in("Joy Nakamura")
    found: list[str] = []
    address = planned(joy, site)
    found += at_both_widths(axe, joy)

    packet = taken(joy, "The packet (PDF)", tmp_path)
    text = [page.extract_text() for page in PdfReader(packet).pages]
    assert QUESTION in text[0]
    assert "To be shown at step 2, Go visual" in text[-1]

    joy.get_by_role("link", name="Enter what was written").click()
    found += at_both_widths(axe, joy)
    write_all(joy)
    joy.get_by_role("button", name="Enter it all and close the conversation").click()
    expect(joy.get_by_role("alert")).to_contain_text("Promise 1: Nobody on the district’s side")
    expect(line(joy, "Observe", 5, "What it says")).to_have_value(SEEN)
    owner = joy.get_by_role("group", name="Owner 2", exact=True)
    promised(owner, "Elena Castillo (district)", "A hide beside the pond")
    joy.get_by_role("button", name="Enter it all and close the conversation").click()

    expect(joy.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(joy.locator("main")).to_contain_text("Held on paper on")
    expect(joy.locator("main")).to_contain_text("One prediction: about as expected.")
    kept = json.loads(taken(joy, "JSON", tmp_path).read_text())
    assert kept["held_on_paper"]
    assert SEEN in {note["words"] for note in kept["notes"]}
    assert SEEN in taken(joy, "Markdown", tmp_path).read_text()

    lorna = sign_in("Lorna Whitfield")
    lorna.goto(f"{site.address}/learned/")
    lorna.get_by_label("Words, all of them").fill("HERON shallow")
    lorna.get_by_role("button", name="Look").click()
    found += at_both_widths(axe, lorna)
    lorna.get_by_role("link", name=SEEN).click()
    assert lorna.url == f"{address}minutes/"
    for path in (
        "/district/",
        "/district/decisions/",
        "/schools/oak-hollow-middle-school/decisions/",
    ):
        lorna.goto(f"{site.address}{path}")
        found += at_both_widths(axe, lorna)
    expect(lorna.get_by_role("link", name="Leave the reeds standing")).to_be_visible()

    ruth = sign_in("Ruth Kaplan")
    ruth.goto(f"{site.address}/district/")
    archive = zipfile.ZipFile(io.BytesIO(taken(ruth, "The report (zip)", tmp_path).read_bytes()))
    page = archive.read("report/index.html").decode()
    assert QUESTION in page
    said = re.sub(r"<[^>]+>", " ", page)
    assert [one.name for one in CAST if one.name in said] == []
    ruth.goto(f"{site.address}/district/report/")
    found += at_both_widths(axe, ruth)
    assert found == []


def planned(page: Page, site: Site) -> str:
    """Plan a conversation with both sides, and return its address."""
    page.goto(f"{site.address}/conversations/plan/")
    page.get_by_label("Question", exact=True).fill(QUESTION)
    day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    page.locator("input[name=day]").fill(day)
    page.locator("input[name=findings]").first.check()
    for name in ("Renata Alvarez", "Elena Castillo"):
        page.locator("label", has_text=name).locator("input[name=people]").check()
    page.get_by_role("button", name="Plan it and invite").click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    return page.url


def line(page: Page, step: str, number: int, label: str) -> object:
    group = page.get_by_role("group", name=f"{step}, line {number}", exact=True)
    return group.get_by_label(label, exact=True)


def write_all(page: Page) -> None:
    """Type what stands on the sheets, and a promise that only the school owns."""
    who, says = "Who wrote it", "What it says"
    line(page, "Predict", 1, who).select_option(label="Renata Alvarez")
    line(page, "Predict", 1, says).fill("It comes back in spring")
    line(page, "Predict", 1, "How it was met").select_option(label="about as expected")
    page.get_by_role("button", name="More lines for Observe").click()
    expect(line(page, "Predict", 1, says)).to_have_value("It comes back in spring")
    line(page, "Observe", 5, who).select_option(label="Elena Castillo")
    line(page, "Observe", 5, "Where on the chart").select_option(index=1)
    line(page, "Observe", 5, says).fill(SEEN)
    line(page, "Infer", 1, who).select_option(label="Renata Alvarez")
    line(page, "Infer", 1, "Explains observation number").fill("1")
    line(page, "Infer", 1, says).fill("There are frogs")
    page.get_by_label("What will we do?").fill("Leave the reeds standing")
    promised(
        page.get_by_role("group", name="Who leads it", exact=True),
        "Renata Alvarez (school)",
        "A sign at the pond",
    )


def promised(row: object, who: str, gives: str) -> None:
    row.get_by_label("Who", exact=True).select_option(label=who)
    row.get_by_label("Gives what").fill(gives)
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    row.get_by_label("By when").fill(day)


def taken(page: Page, name: str, folder: Path) -> Path:
    """Press a link that gives a file, and return the file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name, exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def at_both_widths(axe: Axe, page: Page) -> list[str]:
    """What axe finds on a page, wide and narrow, and whether it is wider than its window."""
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(axe, page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{page.url} is {wide} pixels wide on a page of {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
