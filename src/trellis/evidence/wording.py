"""How is a question said as a title, and which sentence says what its chart shows?"""

from __future__ import annotations

from typing import Any

from trellis.district.api import Org, the_district
from trellis.evidence import labels
from trellis.evidence.answering import Answer
from trellis.evidence.asking import PAIRS, Ask
from trellis.lib.api import day, school_year, sentence
from trellis.measures.api import Measure


def place_name(key: str) -> str:
    """Name a place; the district when no key is given."""
    if not key:
        district = the_district()
        return district.name if district else "the district"
    found = Org.objects.filter(key=key).first()
    return found.name if found else key


def students(ask: Ask) -> str:
    """Say which students: "grade 7", "by grade", "English learners and others"."""
    if ask.comparison == "groups":
        return " and ".join(words for _, words in PAIRS.get(ask.dim, ()))
    if ask.dim != "all" and not ask.value:
        return f"each {'grade' if ask.dim == 'grade' else 'group'}"
    return labels.group(ask.dim, ask.value)


def title_of(found: Answer) -> str:
    """Name measure and people, and never the finding: people are to say that."""
    ask = found.ask
    test = labels.test(ask.product, ask.subject, ask.window)
    about = f"{found.measure.title}{f' in {test}' if test else ''}"
    if ask.comparison == "time":
        return sentence(f"{about} at {place_name(ask.place)}, {students(ask)}, by year")
    if ask.comparison == "levels" and ask.dim != "all":
        return sentence(
            f"{about} at {place_name(ask.place)}, {students(ask)}, {school_year(ask.year)}"
        )
    return sentence(f"{about} by school, {students(ask)}, {school_year(ask.year)}")


def about(found: Answer) -> list[str]:
    """What every figure carries: its n, its interval, its day."""
    counts = [row["n_shown"] for row in found.rows if row["n_shown"] is not None]
    lines = []
    if counts:
        low, high = min(counts), max(counts)
        said = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        lines.append(f"n {'' if found.measure.kind == 'count' else 'about '}{said} a figure")
    if found.measure.kind != "count":
        lines.append("95% intervals")
    lines.append(f"as of {day(found.as_of, year=True)}")
    lines.append(f"publication {found.publication}")
    return lines


def mark_key(cell: dict[str, Any]) -> str:
    """Name one figure: its place, its students, its year, and its part where it has one."""
    key = f"{cell['place_id'] or 'district'}.{cell['dim']}-{cell['value'] or 'all'}"
    return f"{key}.{cell['school_year']}" + (f".{cell['part_order']}" if cell["part"] else "")


def figure_words(cell: dict[str, Any], measure: Measure) -> str:
    """Say one shown figure with its n and interval: "60–65% (about 40 students, 45–77%)"."""
    n = cell["n_shown"]
    if measure.kind == "count":
        return f"{n:,}"
    sign = "%" if measure.unit == "percent" else ""
    low, high = cell["interval_low"], cell["interval_high"]
    between = f"interval {low:g}–{high:g}{sign}"
    return f"{_said(cell, sign)} (about {n:,} students, {between})"


def _said(cell: dict[str, Any], sign: str) -> str:
    low, high = cell["low"], cell["high"]
    if low is None:
        return f"{cell['middle']:g}{sign}"
    if low == high:
        ends = {1: "1% or less", 99: "99% or more"}
        return ends.get(low, f"{low:g}{sign}")
    if low == 0:
        return f"under {high:g}{sign}"
    return f"{low:g}% or more" if high == 100 else f"{low:g}–{high:g}{sign}"
