"""Which evidence stands on a school's page and on the district's, without anybody asking?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from trellis.evidence.api import (
    Answer,
    Ask,
    Choices,
    Publication,
    about,
    answer,
    choices,
    complete,
    current,
    figures,
    title_of,
)
from trellis.lib.api import NotThere

_SCHOOL = (
    {"measure": "chronic_absence", "comparison": "time", "dim": "grade"},
    {"measure": "mean_scale_score", "comparison": "time", "dim": "grade", "subject": "math"},
    {"measure": "proficiency", "comparison": "time", "subject": "math"},
    {"measure": "proficiency", "comparison": "time", "subject": "reading"},
)
_DISTRICT = (
    {"measure": "chronic_absence", "comparison": "schools"},
    {"measure": "proficiency", "comparison": "groups", "dim": "el", "subject": "math"},
    {"measure": "level_shares", "comparison": "levels", "subject": "reading"},
)
_ASKED = {"school": _SCHOOL, "district": _DISTRICT}
MOST = 4


def of_school(key: str) -> list[dict[str, Any]]:
    """Draw the evidence of a school's page."""
    return _drawn("school", key)


def of_district(key: str) -> list[dict[str, Any]]:
    """Draw the evidence of the district's page."""
    return _drawn("district", key)


def _drawn(kind: str, place: str) -> list[dict[str, Any]]:
    publication = current()
    if publication is None:
        return []
    return list(_kept(publication.manifest_sha256, publication, kind, place))


@lru_cache(maxsize=128)
def _kept(
    _sha256: str, publication: Publication, kind: str, place: str
) -> tuple[dict[str, Any], ...]:
    """Draw once for a publication: it never changes, and everybody is given the same cells."""
    try:
        chosen = choices(publication)
    except NotThere:
        return ()
    shown = []
    for number, blanks in enumerate(_ASKED[kind]):
        found = first_with_figures(blanks, place, chosen, publication)
        if found is not None:
            shown.append(
                {
                    "title": title_of(found),
                    "figures": figures(found, key=f"s{number}"),
                    "about": about(found),
                    "query": found.ask.query(),
                }
            )
    return tuple(shown[:MOST])


def first_with_figures(
    blanks: dict[str, str], place: str, chosen: Choices, publication: Publication
) -> Answer | None:
    """Answer with the first test, of those in the subject, that this place has figures for."""
    for product, subject, window in chosen.tests.get(blanks["measure"], ()):
        if subject != blanks.get("subject", ""):
            continue
        test = {"product": product, "subject": subject, "window": window}
        ask = complete(Ask(**{**blanks, **test}, place=place), chosen)  # type: ignore[arg-type]
        try:
            found = answer(ask, publication=publication)
        except NotThere:
            continue
        if any(not row["hidden"] for row in found.rows):
            return found
    return None
