"""How does the report become files that need nothing else: a page, and its style sheet?"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from trellis.home.report.gathering import Report

PAGE, STYLE = "index.html", "report.css"
_OWN = Path(__file__).with_name(STYLE)
_SHARED = ("web/css/tokens.css", "web/css/components/charts.css", "web/css/components/tables.css")
"""What the product and the report have in common: colours, charts, tables."""


def files_of(report: Report) -> dict[str, str]:
    """Return the report as files by their names."""
    page = render_to_string("home/report/report.html", {"report": report})
    return {PAGE: page, STYLE: style()}


def style() -> str:
    """Return the style sheet: the product's own colours and charts, and the report's layout."""
    found = [finders.find(name) for name in _SHARED]
    return "\n".join(Path(str(one)).read_text() for one in (*found, _OWN))


def zipped(files: dict[str, str]) -> bytes:
    """Put the files into one folder of a zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"report/{name}", text)
    return made.getvalue()
