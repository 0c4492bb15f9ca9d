"""Print the generated pages of docs/reference; `python -m tests.print_docs` or `make docs`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import django

from tests.print_states import states
from tests.print_support_measures import support_measures
from tests.spec.reading import FILE
from trellis.measures.api import MEASURES
from trellis.project.env import VARIABLES

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def settings() -> str:
    """Print every environment variable as one table."""
    lines = [
        "# Settings",
        "",
        "Everything is set by environment variables; this page is printed from "
        "`trellis/project/env.py`.",
        "",
        "| Variable | Meaning | Without it |",
        "|---|---|---|",
    ]
    lines += [f"| `{v.name}` | {v.says} | {v.default or '(nothing)'} |" for v in VARIABLES]
    return "\n".join(lines) + "\n"


def measures() -> str:
    """Print every measure's definition, and its specification as the tests read it."""
    lines = [
        "# Measures",
        "",
        "Every figure on a page has one of these definitions. Below each stand the small tables "
        "by which tests hold the code to it (`tests/spec/measures.md`); this page is printed from "
        "both.",
        "",
        "A figure carries its n, its 95% interval, its day and its publication. Intervals of "
        "shares are Wilson's, of means Student's t; they are of the underlying figure, students "
        "like these in years like this. Where two overlap, it could be the same.",
        "",
    ]
    sections = FILE.read_text().split("\n## ")
    sections[0] = sections[0].removeprefix("## ")
    for measure in MEASURES.values():
        lines += [
            f"## {measure.title}",
            "",
            f"`{measure.key}`, version {measure.version}. {measure.says}",
            "",
        ]
        if measure.leaves_out:
            lines += [f"Left out: {measure.leaves_out}.", ""]
        for section in sections:
            title, _, rest = section.partition("\n")
            if rest.startswith(f"Question: {measure.key} "):
                lines += [f"### {title}", "", rest.strip(), ""]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings,
    "measures.md": measures,
    "states.md": states,
    "support-measures.md": support_measures,
}


def main() -> None:
    """Write every page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for name, printed in PAGES.items():
        (REFERENCE / name).write_text(printed())


if __name__ == "__main__":
    main()
