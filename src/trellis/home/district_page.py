"""Are we one team, and does support go where need is: what does the district's page gather?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from trellis.access.api import Scope, schools_of
from trellis.commitments.api import Part, Side, late_parts
from trellis.district.api import Org, Person
from trellis.home import evidence
from trellis.home.lines import Lines, lines_of
from trellis.home.today.common import calendar_of
from trellis.support.api import Sentence, say_map

MOST_LATE = 6


@dataclass(frozen=True)
class DistrictPage:
    """The district's page. A board observer reads the figures that left the gate, and no more.

    `whole` is whether she works in the central office: then the sentence is of every school.
    """

    org: Org
    evidence: list[dict[str, Any]]
    whole: bool = False
    said: Sentence | None = None
    lines: Lines | None = None
    late_parts: tuple[Part, ...] = ()


def district_page(org: Org, person: Person, scope: Scope) -> DistrictPage:
    """Gather the district's page for somebody who may open it.

    Somebody of a school reads the lines of the schools that she may open.
    """
    figures = evidence.of_district(org.key)
    if scope.aggregates_only:
        return DistrictPage(org, figures)
    week = calendar_of()
    lines = lines_of(schools_of(scope), seen_by=person, from_day=week.today, to_day=week.friday)
    many = f"{reverse('support-map')}#silent"
    return DistrictPage(
        org=org,
        evidence=figures,
        whole=scope.whole_district,
        said=say_map(lines.map, link="/schools/{}/", many=many),
        lines=lines,
        late_parts=tuple(late_parts(side=Side.DISTRICT, seen_by=person)[:MOST_LATE]),
    )
