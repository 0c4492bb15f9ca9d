"""Which commands are there, and how do they say that something went wrong?"""

from __future__ import annotations

import os
import sys

import django
import typer
from django.conf import settings
from rich.console import Console

from trellis.lib.api import TrellisError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trellis.project.settings")

app = typer.Typer(
    help="Trellis: a learning system for school districts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def run() -> None:
    """Start Django, then the command; say a TrellisError as its sentence and exit with 1."""
    if not settings.configured:
        django.setup()
    from trellis.cli import commands  # noqa: PLC0415 - Django must be ready first

    commands.register(app)
    try:
        app(standalone_mode=True)
    except TrellisError as error:
        Console(stderr=True).print(error.sentence, markup=False)
        sys.exit(1)


if __name__ == "__main__":
    run()
