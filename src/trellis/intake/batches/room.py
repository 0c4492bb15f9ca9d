"""Is there room on the disk, and what is said when there is none?"""

from __future__ import annotations

import errno
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from trellis.intake.reading.content import DAMAGED
from trellis.lib.api import BadInput

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_TIMES = 3
"""How many times its own size a delivery takes: as received, as read, as published."""


def size_of(sources: Iterable[Path]) -> int:
    """Return how many bytes a delivery has when it is unpacked, as far as it says so itself."""
    total = 0
    for source in sources:
        for path in source.rglob("*") if source.is_dir() else [source]:
            total += _unpacked(path) if path.suffix.lower() == ".zip" else path.stat().st_size
    return total


def check_room(folder: Path, delivered: int) -> None:
    """Raise BadInput when a disk has no room for a delivery of so many bytes."""
    needed = _TIMES * delivered
    there = folder
    while not there.exists():
        there = there.parent
    free = shutil.disk_usage(there).free
    if free < needed:
        raise BadInput(
            f"The disk is too full for this delivery: about {in_megabytes(needed)} are needed and "
            f"{in_megabytes(free)} are free. Nothing was changed."
        )


def said_full(error: BaseException, folder: Path) -> str:
    """Return what to say when an error means that the disk is full; else nothing."""
    full = isinstance(error, OSError) and error.errno in _FULL
    if not (full or "No space left" in str(error)):
        return ""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return (
        f"The disk became full. Nothing was changed. Make at least {in_megabytes(_TIMES * size)} "
        "free, and try again."
    )


def in_megabytes(size: int) -> str:
    """Say a number of bytes: "3.2 MB"."""
    return f"{size / 1e6:,.1f} MB"


def _unpacked(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (*DAMAGED, OSError):
        return path.stat().st_size
