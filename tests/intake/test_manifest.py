"""Does a package keep what its manifest promises, and is nothing taken for complete by guess?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.packages import tables
from tests.intake.rosters import package_of
from trellis.lib.api import BadInput


def manifest(*changes: tuple[str, str], version: str = "1.2") -> str:
    text = tables(version=version)["manifest.csv"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("said", "version"), [("1.1", "1.1"), ("1.2", "1.2"), ("1.2.1", "1.2"), ("1.1.1", "1.1")]
)
def test_versions_that_are_read(tmp_path: Path, said: str, version: str) -> None:
    text = manifest(("oneroster.version,1.2", f"oneroster.version,{said}"))
    package = package_of(tables() | {"manifest.csv": text}, tmp_path)
    assert (package.version, package.asks) == (version, [])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("oneroster.version,1.2", "oneroster.version,2.0"), "found oneroster.version “2.0”"),
        (("oneroster.version,1.2", "oneroster.version,1.25"), "found oneroster.version “1.25”"),
        (("file.users,bulk", "file.users,delta"), "users hold only changes (delta)"),
        (("file.users,bulk", "file.users,whole"), "found “whole” for file.users, expected bulk"),
        (
            ("file.users,bulk", "file.users,bulk\nfile.users,absent"),
            "“file.users” is said twice, “bulk” and “absent”",
        ),
        (("file.users,bulk\n", ""), "users.csv is there and manifest.csv does not list it"),
        (("file.users,bulk", "file.users,bulk\nfile.results,bulk"), "promises results.csv"),
        (("file.users,bulk", "file.users,absent"), "The roster lacks users.csv"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_manifest_that_says_something_else_is_refused(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    with pytest.raises(BadInput) as refused:
        package_of(tables() | {"manifest.csv": manifest(change)}, tmp_path)
    assert says in refused.value.sentence


def test_a_promised_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="promises demographics.csv, and it is not in"):
        package_of(tables() | {"demographics.csv": None}, tmp_path)


def test_a_file_that_is_said_to_be_absent_is_ignored_and_told(tmp_path: Path) -> None:
    text = manifest(("file.demographics,bulk", "file.demographics,absent"))
    package = package_of(tables() | {"manifest.csv": text}, tmp_path)
    assert "demographics" not in package.roster
    assert "demographics.csv is there although the manifest says absent." in package.warnings


def test_modes_may_be_written_in_capitals_and_twice_alike(tmp_path: Path) -> None:
    text = manifest(("file.users,bulk", "file.users,Bulk\nfile.users,Bulk"))
    assert "users" in package_of(tables() | {"manifest.csv": text}, tmp_path).roster


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_without_a_manifest_a_person_must_confirm(tmp_path: Path, version: str) -> None:
    package = package_of(tables(version=version) | {"manifest.csv": None}, tmp_path)
    assert package.version == version
    assert f"By its files this is OneRoster {version}" in package.asks[0]


def test_names_in_another_case_are_read_and_told(tmp_path: Path) -> None:
    files = tables()
    files["Users.CSV"] = files.pop("users.csv")
    package = package_of(files, tmp_path)
    assert "Users.CSV was read as users.csv." in package.warnings


def test_files_of_the_standard_that_are_not_read_are_told(tmp_path: Path) -> None:
    text = manifest(("file.users,bulk", "file.users,bulk\nfile.userProfiles,bulk"))
    files = tables() | {"userProfiles.csv": "sourcedId,password\n1,x\n", "manifest.csv": text}
    package = package_of(files, tmp_path)
    assert "userProfiles.csv is not read." in package.warnings
    assert not package.others
