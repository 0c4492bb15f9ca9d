"""Do six people get through a Data-Driven Dialogue, from prediction to promises and a PDF?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import Site, violations

pytestmark = pytest.mark.browser

QUESTION = "What changed for grade 7 between September and now?"
SIX = (
    "Joy Nakamura",
    "Renata Alvarez",
    "Imani Foster",
    "Elena Castillo",
    "Tomasz Wieczorek",
    "Marcus Bell",
)


def share(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)
    page.get_by_role("button", name=re.compile("Share|I’m done")).first.click()


def test_six_people_go_from_predictions_to_promises(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    people = {name: sign_in(name, width=390 if n == 1 else 1280) for n, name in enumerate(SIX)}
    joy, renata, imani, elena, tomasz, marcus = people.values()
    for page in people.values():
        page.goto(f"{site.address}/conversations/")
        page.get_by_role("link", name=QUESTION).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    assert violations(axe, renata) == []
    joy.get_by_role("button", name="Begin now").click()

    # Predict: the page of everybody opens by itself, and nobody was sent the evidence.
    for page in people.values():
        expect(page.get_by_text("The evidence comes at its step")).to_be_visible()
        assert "<figure" not in page.content()
    refused = renata.request.get(f"{renata.url}part/stage/")
    assert "<figure" not in refused.text()
    for page, words in (
        (renata, "A little above grade 6."),
        (imani, "One in five."),
        (elena, "No difference."),
    ):
        share(page, "What do you expect to see", words)
        expect(page.locator("#notes")).to_contain_text(words)
    expect(joy.locator("#people")).to_contain_text("3 of 7")
    assert "One in five." not in joy.content()
    assert violations(axe, imani) == []

    # Go visual: evidence and everybody's predictions are there at once.
    joy.get_by_role("button", name="On to Go visual").click()
    for page in people.values():
        expect(page.locator("figure.chart").first).to_be_visible()
        expect(page.locator("#notes")).to_contain_text("One in five.")
    imani.get_by_label("How does it compare?").select_option("higher")
    imani.get_by_role("button", name="Say it").click()
    expect(imani.locator("#notes")).to_contain_text("it is higher than I expected")
    assert violations(axe, renata) == []

    # Observe: a place on the chart is chosen by keyboard, a "because" is hinted at.
    joy.get_by_role("button", name="On to Observe").click()
    mark = imani.locator("[data-mark][tabindex='0']:visible").first
    mark.focus()
    imani.keyboard.press("ArrowRight")
    imani.keyboard.press("Enter")
    expect(imani.locator("select[name=mark]")).not_to_have_value("")
    share(
        imani,
        "What do you see, and where?",
        "Grade 7 scored lower this fall than grade 7 did before.",
    )
    expect(imani.locator("#notes [data-show-mark]").first).to_be_visible()
    share(renata, "What do you see, and where?", "It is lower because of the buses.")
    expect(renata.locator(".hint")).to_contain_text("This says why")
    for page in people.values():
        expect(page.locator("#notes")).to_contain_text("Grade 7 scored lower this fall")
    assert violations(axe, imani) == []

    # Infer: an explanation must speak of an observation.
    joy.get_by_role("button", name="On to Infer").click()
    for page in (tomasz, elena):
        page.get_by_label("Explains").select_option(index=1)
        share(page, "What could explain it?", f"An explanation by {page.viewport_size['width']}")
    marcus.get_by_label("What would we need to know?").fill("How do the bus riders compare?")
    marcus.get_by_label("What would we need to know?").press("Tab")
    marcus.keyboard.press("Enter")
    for page in people.values():
        expect(page.locator("#notes")).to_contain_text("How do the bus riders compare?")
        expect(page.locator(".thread li")).to_have_count(2)
    assert violations(axe, tomasz) == []

    # Commit: it cannot close before there is a promise; owners on both sides.
    joy.get_by_role("button", name="On to Commit").click()
    joy.get_by_role("button", name="Close the conversation").click()
    expect(joy.locator("#closing")).to_contain_text("one promise with a date")
    renata.get_by_label("What will we do?").fill("Visit each other’s math rooms")
    renata.get_by_label("Who", exact=True).nth(0).select_option(label="Renata Alvarez")
    renata.get_by_label("Who", exact=True).nth(1).select_option(label="Tomasz Wieczorek")
    for n, words in enumerate(("Two rooms open each week", "A look-for list")):
        renata.get_by_label("Gives what").nth(n).fill(words)
        renata.get_by_label("By when").nth(n).fill("2030-01-15")
    renata.get_by_role("button", name="Promise it").click()
    for page in people.values():
        expect(page.locator("#promises")).to_contain_text("Visit each other’s math rooms")
    assert violations(axe, renata) == []
    joy.get_by_role("button", name="Close the conversation").click()

    # Minutes: a page for both sides, and a tagged PDF.
    for page in people.values():
        page.wait_for_url(re.compile("/minutes/"))
        expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    assert violations(axe, marcus) == []
    href = joy.get_by_role("link", name="PDF").get_attribute("href")
    reader = PdfReader(io.BytesIO(joy.request.get(f"{site.address}{href}").body()))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Visit each other" in text
    assert "How do the bus riders compare?" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"

    # Both sides see the same promise on the school's page, and each owner on her own.
    for page in (renata, marcus):
        page.goto(f"{site.address}/schools/oak-hollow-middle-school/")
        expect(page.get_by_role("link", name="A look-for list")).to_be_visible()
    tomasz.goto(f"{site.address}/commitments/")
    expect(tomasz.get_by_role("link", name="A look-for list")).to_be_visible()
