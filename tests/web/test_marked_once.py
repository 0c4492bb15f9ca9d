"""Does an id stand once on a page, so that each label finds its own field?"""

from __future__ import annotations

import re
from pathlib import Path

import trellis

TEMPLATES = Path(trellis.__file__).parent


def _marked(path: Path) -> set[str]:
    return set(re.findall(r'\bid="([\w-]+)"', path.read_text()))


def test_the_icons_names_are_nobody_elses() -> None:
    icons = TEMPLATES / "web/templates/web/icons.html"
    assert _marked(icons)
    for path in TEMPLATES.glob("*/templates/**/*.html"):
        if path != icons:
            assert not _marked(path) & _marked(icons), path
