"""Is the house still liveable: are files small, and is the product's CSS within its budget?"""

from __future__ import annotations

from tests.conftest import REPO


def test_nineteen_files_in_twenty_have_fewer_than_250_lines() -> None:
    files = [f for f in (REPO / "src").rglob("*.py") if "migrations" not in f.parts]
    lengths = sorted(len(f.read_text().splitlines()) for f in files)
    assert lengths[int(len(lengths) * 0.95)] < 250


def test_the_css_of_the_whole_product_is_under_45_kilobytes() -> None:
    css = [f for f in (REPO / "src").rglob("*.css") if "static" in f.parts]
    assert sum(f.stat().st_size for f in css) < 45_000
