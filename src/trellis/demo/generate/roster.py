"""What does the student information system say? A OneRoster 1.2 package, complete (bulk)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from trellis.demo.generate.district import District
from trellis.demo.generate.files import Package
from trellis.demo.generate.homerooms import CODES, make_rooms
from trellis.demo.generate.moves import Ints
from trellis.demo.generate.names import DISTRICT, DISTRICT_NUMBER, DISTRICT_SID
from trellis.demo.generate.people import student_sids
from trellis.demo.generate.staff import Staff, make_staff

COLUMNS = {
    "orgs": "name type identifier parentSourcedId",
    "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
    "users": "enabledUser username userIds givenName familyName middleName identifier email sms "
    "phone agentSourcedIds grades password userMasterIdentifier resourceSourcedIds "
    "preferredGivenName preferredMiddleName preferredFamilyName primaryOrgSourcedId pronouns",
    "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
    "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
    "classes": "title grades courseSourcedId classCode classType location schoolSourcedId "
    "termSourcedIds subjects subjectCodes periods",
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
    "demographics": "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican "
    "nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces "
    "hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
    "publicSchoolResidenceStatus",
}
"""The columns of each file behind sourcedId, status and dateLastModified."""

_FLAGS = {
    "hispanicOrLatinoEthnicity": 0,
    "white": 1,
    "blackOrAfricanAmerican": 2,
    "asian": 3,
    "demographicRaceTwoOrMoreRaces": 4,
    "americanIndianOrAlaskaNative": 5,
    "nativeHawaiianOrOtherPacificIslander": 6,
}


def write_roster(path: Path, district: District) -> None:
    """Write the package."""
    rooms = make_rooms(district)
    staff = make_staff(district.places, rooms.slots, district.streams.of("staff"))
    enrolled = rooms.latest()
    with Package(path) as package:
        package.add("manifest", _manifest())
        for name, table in (
            ("orgs", _orgs(district)),
            ("academicSessions", _sessions(district)),
            ("users", _users(district, enrolled, staff)),
            ("roles", _roles(district, enrolled, staff)),
            ("courses", _courses()),
            ("classes", rooms.classes()),
            ("enrollments", rooms.enrollments(staff.teachers)),
            ("demographics", _demographics(district, enrolled["student"].to_numpy())),
        ):
            package.add(name, _shaped(name, table))


def _shaped(name: str, table: pl.DataFrame) -> pl.DataFrame:
    columns = ("sourcedId", "status", "dateLastModified", *COLUMNS[name].split())
    empty = pl.lit(None, pl.String)
    return table.select(
        pl.col(column) if column in table.columns else empty.alias(column) for column in columns
    )


def _manifest() -> pl.DataFrame:
    rows = [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.2"),
        *((f"file.{name}", "bulk") for name in COLUMNS),
        ("source.systemName", "Juniper SIS"),
        ("source.systemCode", "juniper"),
    ]
    return pl.DataFrame(rows, schema=["propertyName", "value"], orient="row")


def _orgs(district: District) -> pl.DataFrame:
    places = district.places
    networks = [f"NET-{name.split()[0].upper()}" for name in places.networks]
    rows: list[tuple[str | None, ...]]
    rows = [(DISTRICT_SID, DISTRICT, "district", DISTRICT_NUMBER, None)]
    rows += [
        (sid, name, "local", None, DISTRICT_SID)
        for sid, name in zip(networks, places.networks, strict=True)
    ]
    rows += [
        (sid, name, "school", number, networks[network])
        for sid, name, number, network in zip(
            places.sids, places.names, places.numbers, places.network, strict=True
        )
    ]
    return pl.DataFrame(rows, schema=["sourcedId", *COLUMNS["orgs"].split()], orient="row")


def _sessions(district: District) -> pl.DataFrame:
    rows = []
    for year in district.years:
        day, number = year.iso, str(year.number)
        sid, last = f"SY-{number}", year.last
        spans = (
            ("", year.long_span, "schoolYear", day[0], day[last], None),
            ("-S1", f"Fall {year.long_span}", "semester", day[0], day[year.half - 1], sid),
            ("-S2", f"Spring {year.long_span}", "semester", day[year.half], day[last], sid),
        )
        rows += [(sid + ending, *rest, number) for ending, *rest in spans]
    schema = ["sourcedId", *COLUMNS["academicSessions"].split()]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _users(district: District, enrolled: pl.DataFrame, staff: Staff) -> pl.DataFrame:
    who, index = district.students, enrolled["student"]
    students = pl.DataFrame(
        {
            "sourcedId": student_sids(index),
            "enabledUser": enrolled["now"].replace_strict({True: "true", False: "false"}),
            "username": "s" + who.local_ids.gather(index),
            "userIds": "{state:" + who.state_ids.gather(index) + "}",
            "givenName": who.given.gather(index),
            "familyName": who.family.gather(index),
            "identifier": who.local_ids.gather(index),
            "grades": CODES.gather(enrolled["grade"]),
            "primaryOrgSourcedId": pl.Series(district.places.sids).gather(enrolled["school"]),
        }
    )
    people = staff.people.select(
        pl.col("sid").alias("sourcedId"),
        pl.lit("true").alias("enabledUser"),
        pl.col("email").str.extract(r"^([^@]+)").alias("username"),
        pl.col("given").alias("givenName"),
        pl.col("family").alias("familyName"),
        "identifier",
        "email",
        pl.col("org").alias("primaryOrgSourcedId"),
    )
    return pl.concat([students, people], how="diagonal")


def _roles(district: District, enrolled: pl.DataFrame, staff: Staff) -> pl.DataFrame:
    students = pl.DataFrame(
        {
            "userSourcedId": student_sids(enrolled["student"]),
            "orgSourcedId": pl.Series(district.places.sids).gather(enrolled["school"]),
        }
    ).with_columns(role=pl.lit("student"))
    people = staff.people.select(
        pl.col("sid").alias("userSourcedId"), pl.col("org").alias("orgSourcedId"), "role"
    )
    return pl.concat([students, people]).with_columns(
        sourcedId="ROL-" + pl.col("userSourcedId"), roleType=pl.lit("primary")
    )


def _courses() -> pl.DataFrame:
    return pl.DataFrame({"grades": CODES}).select(
        ("CRS-" + pl.col("grades")).alias("sourcedId"),
        ("Homeroom, grade " + pl.col("grades").str.strip_chars_start("0")).alias("title"),
        ("HR" + pl.col("grades")).alias("courseCode"),
        "grades",
        pl.lit(DISTRICT_SID).alias("orgSourcedId"),
    )


def _demographics(district: District, index: Ints) -> pl.DataFrame:
    who = district.students
    race = who.race[index]
    flags = {
        name: pl.Series(np.where(race == number, "true", "false"))
        for name, number in _FLAGS.items()
    }
    return pl.DataFrame(
        {
            "sourcedId": student_sids(index),
            "birthDate": pl.Series(who.born[index]).dt.strftime("%Y-%m-%d"),
            "sex": pl.Series(np.where(who.female[index], "female", "male")),
            **flags,
        }
    )
