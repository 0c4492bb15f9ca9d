"""Which teams does a school have?"""

from __future__ import annotations

from random import Random

from trellis.district.api import Org

_TEAMS = {
    "Elementary": ("kindergarten team", *(f"grade {grade} team" for grade in range(1, 6))),
    "Middle": ("grade 6 team", "grade 7 team", "grade 8 team", "math team"),
    "High": ("grade 9 team", "English team", "algebra team", "science team"),
}


def team_of(school: Org, dice: Random) -> str:
    """Name one of the teams of a school."""
    for level, teams in _TEAMS.items():
        if level in school.name:
            return dice.choice(teams)
    return "leadership team"
