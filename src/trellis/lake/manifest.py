"""Which files make up one publication?"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Files:
    """One table's version and files, as paths below the table's folder, with their row counts."""

    version: int
    paths: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Manifest:
    """Everything a reader needs to open a publication; no log is read again."""

    number: int
    tables: dict[str, Files] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write the manifest as text, the same for the same content."""
        tables = {
            name: {"version": f.version, "paths": list(f.paths), "rows": f.rows}
            for name, f in sorted(self.tables.items())
        }
        return json.dumps({"number": self.number, "tables": tables}, sort_keys=True)

    @property
    def sha256(self) -> str:
        """Fingerprint of the text."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @classmethod
    def load(cls, text: str) -> Manifest:
        """Read a manifest back."""
        kept = json.loads(text)
        tables = {
            name: Files(f["version"], tuple(f["paths"]), f["rows"])
            for name, f in kept["tables"].items()
        }
        return cls(kept["number"], tables)

    def keep(self, root: Path) -> None:
        """Write the manifest beside the tables, whole or not at all."""
        folder = root / "publications"
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{self.number:06d}.draft"
        with draft.open("w") as out:
            out.write(self.to_json())
            out.flush()
            os.fsync(out.fileno())
        draft.rename(folder / f"{self.number:06d}.json")
