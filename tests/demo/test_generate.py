"""Does the invented district deliver what it promises, and is its truth in its figures?"""

from __future__ import annotations

import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from tests.cast import Cast
from trellis.demo.generate.api import Truth, write_district
from trellis.demo.generate.levels import USUAL_GAIN
from trellis.demo.generate.roster import COLUMNS
from trellis.intake.api import check, receive
from trellis.intake.mappings.columns import Header
from trellis.intake.mappings.detect import best_mappings
from trellis.lib.api import BadInput

TODAY = date(2026, 11, 24)
STUDENTS = 3_000
OAK_HOLLOW = "Oak Hollow Middle School"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("district")
    return folder, write_district(folder, students=STUDENTS, schools=8, today=TODAY)


def table(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / name, infer_schema=False)


def roster(folder: Path, name: str) -> pl.DataFrame:
    with zipfile.ZipFile(folder / "oneroster.zip") as package:
        return pl.read_csv(package.read(f"{name}.csv"), infer_schema=False)


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in files}


def growth(folder: Path, subject: str) -> pl.DataFrame:
    """Return each student's growth from fall to spring above the usual of her grade."""
    paths = sorted((folder / "results").glob("map_growth_*.csv"))
    lines = pl.concat([pl.read_csv(path, infer_schema=False) for path in paths])
    lines = lines.filter(pl.col("Subject") == subject).select(
        "StudentID",
        pl.col("SchoolName").alias("school"),
        pl.col("Grade").cast(pl.Int64),
        pl.col("TermName").str.slice(-4).alias("year"),
        pl.col("TermName").str.extract(r"^(\w+)").alias("window"),
        pl.col("TestRITScore").cast(pl.Float64).alias("score"),
    )
    keys = ["StudentID", "school", "Grade", "year"]
    fall, spring = (lines.filter(pl.col("window") == name) for name in ("Fall", "Spring"))
    both = fall.join(spring, on=keys)
    usual = pl.Series(USUAL_GAIN[0 if subject == "Mathematics" else 1]).gather(both["Grade"])
    return both.with_columns(above=pl.col("score_right") - pl.col("score") - usual)


def test_equal_seeds_make_equal_files_and_other_seeds_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_district(tmp_path / name, students=400, seed=seed, today=TODAY)
    first, same, other = (hashes(tmp_path / name) for name in "abc")
    assert first == same
    assert first.keys() == other.keys()
    assert first["attendance.csv"] != other["attendance.csv"]


def test_a_later_day_leaves_what_was_known_as_it_was(tmp_path: Path) -> None:
    for name, today in (("early", date(2026, 10, 6)), ("late", date(2027, 3, 3))):
        write_district(tmp_path / name, students=400, today=today)
    early, late = (table(tmp_path / name, "attendance.csv") for name in ("early", "late"))
    assert (
        late.filter(pl.col("date") <= "2026-10-06")
        .sort(late.columns)
        .equals(early.sort(late.columns))
    )
    assert late.height > early.height
    results = "results/map_growth_2026-27.csv"
    early, late = (table(tmp_path / name, results) for name in ("early", "late"))
    assert early.join(late, on=early.columns, how="anti").is_empty()
    assert set(late["TermName"]) == {"Fall 2026-2027", "Winter 2026-2027"}


def test_the_files_have_the_promised_columns(district: tuple[Path, Truth]) -> None:
    folder, _ = district
    for name, columns in COLUMNS.items():
        first = ["sourcedId", "status", "dateLastModified"]
        assert roster(folder, name).columns == [*first, *columns.split()]
    assert table(folder, "school_days.csv").columns == ["school_id", "date", "in_session", "term"]
    assert set(table(folder, "programs.csv")["program"]) == {"el", "swd", "frl"}
    assert "portion" in table(folder, "attendance.csv").columns
    found = {}
    for path in sorted((folder / "results").iterdir()):
        header = Header(pl.read_csv(path, n_rows=0).columns)
        best = best_mappings(header, file_name=path.name)[0]
        assert best.certain
        found[path.stem] = best.mapping.key
    years = ("2023-24", "2024-25", "2025-26", "2026-27")
    wanted = {f"map_growth_{year}": "map_growth" for year in years}
    wanted |= {f"dibels8_{year}": "dibels8" for year in years}
    wanted |= {f"staar_{year}": "staar" for year in (2024, 2025, 2026)}
    wanted |= {"access_2024": "access_2021", "access_2025": "access_2021", "access_2026": "access"}
    assert found == wanted


