"""Which commands are registered?"""

import typer

from trellis.cli.check_command import check
from trellis.cli.demo_command import demo
from trellis.cli.digest_command import digest
from trellis.cli.import_command import import_files
from trellis.cli.report_command import report
from trellis.cli.serve_command import serve, worker
from trellis.cli.set_up_command import set_up


def register(app: typer.Typer) -> None:
    """Give the app every command, in the order in which `--help` lists them."""
    app.command("demo")(demo)
    app.command("setup")(set_up)
    app.command("serve")(serve)
    app.command("worker")(worker)
    app.command("import")(import_files)
    app.command("digest")(digest)
    app.command("report")(report)
    app.command("check")(check)
