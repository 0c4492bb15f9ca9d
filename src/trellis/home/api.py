"""The door of `home`."""

from trellis.home.report.gathering import gathered
from trellis.home.report.writing import files_of


def report_files() -> dict[str, str]:
    """Return the report for the board and the public as files by their names."""
    return files_of(gathered())


__all__ = ["report_files"]
