"""Is a delivery opened without trusting what it says about itself?"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from trellis.intake.reading.opening import Delivery, fingerprint, open_delivery
from trellis.lib.api import BadInput


def archive(tmp_path: Path, **members: str | bytes) -> Path:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def opened(tmp_path: Path, *paths: Path) -> Delivery:
    return open_delivery(list(paths), tmp_path / "in")


def test_one_top_folder_is_read_and_told(tmp_path: Path) -> None:
    members = {"export/users.csv": "a\n1\n", "export/orgs.csv": "a\n1\n"}
    found = opened(tmp_path, archive(tmp_path, **members, **{"__MACOSX/export/._users.csv": ""}))
    assert [member.name for member in found.members] == ["orgs.csv", "users.csv"]
    assert found.notes == ["The files of delivery.zip lie in the folder “export”; they were read."]


def test_what_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    found = opened(tmp_path, archive(tmp_path, **{"users.csv": "a\n", "readme.pdf": "%PDF"}))
    assert [member.name for member in found.members] == ["users.csv"]
    assert found.notes == ["readme.pdf of delivery.zip cannot be read; left out."]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../users.csv", "leads elsewhere"),
        ("/etc/passwd.csv", "leads elsewhere"),
        ("C:users.csv", "leads elsewhere"),
        ("a\\b.csv", "leads elsewhere"),
        ("inner.zip", "another archive"),
        ("users.csv.gz", "another archive"),
        ("a/b/c.csv", "folder within a folder"),
    ],
)
def test_a_zip_that_leads_elsewhere_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        opened(tmp_path, archive(tmp_path, **{name: "a\n"}))


def test_a_name_with_a_nul_byte_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"users.csv_.exe": "a\n"})
    path.write_bytes(path.read_bytes().replace(b"users.csv_.exe", b"users.csv\0.exe"))
    with pytest.raises(BadInput, match="leads elsewhere"):
        opened(tmp_path, path)


def test_an_archive_under_another_name_is_refused(tmp_path: Path) -> None:
    inner = archive(tmp_path, **{"users.csv": "a\n"}).read_bytes()
    with pytest.raises(BadInput, match="holds another archive, “users.csv”"):
        opened(tmp_path, archive(tmp_path, **{"users.csv": inner}))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path: Path, mode: int) -> None:
    entry = zipfile.ZipInfo("users.csv")
    entry.external_attr = (mode | 0o644) << 16
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(entry, "/etc/passwd")
    with pytest.raises(BadInput, match="a link or a device"):
        opened(tmp_path, path)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"users.csv": "a\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is encrypted"):
        opened(tmp_path, path)


def test_a_bomb_is_stopped_while_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("users.csv", "0" * 30_000_000)
    with pytest.raises(BadInput, match="unpacks to far more than it should"):
        opened(tmp_path, path)
    assert sum(file.stat().st_size for file in (tmp_path / "in").iterdir()) < 30_000_000


def test_a_bomb_that_lies_about_its_size_is_stopped_too(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("users.csv", "0" * 30_000_000)
    lying = path.read_bytes().replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))
    path.write_bytes(lying)
    with pytest.raises(BadInput, match="unpacks to far more|is damaged"):
        opened(tmp_path, path)


def test_a_workbook_that_is_a_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", " " * 30_000_000)
    with pytest.raises(BadInput, match="scores.xlsx unpacks to far more than it should"):
        opened(tmp_path, path)


def test_damaged_bytes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "delivery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("users.csv", "a,b\n" * 1000)
    content = bytearray(path.read_bytes())
    content[45:60] = zlib.compress(b"something else")[:15]
    path.write_bytes(content)
    with pytest.raises(BadInput, match="“users.csv” is damaged"):
        opened(tmp_path, path)


def test_a_zip_cut_short_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path, **{"users.csv": "a\n" * 100})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(BadInput, match="is a damaged zip"):
        opened(tmp_path, path)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a workbook of an old Excel, or one with a password"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x1f\x8b\x08", "is an archive of another kind"),
    ],
)
def test_files_of_another_kind_are_refused_by_their_content(
    tmp_path: Path, start: bytes, sentence: str
) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(start + b"\0" * 20)
    with pytest.raises(BadInput, match=sentence):
        opened(tmp_path, path)


def test_a_workbook_named_as_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "score"])
    book.save(tmp_path / "scores.xlsx")
    (tmp_path / "scores.xlsx").rename(tmp_path / "scores.csv")
    (tmp_path / "text.xlsx").write_text("a,b\n")
    found = opened(tmp_path, tmp_path / "scores.csv", tmp_path / "text.xlsx")
    assert [member.path.suffix for member in found.members] == [".xlsx", ".csv"]
    assert found.notes == [
        "scores.csv is a workbook, whatever its name says; it was read as such.",
        "text.xlsx is a text file, whatever its name says; it was read as such.",
    ]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for names in (("users.csv", "Users.csv"), ("a/users.csv", "users.csv")):
        with pytest.raises(BadInput, match="two files of one name"):
            opened(tmp_path, archive(tmp_path, **dict.fromkeys(names, "a")))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds 65 files; at most 64"):
        opened(tmp_path, archive(tmp_path, **{f"{n}.csv": "a" for n in range(65)}))


def test_the_same_bytes_have_the_same_fingerprint_zipped_or_not(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "users.csv").write_text("a\n1\n")
    zipped = open_delivery([archive(tmp_path, **{"users.csv": "a\n1\n"})], tmp_path / "in1")
    plain = open_delivery([tmp_path / "folder"], tmp_path / "in2")
    assert fingerprint(zipped.members) == fingerprint(plain.members)