def test_everybody_named_anywhere_is_in_the_roster(district: tuple[Path, Truth]) -> None:
    folder, _ = district
    users = roster(folder, "users")
    known = set(users["identifier"])
    assert users["identifier"].is_unique().all()
    assert users["email"].drop_nulls().is_unique().all()
    for name in ("attendance.csv", "marks.csv", "programs.csv"):
        assert set(table(folder, name)["student_id"]) <= known
    sids = set(users["sourcedId"])
    assert set(roster(folder, "enrollments")["userSourcedId"]) <= sids
    assert set(roster(folder, "roles")["userSourcedId"]) == sids
    tested = table(folder, "results/map_growth_2025-26.csv")["StudentID"]
    strangers = (~tested.is_in(list(known))).mean()
    assert isinstance(strangers, float)
    assert 0.001 < strangers < 0.006
    assert users["identifier"].str.starts_with("00").any()


def test_absences_fall_on_school_days_at_the_students_school(
    district: tuple[Path, Truth],
) -> None:
    folder, truth = district
    absences = table(folder, "attendance.csv")
    days = table(folder, "school_days.csv").select("school_id", "date")
    assert absences.join(days, on=["school_id", "date"], how="anti").is_empty()
    assert absences.select("student_id", "date").is_unique().all()
    stays = roster(folder, "enrollments").filter(pl.col("role") == "student")
    users = roster(folder, "users").select("sourcedId", "identifier")
    schools = {school.sourced_id: school.identifier for school in truth.schools}
    stays = stays.join(users, left_on="userSourcedId", right_on="sourcedId").select(
        pl.col("identifier").alias("student_id"),
        pl.col("schoolSourcedId").replace_strict(schools).alias("school_id"),
        "beginDate",
        "endDate",
    )
    held = absences.with_row_index().join(stays, on=["student_id", "school_id"])
    held = held.filter(pl.col("date").is_between("beginDate", "endDate"))
    assert held["index"].n_unique() == absences.height


def test_counts_fit_together(district: tuple[Path, Truth]) -> None:
    folder, truth = district
    stays = roster(folder, "enrollments").filter(pl.col("role") == "student")
    classes = roster(folder, "classes")
    assert set(stays["classSourcedId"]) == set(classes["sourcedId"])
    begun = stays.filter(pl.col("sourcedId").str.starts_with("ENR-2024-"))
    on_first_day = begun.filter(pl.col("beginDate") == begun["beginDate"].min())
    assert on_first_day["userSourcedId"].n_unique() == STUDENTS
    assert len(truth.schools) == roster(folder, "orgs").filter(pl.col("type") == "school").height
    taught = roster(folder, "enrollments").filter(pl.col("role") == "teacher")
    assert sorted(taught["classSourcedId"]) == sorted(classes["sourcedId"])
    marks = table(folder, "marks.csv")
    assert set(marks["school_year"]) == {"2024", "2025", "2026"}
    each = marks.group_by("student_id", "school_year", "term").agg(pl.col("core").n_unique())
    assert set(each["core"]) == {4}


def test_the_people_of_the_story_hold_their_roles(district: tuple[Path, Truth]) -> None:
    folder, truth = district
    oak = truth.school(OAK_HOLLOW)
    assert oak.network == truth.school("Bitterroot Middle School").network == "East Network"
    users = roster(folder, "users").filter(pl.col("identifier").str.starts_with("E"))
    held = users.join(roster(folder, "roles"), left_on="sourcedId", right_on="userSourcedId")
    named = {row["email"]: (row["role"], row["orgSourcedId"]) for row in held.to_dicts()}
    assert named["renata.alvarez@juniper.example"] == ("principal", oak.sourced_id)
    assert named["imani.foster@juniper.example"] == ("teacher", oak.sourced_id)
    assert named["lorna.whitfield@juniper.example"] == ("districtAdministrator", "DIST")
    roles = set(held["role"])
    assert roles == {"teacher", "principal", "counselor", "aide", "districtAdministrator"}


