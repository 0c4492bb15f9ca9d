"""What is in a delivery: a file, a zip or a folder? Nothing that it says is trusted."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from trellis.intake.reading.content import DAMAGED, check_workbook, content_of
from trellis.intake.reading.unzipping import MOST_BYTES, entries_of, extracted, is_hidden
from trellis.lib.api import BadInput, listed

MOST_UPLOADED = 2 * 2**30
_CHUNK = 2**20
_READ = (".csv", ".txt", ".tsv", ".xlsx", ".zip")
_SUFFIX = {"text": ".csv", "workbook": ".xlsx"}


@dataclass(frozen=True)
class Member:
    """One file of a delivery: the name people know, where its bytes lie, and their fingerprint."""

    name: str
    path: Path
    sha256: str
    size: int


@dataclass
class Delivery:
    """The files of a delivery, and what was noticed about its packing."""

    members: list[Member] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def open_delivery(sources: list[Path], into: Path) -> Delivery:
    """Copy a delivery's files into a folder of ours. Raises BadInput with a sentence."""
    into.mkdir(parents=True, exist_ok=True)
    delivery = Delivery()
    for source in sources:
        if not source.exists():
            raise BadInput(f"There is no file “{source}”.")
        files = _files_of(source) if source.is_dir() else iter([(source.name, source)])
        for name, path in files:
            _take_in(name, path, into, delivery)
    if not delivery.members:
        raise BadInput("The delivery holds no file that can be read (CSV, TXT, TSV or XLSX).")
    _check_names(delivery.members)
    delivery.members.sort(key=lambda member: member.name)
    return delivery


def fingerprint(members: list[Member]) -> str:
    """Return one fingerprint for a delivery: names and bytes, whatever the order or the zip."""
    text = "\n".join(sorted(f"{m.name}:{m.sha256}" for m in members))
    return hashlib.sha256(text.encode()).hexdigest()


def forget(folder: Path) -> None:
    """Remove everything that was kept of a delivery."""
    shutil.rmtree(folder, ignore_errors=True)


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        read = path.suffix.lower() in _READ and path.is_file() and not path.is_symlink()
        if read and not is_hidden(inside):
            yield path.name, path


def _take_in(name: str, path: Path, into: Path, delivery: Delivery) -> None:
    if path.stat().st_size > MOST_UPLOADED:
        raise BadInput(f"{name} is larger than 2 GiB. Split it, for example by school year.")
    content = content_of(path, name)
    if content == "zip":
        _unzip(name, path, into, delivery)
        return
    if path.suffix.lower() == ".zip":
        raise BadInput(f"{name} is named as a zip and cannot be opened as one.")
    target = _free(into)
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    _keep(name, target, digest.hexdigest(), path.stat().st_size, delivery)


def _unzip(name: str, path: Path, into: Path, delivery: Delivery) -> None:
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED:
        raise BadInput(f"{name} is named as a zip and cannot be opened as one.") from None
    folders: set[str] = set()
    unread: list[str] = []
    with archive:
        left = MOST_BYTES
        for entry in entries_of(archive, name):
            inside = PurePosixPath(entry.filename)
            if inside.suffix.lower() not in _READ and inside.suffix:
                unread.append(inside.name)
                continue
            target = _free(into)
            digest, size = extracted(archive, name, entry, target, left)
            left -= size
            if content_of(target, inside.name) == "zip":
                raise BadInput(f"{name} holds another archive, “{inside.name}”. Unpack it first.")
            _keep(inside.name, target, digest, size, delivery)
            folders |= {str(inside.parent)} if len(inside.parts) > 1 else set()
    if folders:
        said = listed([f"“{folder}”" for folder in sorted(folders)])
        delivery.notes.append(f"The files of {name} lie in the folder {said}; they were read.")
    if unread:
        delivery.notes.append(f"{listed(sorted(unread))} of {name} cannot be read; left out.")


def _keep(name: str, target: Path, digest: str, size: int, delivery: Delivery) -> None:
    """Keep a file under the ending that its content has."""
    content = content_of(target, name)
    if content == "workbook":
        check_workbook(target, name)
    kept = target.rename(target.with_suffix(_SUFFIX[content]))
    if (content == "workbook") != name.lower().endswith(".xlsx"):
        what = "a workbook" if content == "workbook" else "a text file"
        delivery.notes.append(f"{name} is {what}, whatever its name says; it was read as such.")
    delivery.members.append(Member(name, kept, digest, size))


def _free(into: Path) -> Path:
    return into / f"{len(list(into.iterdir())):03d}"


def _check_names(members: list[Member]) -> None:
    seen: dict[str, str] = {}
    for member in members:
        folded = member.name.casefold()
        if folded in seen:
            raise BadInput(
                f"The delivery holds two files of one name, “{seen[folded]}” and “{member.name}”."
            )
        seen[folded] = member.name
