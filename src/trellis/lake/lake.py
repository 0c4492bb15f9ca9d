"""How is a lake opened?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trellis.lake.manifest import Manifest
from trellis.lake.reading import LakeReader
from trellis.lake.writing import Writing


@dataclass(frozen=True)
class Lake:
    """A folder with tables and manifests. Which state is read, the record says."""

    root: Path

    def write(self, number: int, previous: Manifest | None) -> Writing:
        """Begin to write publication `number` on top of the one that was named last."""
        return Writing(self.root, number, previous)

    def read(self, manifest: Manifest) -> LakeReader:
        """Open one publication."""
        return LakeReader(self.root, manifest)