def test_the_dip_of_oak_hollow_is_there(district: tuple[Path, Truth]) -> None:
    folder, truth = district
    assert (truth.dip.school, truth.dip.grade, truth.dip.year) == (OAK_HOLLOW, "07", 2026)
    here = growth(folder, "Mathematics").filter(pl.col("school") == OAK_HOLLOW)
    seventh = pl.col("Grade") == 7
    dipped = here.filter(seventh & (pl.col("year") == "2026"))["above"].mean()
    others = here.filter(~seventh & (pl.col("year") == "2026"))["above"].mean()
    assert isinstance(dipped, float)
    assert isinstance(others, float)
    assert dipped - others == pytest.approx(truth.dip.rit, abs=1.5)


def test_chronic_absence_rises_in_the_same_grade(district: tuple[Path, Truth]) -> None:
    folder, truth = district
    users = roster(folder, "users").select("sourcedId", "identifier")
    stays = roster(folder, "enrollments").join(users, left_on="userSourcedId", right_on="sourcedId")
    oak = truth.school(OAK_HOLLOW).sourced_id.removeprefix("SCH-")
    missed = table(folder, "attendance.csv").filter(pl.col("status") != "tardy")
    shares = {}
    for year in (2025, 2026):
        homerooms = pl.col("classSourcedId").str.starts_with(f"CLS-{year}-{oak}-07-")
        seventh = stays.filter(homerooms & (pl.col("role") == "student"))["identifier"].unique()
        within = (
            pl.col("date")
            .str.slice(0, 7)
            .is_between(pl.lit(f"{year - 1}-08"), pl.lit(f"{year}-06"))
        )
        theirs = missed.filter(within & pl.col("student_id").is_in(seventh.implode()))
        often = theirs.group_by("student_id").len().filter(pl.col("len") >= 17)
        shares[year] = often.height / seventh.len()
    assert shares[2026] > shares[2025] + 0.1


def test_growth_in_the_files_is_that_of_the_truth(district: tuple[Path, Truth]) -> None:
    folder, truth = district
    for subject, key in (("Mathematics", "math"), ("Reading", "reading")):
        above = (
            growth(folder, subject)
            .group_by("school", "year")
            .agg(pl.col("above").mean(), pl.col("above").std().alias("spread"), pl.len())
        )
        for row in above.filter(pl.col("len") >= 50).to_dicts():
            school, year = truth.school(row["school"]), row["year"]
            told = school.growth[key][year]
            if key == "math":
                told += school.programmes.get("tutoring_math", {}).get(year, 0)
                told -= 5 / 3 if (school.name, year) == (OAK_HOLLOW, "2026") else 0
            error = row["spread"] / row["len"] ** 0.5
            assert abs(row["above"] - told) < 4 * error + 0.3, (school.name, year, key)


def test_faulty_rows_are_there_only_when_asked_for(tmp_path: Path) -> None:
    write_district(tmp_path / "clean", students=400, today=TODAY)
    write_district(tmp_path / "faulty", students=400, today=TODAY, faults=True)
    clean, faulty = (table(tmp_path / name, "attendance.csv") for name in ("clean", "faulty"))
    assert 3 <= faulty.height - clean.height <= 10
    statuses = {"absent_excused", "absent_unexcused", "suspended_out", "tardy"}
    assert set(clean["status"]) == statuses
    assert set(faulty["status"]) > statuses


@pytest.mark.parametrize("today", [date(2026, 7, 20), date(2026, 6, 20), date(2026, 8, 11)])
def test_any_day_of_the_year_has_a_delivery(tmp_path: Path, today: date) -> None:
    seen: list[tuple[int, int]] = []
    write_district(
        tmp_path,
        students=400,
        today=today,
        progress=lambda _what, done, of: seen.append((done, of)),
    )
    assert table(tmp_path, "attendance.csv")["date"].max() <= today.isoformat()  # type: ignore[operator]
    assert (tmp_path / "results" / "staar_2026.csv").exists()
    assert [done for done, _ in seen] == list(range(1, seen[-1][1] + 1))


def test_impossible_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="200 students"):
        write_district(tmp_path, students=50, today=TODAY)


@pytest.mark.django_db
def test_the_product_reads_a_delivery_whole(
    cast: Cast, district: tuple[Path, Truth], tmp_path: Path
) -> None:
    folder, _ = district
    batch = check(receive([p for p in folder.iterdir() if p.suffix != ".json"], by=cast.sis_admin))
    assert not batch.failed_with
    assert batch.faults.count() == 0, list(batch.faults.values()[:5])
    assert sum(file.set_aside for file in batch.files.all()) == 0
