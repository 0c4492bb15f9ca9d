"""Which columns do the files of OneRoster have that Trellis reads? Versions 1.1 and 1.2.

Passwords, telephone numbers, addresses and comments are not listed, and so never read. All columns
of the standard, in its order, stand in `standard.py`.
"""

from __future__ import annotations

from trellis.intake.layouts.fields import Layout, fields

ROLES_1_1 = "administrator|aide|guardian|parent|proctor|relative|student|teacher"
ROLES = (
    f"{ROLES_1_1}|counselor|districtAdministrator|principal|siteAdministrator|systemAdministrator"
)
_RACES = (
    "americanIndianOrAlaskaNative:flag asian:flag blackOrAfricanAmerican:flag "
    "nativeHawaiianOrOtherPacificIslander:flag white:flag demographicRaceTwoOrMoreRaces:flag "
    "hispanicOrLatinoEthnicity:flag"
)

_FILES = {
    "orgs": "sourcedId:id! status name! "
    "type:choice(department|school|district|local|state|national)+! identifier:id "
    "parentSourcedId:id",
    "academicSessions": "sourcedId:id! status title "
    "type:choice(gradingPeriod|semester|schoolYear|term)+! startDate:date! endDate:date! "
    "schoolYear:year!",
    "users": f"sourcedId:id! status role:choice({ROLES})+ orgSourcedIds:list userIds|userId "
    "givenName? familyName? identifier:id email grades|grade:grades",
    "roles": "sourcedId:id! status userSourcedId:id! roleType:choice(primary|secondary) "
    f"role:choice({ROLES})+! beginDate:date endDate:date orgSourcedId:id!",
    "courses": "sourcedId:id! status title",
    "classes": "sourcedId:id! status grades|grade:grades courseSourcedId:id schoolSourcedId:id! "
    "termSourcedIds|termSourcedId:list!",
    "enrollments": "sourcedId:id! status classSourcedId:id! userSourcedId:id! "
    "role:choice(administrator|proctor|student|teacher)+! beginDate:date endDate:date",
    "demographics": "sourcedId|userSourcedId:id! status "
    f"sex:choice(male|female|other|unspecified)+ {_RACES}",
}
LAYOUTS = {name: Layout(name, fields(text)) for name, text in _FILES.items()}
"""In the order in which they are read: what a bad org explains comes after the org."""

NEEDED = ("orgs", "academicSessions", "users", "classes", "enrollments")
"""Without these a package is no roster."""
