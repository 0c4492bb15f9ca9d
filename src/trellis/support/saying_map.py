"""Which sentence does the map begin with: visits, silent schools, late promises?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trellis.lib.api import count, listed, sentence
from trellis.support.queries.map_lines import Line, SupportMap
from trellis.support.queries.windows import SILENT_AFTER

MOST_NAMED = 4
"""More silent schools than these are counted in the sentence, not named."""


@dataclass(frozen=True)
class Sentence:
    """The sentence in parts, so that the names of silent schools can be links."""

    visits: str
    silent: SafeString
    late: str


def said(
    found: SupportMap, *, about: str = "", link: str = "#s-{}", many: str = "#silent"
) -> Sentence:
    """Say the map aloud. `about` names the department whose visits alone are counted.

    `link` is the address behind a silent school's name, with {} for its key; `many` the one behind
    their number, where they are too many to name.
    """
    silent = _silent(found.silent, link=link, many=many)
    return Sentence(_visits(found, about), silent, _late(found))


def _visits(found: SupportMap, about: str) -> str:
    lines, visits = len(found.lines), found.whole.visits
    span = f"In the last {found.window.days} school days"
    who = about or (_who(found.departments) if visits else "nobody")
    if not visits:
        where = found.lines[0].place.name if lines == 1 else f"any of {lines} schools"
        return f"{span}, {who} {'made no visit to' if about else 'came to'} {where}."
    if lines == 1:
        return f"{span}, {who} made {count(visits, 'visit')} to {found.lines[0].place.name}."
    return f"{span}, {who} made {count(visits, 'visit')} to {found.reached} of {lines} schools."


def _who(departments: int) -> str:
    return count(departments, "department") if departments else "the networks"


def _silent(lines: list[Line], *, link: str, many: str) -> SafeString:
    if not lines:
        return SafeString()
    verb = "has" if len(lines) == 1 else "have"
    span = f"in {SILENT_AFTER} school days"
    if len(lines) > MOST_NAMED:
        schools = sentence(count(len(lines), "school"))
        known = '<a href="{}">{}</a> {} heard from nobody {}.'
        return format_html(known, many, schools, verb, span)
    links = [(link.format(line.place.key), line.place.short_name) for line in lines]
    every = format_html_join("|", '<a href="{}">{}</a>', links).split("|")
    return format_html("{} {} heard from nobody {}.", SafeString(listed(every)), verb, span)


def _late(found: SupportMap) -> str:
    whole = found.whole
    parts = []
    if whole.late:
        parts.append(f"{count(whole.late, 'promised answer is', 'promised answers are')} late")
    if whole.promises_late:
        parts.append(
            f"{count(whole.promises_late, 'part', 'parts')} of our promises "
            f"{'is' if whole.promises_late == 1 else 'are'} late"
        )
    return f"{sentence(listed(parts))}." if parts else "No promised answer is late."
