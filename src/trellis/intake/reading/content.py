"""What is a file by its content, whatever its name says?"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Literal

from trellis.lib.api import BadInput

Content = Literal["text", "workbook", "zip"]

MOST_IN_A_WORKBOOK = 2**30
MOST_RATIO = 200
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What Python raises for an archive that is damaged, or packed in a way that it does not know."""

_CHUNK = 2**20
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def content_of(path: Path, name: str) -> Content:
    """Look at the first bytes. Raises BadInput for what can be neither text, workbook nor zip."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "workbook" if _is_workbook(path, name) else "zip"
    if start.startswith(_OLD_OFFICE):
        raise BadInput(
            f"{name} is a workbook of an old Excel, or one with a password. Save it as CSV, or as "
            "XLSX without a password."
        )
    if start.startswith(_ARCHIVES):
        raise BadInput(f"{name} is an archive of another kind. Unpack it, or deliver it as ZIP.")
    if start.startswith(b"%PDF"):
        raise BadInput(f"{name} is a PDF. Export the table that it shows as CSV or XLSX.")
    return "text"


def check_workbook(path: Path, name: str) -> None:
    """Unpack a workbook into nothing, counting. Raises BadInput when it would fill the memory."""
    left = min(MOST_IN_A_WORKBOOK, MOST_RATIO * path.stat().st_size + _CHUNK)
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    while chunk := part.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise BadInput(f"{name} unpacks to far more than it should.")
    except DAMAGED:
        raise BadInput(f"{name} is damaged and cannot be read as a workbook.") from None


def _is_workbook(path: Path, name: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except DAMAGED:
        raise BadInput(f"{name} is a damaged zip or workbook and cannot be opened.") from None
