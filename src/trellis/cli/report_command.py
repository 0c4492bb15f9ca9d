"""How is the report for the board and the public written into a folder?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from trellis.home.api import report_files
from trellis.lib.api import BadInput
from trellis.trail.api import wrote

Folder = Annotated[Path, typer.Argument(help="The folder that becomes the report.")]


def report(folder: Folder = Path("report")) -> None:
    """Write the report of this school year: a page and its style sheet, and nothing else needed.

    It names no adult and holds no figure from fewer than ten students. An older report in the
    same folder is replaced; a folder that holds anything else is left alone.
    """
    files = report_files()
    if folder.exists():
        others = [one.name for one in folder.iterdir() if one.name not in files]
        if others:
            raise BadInput(f"{folder} holds other things ({others[0]}). Name a folder of its own.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        new = folder / f"{name}.new"
        new.write_text(text, encoding="utf-8")
        new.replace(folder / name)
    wrote("made the report for the board and the public", by="trellis report")
    Console().print(f"The report stands in {folder}: {', '.join(files)}.", highlight=False)
