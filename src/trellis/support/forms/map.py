"""What does the map show: by what, for which schools, over how long?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from trellis.district.api import Department, Org, OrgKind

SHOWS = {"visits": "visits and open requests", "promises": "promises"}
BYS = {"school": "school", "network": "network"}
DAYS = {"20": "20 school days", "40": "40 school days", "80": "80 school days"}
USUAL = 40


@dataclass(frozen=True)
class MapAsk:
    """The blanks of the map's sentence, filled."""

    show: str = "visits"
    by: str = "school"
    days: int = USUAL
    network: Org | None = None
    department: Department | None = None

    def query(self, **but: str) -> str:
        """The address of the same question with some blanks filled otherwise."""
        said = {
            "show": self.show,
            "by": self.by,
            "days": str(self.days),
            "network": self.network.key if self.network else "",
            "department": self.department.key if self.department else "",
        } | but
        usual = {"show": "visits", "by": "school", "days": str(USUAL)}
        return urlencode({k: v for k, v in said.items() if v and usual.get(k) != v})


def read_ask(given: QueryDict) -> MapAsk:
    """Read the question; a blank that says nothing known is left as usual."""
    show, by, days = given.get("show", ""), given.get("by", ""), given.get("days", "")
    networks = Org.objects.filter(kind=OrgKind.NETWORK, key=given.get("network", ""))
    departments = Department.objects.filter(key=given.get("department", ""))
    return MapAsk(
        show=show if show in SHOWS else "visits",
        by=by if by in BYS else "school",
        days=int(days) if days in DAYS else USUAL,
        network=networks.first() if given.get("network") else None,
        department=departments.first() if given.get("department") else None,
    )
