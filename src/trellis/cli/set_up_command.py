"""How does an installation get its database, its cache table and its static files?"""

from django.conf import settings
from django.core.management import call_command
from rich.console import Console


def set_up() -> None:
    """Make or bring up to date the database and the static files.

    Safe to run again at any time; run it after every upgrade, before `trellis serve`.
    """
    bring_up_to_date()
    Console().print(f"Ready in {settings.HOME}.", highlight=False)


def bring_up_to_date() -> None:
    """Migrate the record, make the shared cache's table and gather the static files."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
