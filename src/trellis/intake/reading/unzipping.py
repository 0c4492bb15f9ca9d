"""How is a zip unpacked, when nothing that it says about itself is trusted?"""

from __future__ import annotations

import hashlib
import stat
import zipfile
from pathlib import Path, PurePosixPath

from trellis.intake.reading.content import DAMAGED, MOST_RATIO
from trellis.lib.api import BadInput

MOST_MEMBERS = 64
MOST_BYTES = 20 * 2**30
_CHUNK = 2**20
_ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".bz2", ".xz", ".tar", ".tgz")


def entries_of(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """Return the files of an archive. Raises BadInput when one of them leads elsewhere."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    entries = [entry for entry in entries if not is_hidden(entry.filename)]
    if len(entries) > MOST_MEMBERS:
        raise BadInput(f"{name} holds {len(entries)} files; at most {MOST_MEMBERS} are read.")
    for entry in entries:
        _check(name, entry)
    return entries


def is_hidden(path: str) -> bool:
    """Whether a program of its own put it there: .DS_Store, __MACOSX."""
    return any(part.startswith((".", "__")) and part not in (".", "..") for part in path.split("/"))


def extracted(
    archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, target: Path, left: int
) -> tuple[str, int]:
    """Unpack one file, counting what comes out; return the SHA-256 and the size of its bytes."""
    digest, size = hashlib.sha256(), 0
    most = min(left, MOST_RATIO * max(entry.compress_size, 1) + _CHUNK)
    said = PurePosixPath(entry.filename).name
    try:
        with archive.open(entry) as source, target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise BadInput(f"{name}: “{said}” unpacks to far more than it should.")
                digest.update(chunk)
                out.write(chunk)
    except DAMAGED:
        raise BadInput(f"{name}: “{said}” is damaged and cannot be unpacked.") from None
    return digest.hexdigest(), size


def _check(archive: str, entry: zipfile.ZipInfo) -> None:
    # `orig_filename`: the zipfile module cuts `filename` at a NUL byte.
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    said = name.encode("unicode_escape").decode()[:80]
    if "\0" in name or "\\" in name or name.startswith("/") or ".." in parts or ":" in name:
        raise BadInput(f"{archive} holds a file with a path that leads elsewhere: “{said}”.")
    if len(parts) > 2:
        raise BadInput(
            f"{archive} holds “{said}” in a folder within a folder. Zip the files alone."
        )
    if entry.flag_bits & 0x1:
        raise BadInput(f"{archive} is encrypted. Deliver it without a password.")
    mode = stat.S_IFMT(entry.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        raise BadInput(f"{archive} holds a link or a device, “{said}”; only files are read.")
    if name.lower().endswith(_ARCHIVES):
        raise BadInput(f"{archive} holds another archive, “{said}”. Unpack it first.")
