"""What does a source do in its own way, as a person has said or confirmed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Habits:
    """The ways of one source.

    `end_is_last_day`: an end date names the last day, not the first day after. `us_dates`: dates
    may stand as M/D/YYYY. `leaves_out`: ids of orgs and classes that are no part of the district.
    `digits`: to how many digits ids of a type are filled up with leading zeros.
    """

    end_is_last_day: bool = True
    us_dates: bool = False
    leaves_out: frozenset[str] = frozenset()
    digits: Mapping[str, int] = field(default_factory=dict)
