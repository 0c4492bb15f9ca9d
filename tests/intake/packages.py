"""A small district's files, as a student information system would deliver them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MANIFEST = {"manifest.version": "1.0", "oneroster.version": "1.2"}
SCHOOLS = {"s1": "Oak Hollow Middle School", "s2": "Bitterroot Middle School"}


def tables(*, version: str = "1.2", students: int = 60) -> dict[str, str]:
    """Return a package's files: two schools of one network, two grades, three staff."""
    sis = range(1, students + 1)
    school = {n: "s1" if n <= students * 2 // 3 else "s2" for n in sis}
    grade = {n: "06" if n % 2 else "07" for n in sis}
    orgs = [
        "d1,Juniper Valley,district,D1,",
        "n1,East Network,local,N1,d1",
        *(f"{key},{name},school,10{key[1]},n1" for key, name in SCHOOLS.items()),
    ]
    people = [
        f'u{n},true,{_id(n)},"{{State:99{n:08d}}}",G{n},F{n},{_id(n)},,{grade[n]}' for n in sis
    ]
    staff = [
        "t1,true,t.one,,Imani,Foster,E1,imani.foster@juniper.example,",
        "t2,true,t.two,,Renata,Alvarez,E2,renata.alvarez@juniper.example,",
    ]
    users = "sourcedId,enabledUser,username,userIds,givenName,familyName,identifier,email,grades"
    roles = [f"r{n},u{n},primary,student,{school[n]}" for n in sis]
    roles += ["rt1,t1,primary,teacher,s1", "rt2,t2,primary,principal,s1"]
    classes = [
        f"c-{key}-{g},Homeroom {g},{g},k1,homeroom,{key},y27"
        for key in SCHOOLS
        for g in ("06", "07")
    ]
    taken = [f"e{n},c-{school[n]}-{grade[n]},{school[n]},u{n},student" for n in sis]
    races = [
        f"u{n},{'female' if n % 2 else 'male'},{'true' if n % 3 else 'false'},false" for n in sis
    ]
    made = {
        "orgs": ["sourcedId,name,type,identifier,parentSourcedId", *orgs],
        "academicSessions": [
            "sourcedId,title,type,startDate,endDate,schoolYear",
            "y27,2026-27,schoolYear,2026-08-17,2027-06-04,2027",
        ],
        "users": [users, *people, *staff],
        "roles": ["sourcedId,userSourcedId,roleType,role,orgSourcedId", *roles],
        "courses": ["sourcedId,title", "k1,Homeroom"],
        "classes": [
            "sourcedId,title,grades,courseSourcedId,classType,schoolSourcedId,termSourcedIds",
            *classes,
        ],
        "enrollments": [
            "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role",
            *taken,
        ],
        "demographics": [
            "sourcedId,sex,white,hispanicOrLatinoEthnicity",
            *races,
        ],
    }
    if version == "1.1":
        del made["roles"]
        made["users"] = [
            f"{users},role,orgSourcedIds",
            *(f"{line},student,{school[n]}" for n, line in zip(sis, people, strict=True)),
            f"{staff[0]},teacher,s1",
            f"{staff[1]},administrator,s1",
        ]
    manifest = MANIFEST | {"oneroster.version": version}
    manifest |= {f"file.{name}": "bulk" for name in made}
    made["manifest"] = ["propertyName,value", *(f"{k},{v}" for k, v in manifest.items())]
    return {f"{name}.csv": "\n".join(lines) + "\n" for name, lines in made.items()}


def _id(n: int) -> str:
    return f"00{n:05d}"


def zipped(files: Mapping[str, str | bytes], path: Path) -> Path:
    """Write files into a zip."""
    with zipfile.ZipFile(path, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def map_growth(
    *students: int,
    unknown: int = 0,
    more: float = 0,
    level: str = "Avg",
    day: str = "",
    cut: bool = False,
) -> str:
    """Return MAP Growth results for students of the package, and for some it does not know.

    `more` is added to every score; `day` is the one on which all were tested; `cut` takes the
    leading zeros from the ids, and the ids of the state away.
    """
    head = (
        "TermName,SchoolName,StudentID,Student_StateID,Subject,TestID,TestStartDate,GrowthMeasureYN,"
        "TestRITScore,TestPercentile,AchievementQuintile"
    )
    rows = [
        f"Fall 2026-2027,Oak Hollow Middle School,{n if cut else _id(n)},"
        f"{'' if cut else f'99{n:08d}'},Mathematics,t{n},{day or f'09/{14 + n % 5}/2026'},"
        f"TRUE,{200 + n % 30 + more:g},{40 + n % 20},{level}"
        for n in (*students, *range(9000, 9000 + unknown))
    ]
    return "\n".join([head, *rows]) + "\n"


def programs(*students: int, program: str = "frl", cut: bool = False) -> str:
    """Return a file of a programme that these students are in since August."""
    rows = [f"{n if cut else _id(n)},{program},2026-08-17" for n in students]
    return "\n".join(["student_id,program,begin_date", *rows]) + "\n"
