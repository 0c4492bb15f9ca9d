"""Is every page of the product free of faults that axe knows, wide and narrow, for who opens it?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Site, violations

pytestmark = pytest.mark.browser

OAK = "/schools/oak-hollow-middle-school/"
PAGES = {
    "Renata Alvarez": (
        "/",
        OAK,
        "/search/?q=grade",
        "/evidence/",
        "/evidence/?measure=chronic_absence&comparison=time&students=grade:",
        "/evidence/?measure=proficiency&comparison=groups&test=staar/math/spring&students=el:",
        "/evidence/?measure=level_shares&comparison=levels",
        "/evidence/?measure=enrolment&comparison=schools&students=race:asian",
        "/conversations/",
        "/conversations/plan/",
        "/conversations/protocols/data_driven_dialogue/",
        "/conversations/1/minutes/",
        "/commitments/",
        "/commitments/1/",
        "/me/",
        "/support/week/",
        f"{OAK}week/",
        f"{OAK}visits/",
        "/support/coaching/",
        "/support/notes/",
        "/support/feeds/",
        "/what-is-recorded/",
        "/accounts/2fa/",
    ),
    "Lorna Whitfield": (
        "/",
        "/district/",
        "/schools/",
        OAK,
        "/search/?q=family",
        "/conversations/2/minutes/",
    ),
    "Joy Nakamura": ("/",),
    "Imani Foster": ("/",),
    "Elena Castillo": ("/", "/?by=age"),
    "Hana Sorensen": ("/",),
    "Marcus Bell": (
        "/",
        "/schools/",
        "/conversations/4/",
        "/support/week/",
        "/support/announce/",
        "/support/log/",
        "/support/log/offline/",
        "/support/coaching/new/",
        "/support/feedback/",
    ),
    "Dev Patel": ("/", "/files/", "/files/1/", "/files/positions/"),
    "Ruth Kaplan": ("/", "/district/", "/evidence/", "/search/?q=absence"),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, site: Site, sign_in: Callable[..., Page], axe: Axe) -> None:
    page = sign_in(name)
    found = []
    for path in PAGES[name]:
        answer = page.goto(f"{site.address}{path}")
        assert answer and answer.status == 200, path
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            found += violations(axe, page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{path} is {wide} pixels wide on a page of {width}")
    assert found == []


def test_sign_in_and_what_is_not_there(site: Site, browser: object, axe: Axe) -> None:
    page = browser.new_page()  # type: ignore[attr-defined]
    found = []
    for path in ("/accounts/login/", "/accounts/password/reset/", "/nowhere/"):
        page.goto(f"{site.address}{path}")
        found += violations(axe, page)
    page.close()
    assert found == []
