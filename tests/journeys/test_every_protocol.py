"""Can two people walk through every way to talk in a browser, from the plan to the minutes?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, violations
from trellis.conversation.protocols.reading import Protocol, Step, protocols

pytestmark = pytest.mark.browser

OAK = "oak-hollow-middle-school"


def plan(site: Site, joy: Page, way: Protocol) -> str:
    """Plan one on the page, led by Joy, presented by Renata; return its address."""
    joy.goto(f"{site.address}/conversations/plan/?school={OAK}&protocol={way.key}")
    expect(joy.locator("#protocol")).to_have_value(way.key)
    joy.locator("#question").fill(f"What do we see by {way.key}?")
    joy.locator("input[name=findings]").first.check()
    joy.get_by_role("checkbox", name=re.compile("Renata Alvarez")).check()
    if way.has_presenter:
        joy.locator("#presenter").select_option(label="Renata Alvarez")
    joy.get_by_role("button", name="Plan it and invite").click()
    joy.wait_for_url(re.compile(r"/conversations/\d+/$"))
    return joy.url


def writers(step: Step, joy: Page, renata: Page) -> list[Page]:
    """Who may write in a step: the coach leads, the principal presents."""
    only = {"presenter": [renata], "group": [joy], "facilitator": [joy]}
    return only.get(step.speaks, [joy, renata]) if step.writes else []


def needs_both(step: Step) -> bool:
    """Whether the step asks each, or asks for a rival, before the next begins."""
    return step.exit_check in ("by_each", "rivals")


def write_all(page: Page, step: Step, who: str) -> None:
    """Write one note of each kind that the step takes."""
    for kind in step.writes:
        form = page.locator(f'form[data-draft$="-{kind}"]')
        words = f"{who} on {kind} in {step.key}."
        form.locator("textarea").fill(words)
        if kind == "prediction":
            form.locator("input[name=number]").fill("12")
        if kind == "inference":
            form.locator("select[name=answers]").select_option(index=1)
        form.locator("button[type=submit]").click()
        expect(page.locator("#notes")).to_contain_text(words)


@pytest.mark.parametrize("key", list(protocols()))
def test_two_people_walk_through_it_from_plan_to_minutes(
    site: Site, sign_in: Callable[..., Page], axe: Axe, key: str
) -> None:
    way = protocols()[key]
    joy, renata = sign_in("Joy Nakamura"), sign_in("Renata Alvarez", width=390)
    address = plan(site, joy, way)
    joy.get_by_role("button", name="Begin now").click()
    renata.goto(address)
    settled, shown = False, False
    for at, step in enumerate(way.steps):
        shown = shown or step.evidence
        for page in (joy, renata):
            expect(page.locator("#stage")).to_have_attribute("data-step", str(at))
            assert ("<figure" in page.content()) is shown
        write = writers(step, joy, renata)
        for page in (joy, renata):
            forms = len(step.writes) if page in write else 0
            own = page.locator('form[data-draft]:not([data-draft$="-parked"])')
            expect(own).to_have_count(forms)
        for page in write if needs_both(step) else write[-1:]:
            write_all(page, step, "Joy" if page is joy else "Renata")
        if step.silent and set(step.writes) - {"prediction"}:
            joy.get_by_role("button", name="Share all").click()
            expect(joy.get_by_role("button", name="Share all")).to_have_count(0)
        if step.commitments and not settled:
            joy.get_by_text("We promise nothing this time").click()
            joy.get_by_label("No action, because").fill("we only walked through it")
            joy.get_by_role("button", name="Write it down").click()
            expect(joy.locator("#promises")).to_contain_text("we only walked through it")
            settled = True
        if at == len(way.steps) // 2:
            assert violations(axe, renata) == []
        if at + 1 < len(way.steps):
            joy.get_by_role("button", name=f"On to {way.steps[at + 1].title}").click()
    joy.get_by_role("button", name="Close the conversation").click()
    for page in (joy, renata):
        expect(page).to_have_url(re.compile("/minutes/"))
    for step in way.steps:
        for kind in step.writes:
            expect(joy.locator("main")).to_contain_text(f" on {kind} in {step.key}.")
    assert violations(axe, joy) == []


def test_a_run_of_two_meetings_carries_on(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    joy = sign_in("Joy Nakamura")
    plan(site, joy, protocols()["data_wise"])
    joy.get_by_role("button", name="Begin now").click()
    write_all(joy, protocols()["data_wise"].steps[0], "Joy")
    joy.get_by_text("End this meeting here").click()
    joy.get_by_label("Day of the next meeting").fill("2031-02-03")
    joy.get_by_label("It begins with").select_option(label="Build Data Literacy")
    assert violations(axe, joy) == []
    joy.get_by_role("button", name="End here and plan the next").click()
    joy.wait_for_url(re.compile("/minutes/"))
    expect(joy.locator(".answer")).to_contain_text("The run goes on: the next meeting is on")
    assert violations(axe, joy) == []
    joy.get_by_role("link", name="Meeting 2").click()
    expect(joy.get_by_text("this is meeting 2")).to_be_visible()
    assert violations(axe, joy) == []
    joy.get_by_role("button", name="Begin now").click()
    expect(joy.locator("#stage")).to_have_attribute("data-step", "1")
    joy.get_by_text("Meeting 1,").click()
    expect(joy.locator("#earlier")).to_contain_text("Joy on process in organize.")


def test_the_district_makes_a_way_to_talk_its_own(
    site: Site, sign_in: Callable[..., Page], axe: Axe
) -> None:
    joy, renata = sign_in("Joy Nakamura"), sign_in("Renata Alvarez", width=390)
    joy.goto(f"{site.address}/conversations/protocols/")
    assert violations(axe, joy) == []
    joy.get_by_role("link", name="Here’s What, So What, Now What", exact=True).click()
    expect(joy.get_by_role("button", name="Make it our own")).to_be_visible()
    assert violations(axe, joy) == []
    joy.get_by_role("button", name="Make it our own").click()
    joy.get_by_label("What you call it").fill("Our half hour")
    joy.locator("#minutes-0").fill("many")
    joy.get_by_role("button", name="Keep the draft").click()
    expect(joy.get_by_role("alert")).to_contain_text("step 1, “Begin”: minutes")
    assert violations(axe, joy) == []
    joy.locator("#minutes-0").fill("4")
    joy.get_by_role("button", name="Keep the draft").click()
    joy.get_by_role("button", name="Publish version 1").click()
    expect(joy.get_by_text("Version 1, published")).to_be_visible()
    renata.goto(f"{site.address}/conversations/protocols/")
    renata.get_by_role("link", name="Our half hour").click()
    expect(renata.locator("#s1 + span")).to_have_text("4 minutes")
    expect(renata.get_by_role("button", name="Make it our own")).to_have_count(0)
    assert violations(axe, renata) == []
