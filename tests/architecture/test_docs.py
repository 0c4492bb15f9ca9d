"""Are the generated pages of the documentation current, and does every link lead somewhere?"""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPO
from tests.print_docs import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    assert (REFERENCE / name).read_text() == PAGES[name](), "run `make docs`"


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = []
    for page in [REPO / "README.md", *(REPO / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(REPO)} -> {target}")  # noqa: PERF401
    assert not broken, "\n".join(broken)


def test_every_setting_is_read_through_the_list() -> None:
    source = [f for f in (REPO / "src").rglob("*.py") if f.name != "env.py"]
    beside = [f.name for f in source if "environ[" in f.read_text() or "getenv(" in f.read_text()]
    assert not beside, beside
