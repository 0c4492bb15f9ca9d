"""Which places does each person find in the top bar: four on a phone, more where there is room?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from trellis.access.api import Scope, schools_of, scope_of
from trellis.district.api import Org, Role, the_district, working_title
from trellis.notices.api import unread

ON_A_PHONE = 4


@dataclass(frozen=True)
class Place:
    """One place of the top bar. `covers` are the beginnings of the addresses that belong to it."""

    name: str
    href: str
    icon: str
    covers: tuple[str, ...] = ()

    def is_here(self, path: str) -> bool:
        """Whether a page belongs to it."""
        if self.href == "/":
            return path == "/"
        return path.startswith((self.href, *self.covers))


TODAY = Place("Today", "/", "today")
SCHOOLS = Place("Schools", "/schools/", "school")
DISTRICT = Place("District", "/district/", "trellis")
CONVERSATIONS = Place("Conversations", "/conversations/", "talk", ("/commitments/", "/goals/"))
EVIDENCE = Place("Evidence", "/evidence/", "evidence")
FILES = Place("Files in", "/files/", "files")
SUPPORT = Place("Support", "/support/", "ask")
SUPPORT_MAP = Place("Support map", "/support/map/", "map", ("/support/",))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every page its top bar: the places, who is signed in, and the district's name."""
    user = getattr(request, "user", None)
    district = the_district()
    if user is None or not user.is_authenticated:
        return {"places": [], "district": district, "demo": settings.DEMO}
    scope = scope_of(user)
    places = [
        {
            "name": place.name,
            "href": place.href,
            "icon": place.icon,
            "here": place.is_here(request.path),
            "is_more": number >= ON_A_PHONE,
        }
        for number, place in enumerate(places_of(scope))
    ]
    return {
        "places": places,
        "may_search": not scope.is_empty,
        "unread": unread(user),
        "working_title": working_title(user),
        "district": district,
        "demo": settings.DEMO,
    }


def places_of(scope: Scope) -> list[Place]:
    """Where somebody works most, in this order; a phone shows the first four of them."""
    if scope.is_empty:
        return [TODAY]
    if scope.aggregates_only:
        return [TODAY, DISTRICT, EVIDENCE]
    if not scope.whole_district:
        return [TODAY, _school(scope), SUPPORT, CONVERSATIONS, EVIDENCE]
    support = SUPPORT_MAP if scope.has(Role.CABINET) else SUPPORT
    if scope.has(Role.SIS_ADMIN, Role.ASSESSMENT_COORDINATOR):
        return [TODAY, FILES, SCHOOLS, EVIDENCE, support, CONVERSATIONS]
    return [TODAY, SCHOOLS, support, CONVERSATIONS, EVIDENCE, DISTRICT]


def _school(scope: Scope) -> Place:
    """The one school of somebody who works at one; else the list."""
    if len(scope.school_ids) != 1:
        return SCHOOLS
    schools: list[Org] = schools_of(scope)
    if len(schools) != 1:
        return SCHOOLS
    return Place("School", schools[0].get_absolute_url(), "school")
