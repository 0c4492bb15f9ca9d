"""Which columns does OneRoster give each file, in its own order? By version.

Columns that Trellis never reads stand here too: they are no surprise, and are left out unread.
"""

from __future__ import annotations

_FIRST = "sourcedId status dateLastModified"
_GIVEN_1_1 = {
    "orgs": "name type identifier parentSourcedId",
    "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
    "users": "enabledUser orgSourcedIds role username userIds givenName familyName middleName "
    "identifier email sms phone agentSourcedIds grades password",
    "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
    "classes": "title grades courseSourcedId classCode classType location schoolSourcedId "
    "termSourcedIds subjects subjectCodes periods",
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
    "demographics": "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
    "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
    "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
    "publicSchoolResidenceStatus",
}
_GIVEN_1_2 = _GIVEN_1_1 | {
    # 1.2.0 had resourceSourcedIds, 1.2.1 has dropped it.
    "users": "enabledUser username userIds givenName familyName middleName identifier email sms "
    "phone agentSourcedIds grades password userMasterIdentifier resourceSourcedIds "
    "preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns",
    "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
}
COLUMNS = {
    version: {name: tuple(f"{_FIRST} {words}".split()) for name, words in given.items()}
    for version, given in (("1.1", _GIVEN_1_1), ("1.2", _GIVEN_1_2))
}

_IN_BOTH = (
    "academicSessions categories classes classResources courses courseResources demographics "
    "enrollments lineItems orgs resources results users"
)
_NEW_IN_1_2 = (
    "lineItemLearningObjectiveIds lineItemScoreScales resultLearningObjectiveIds "
    "resultScoreScales roles scoreScales userProfiles userResources"
)
FILES = {
    "1.1": frozenset(_IN_BOTH.split()),
    "1.2": frozenset(f"{_IN_BOTH} {_NEW_IN_1_2}".split()),
}
"""Every file of a version: 13 in 1.1, 21 in 1.2."""
