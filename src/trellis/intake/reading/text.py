"""Are the bytes of a file text that can be read without guessing?"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from trellis.lib.api import BadInput

MOST_IN_A_ROW = 2**24
_CHUNK = 2**24
_ASIDE = ".utf8"


class NotUtf8(BadInput):
    """The bytes of a file are no UTF-8. `name` says which; a person may choose how it is read."""

    def __init__(self, sentence: str, name: str) -> None:
        super().__init__(sentence)
        self.name = name


@dataclass(frozen=True)
class Text:
    """A file in UTF-8 without a byte order mark; `quotes` says whether any cell is quoted."""

    path: Path
    quotes: bool
    warnings: tuple[str, ...] = ()


def text_of(path: Path, name: str, *, encoding: str = "utf-8") -> Text:
    """Check a file's bytes. Raises BadInput naming the line when they are not text.

    `encoding` is utf-8, or windows-1252 or utf-16 where a person or a mapping said so. A copy that
    this makes stands beside the file until `drop_copies`.
    """
    with path.open("rb") as file:
        start = file.read(4)
    warnings: list[str] = []
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        path = _as_utf8(path, "utf-16", name)
        warnings.append(f"{name} is in UTF-16, expected UTF-8; it was read as such.")
    elif encoding != "utf-8":
        path = _as_utf8(path, encoding, name)
        warnings.append(f"{name} was read as {encoding.capitalize()}, as was chosen.")
    elif start[:3] == codecs.BOM_UTF8:
        path = _as_utf8(path, "utf-8-sig", name)
    look = _Look(name)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            look.at(chunk)
    look.at_the_end()
    if look.feeds and look.returns and look.returns != look.feeds:
        warnings.append(
            f"{name} has lines that end as on Windows and lines that end as on Unix; both were "
            "read."
        )
    return Text(path, look.quotes, tuple(warnings))


def drop_copies(path: Path) -> None:
    """Remove what reading a file has left beside it."""
    for left in path.parent.glob(f"{path.stem}.*"):
        if left != path and left.suffix in (_ASIDE, ".rows"):
            left.unlink()


def words_as(path: Path, encoding: str, *, most: int = 12) -> list[tuple[int, str]]:
    """Return lines and words that are no UTF-8, as another encoding would read them."""
    found: dict[str, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            for word in re.findall(rb"[^,;\t\"\s]*[\x80-\xff][^,;\t\"\s]*", line):
                found.setdefault(word.decode(encoding, errors="replace"), number)
            if len(found) >= most:
                break
    return sorted(((line, word) for word, line in found.items()))[:most]


@dataclass
class _Look:
    """Looks at every byte once: UTF-8, no NUL, no lone carriage return, no endless line."""

    name: str
    quotes: bool = False
    feeds: int = 0
    returns: int = 0
    _lines: int = 1
    _place: int = 0
    _carried: bytes = b""
    _since_feed: int = 0
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=codecs.getincrementaldecoder("utf-8")
    )

    def at(self, chunk: bytes) -> None:
        self._refuse_bad_bytes(chunk)
        if b"\0" in chunk:
            self._refuse(chunk.index(b"\0"), chunk, "a NUL byte", "text")
        whole = self._carried + chunk
        pairs = whole.count(b"\r\n")
        if whole.count(b"\r") - pairs - whole.endswith(b"\r"):
            at = re.search(rb"\r(?!\n)", whole[:-1] if whole.endswith(b"\r") else whole)
            self._refuse_return(whole[: at.start() if at else 0])
        self._carried = b"\r" if whole.endswith(b"\r") else b""
        self.returns += pairs
        self.feeds += chunk.count(b"\n")
        self.quotes = self.quotes or b'"' in chunk
        self._refuse_endless(chunk)
        self._lines += chunk.count(b"\n")
        self._place += len(chunk)

    def at_the_end(self) -> None:
        if self._carried:
            self._refuse_return(b"")
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._not_utf8(error, b"") from None

    def _refuse_bad_bytes(self, chunk: bytes) -> None:
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise self._not_utf8(error, chunk) from None

    def _not_utf8(self, error: UnicodeDecodeError, chunk: bytes) -> NotUtf8:
        # `error.object` begins with the bytes that the decoder still held of the last chunk.
        held = len(error.object) - len(chunk)
        line = self._lines + bytes(error.object[: error.start]).count(b"\n")
        place = self._place - held + error.start + 1
        return NotUtf8(
            f"{self.name}, line {line:,}, byte {place:,}: found {error.object[error.start]:#04x}, "
            "expected UTF-8. If the file comes from an older Windows program, have it read as "
            "Windows-1252, and look at the names first.",
            self.name,
        )

    def _refuse_return(self, before: bytes) -> None:
        line = self._lines + before.count(b"\n")
        raise BadInput(
            f"{self.name}, line {line:,}: found a carriage return alone, expected lines that "
            "end with a line feed. Export the file again as CSV for Windows or Unix."
        )

    def _refuse_endless(self, chunk: bytes) -> None:
        first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
        longest = self._since_feed + (len(chunk) if first < 0 else first)
        self._since_feed = longest if first < 0 else len(chunk) - last - 1
        if longest > MOST_IN_A_ROW:
            raise BadInput(
                f"{self.name}, line {self._lines:,}: found a line of more than 16 million bytes, "
                "expected rows. Nothing of it was read."
            )

    def _refuse(self, at: int, chunk: bytes, found: str, expected: str) -> None:
        line = self._lines + chunk[:at].count(b"\n")
        raise BadInput(f"{self.name}, line {line:,}: found {found}, expected {expected}.")


def _as_utf8(path: Path, encoding: str, name: str) -> Path:
    target = path.with_suffix(_ASIDE)
    try:
        with path.open(encoding=encoding, newline="") as source, target.open("wb") as out:
            while text := source.read(_CHUNK):
                out.write(text.encode("utf-8"))
    except UnicodeError as error:
        line = 1 + target.read_bytes().count(b"\n") if target.exists() else 1
        raise BadInput(
            f"{name} cannot be read as {encoding} near line {line:,}: {error}."
        ) from None
    return target
