"""The door of `lake`."""

from trellis.lake.lake import Lake
from trellis.lake.manifest import Manifest
from trellis.lake.reading import LakeReader
from trellis.lake.tables import TABLES, Table
from trellis.lake.writing import Change, Slice, Writing

__all__ = [
    "TABLES",
    "Change",
    "Lake",
    "LakeReader",
    "Manifest",
    "Slice",
    "Table",
    "Writing",
]
