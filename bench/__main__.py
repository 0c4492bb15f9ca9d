"""What does Trellis take: an import, a page, a start?

1. Write a district's files (kept in var/bench for the next run).
2. Parse them plainly with polars; then take them through the ordinary intake in two deliveries.
3. Ask the page of evidence 300 different questions on what was published.
4. Start the command line and the server.
5. Ask for the support map of 200 schools, on a record of its own.
6. Hold 40 meetings of 60 people at once, on the demo district, where the load client is at hand.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import starting
from bench.files import made
from bench.machine import Run, described, load, run_child
from bench.report import Report, steps

FULL = 200_000
VAR = Path(__file__).resolve().parent.parent / "var" / "bench"


def main() -> None:
    """Measure, print, and write the page when the district is the full one."""
    ask = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    ask.add_argument("--students", type=int, default=FULL)
    ask.add_argument("--only", choices=["import", "pages", "start", "map", "meetings"], default="")
    told = ask.parse_args()
    began = load()
    report = Report(f"{told.students:,} students; {described()}")
    with own_home() as home:
        if told.only in ("", "import", "pages"):
            folder = made(VAR / str(told.students), told.students)
            imports(report, folder, home)
        if told.only in ("", "pages"):
            pages(report, home)
        if told.only in ("", "start"):
            start(report, home)
    if told.only in ("", "map"):
        with own_home() as home:
            support_map(report, home)
    if told.only in ("", "meetings"):
        with own_home() as home:
            meetings(report, home)
    report.notes.append(f"Load of the machine when the run began: {began:.1f}.")
    print(f"\n{report.text()}")
    if told.students == FULL and not told.only:
        report.keep()


@contextmanager
def own_home() -> Iterator[Path]:
    """Give the run a folder for database and lake, and take it away again."""
    VAR.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="home-", dir=VAR))
    os.environ.pop("DATABASE_URL", None)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def imports(report: Report, folder: Path, home: Path) -> None:
    """Take both deliveries in, each beside a plain parse of the same files."""
    targets = {"first": ("under 2 min", "within 2,048 MiB"), "second": ("", "")}
    names = {"first": "Roster and results", "second": "Days, programmes, attendance, marks, rest"}
    for which, name in names.items():
        plain = run_child("bench.plain", which, str(folder), home=home)
        found = run_child("bench.importing", which, str(folder), home=home)
        _import_lines(report, name, found, plain, targets[which])


def _import_lines(
    report: Report, name: str, found: Run, plain: Run, targets: tuple[str, str]
) -> None:
    said = found.said
    rows, seconds = said["rows"], sum(said["timed"].values())
    new = ", ".join(f"{many:,} {table}" for table, many in said["changes"].items() if many)
    report.add(
        f"{name}: {rows:,} rows, {said['mib']:,.0f} MiB of CSV, to a named publication",
        f"{seconds:.0f} s, {rows / seconds:,.0f} rows a second",
        targets[0],
        f"plain polars parse {plain.said['seconds']:.1f} s: ratio "
        f"{seconds / plain.said['seconds']:.1f}",
    )
    report.add(
        f"{name}: highest memory",
        f"{found.peak_mib:,.0f} MiB",
        targets[1],
        f"plain {plain.peak_mib:,.0f} MiB: ratio {found.peak_mib / plain.peak_mib:.1f}",
    )
    parts = [f"{part} {taken:.1f} s" for part, taken in said["timed"].items()]
    longest = steps(said["steps"], least=max(0.5, seconds / 100))
    report.notes.append(
        f"- {name}: {', '.join(parts)}; {found.cpu_seconds:.0f} s of processor. New rows: {new}. "
        f"Set aside: {said['set_aside']:,}. Longest steps: {', '.join(longest)}."
    )


def pages(report: Report, home: Path) -> None:
    """Ask questions of the page of evidence."""
    said = run_child("bench.pages", home=home).said
    plain = said["plain_p50"]
    report.add(
        f"Page of evidence, {said['pages']} questions, {said['schools']} schools: p50",
        f"{1000 * said['p50']:.0f} ms",
        "",
        f"DuckDB alone {1000 * plain:.1f} ms: ratio {said['p50'] / plain:.1f}",
    )
    report.add("The same: p95", f"{1000 * said['p95']:.0f} ms", "under 300 ms")
    report.add("The same: slowest", f"{1000 * said['worst']:.0f} ms")
    parts = [
        f"{name} {1000 * p50:.0f} and {1000 * p95:.0f} ms ({many})"
        for name, (p50, p95, many) in said["by_comparison"].items()
    ]
    report.notes.append(
        f"- Page of evidence, p50 and p95 by comparison: {', '.join(parts)}. Size of a page "
        f"{said['kib'][0]:,.0f} KiB in the middle, {said['kib'][1]:,.0f} at most, uncompressed."
    )


def start(report: Report, home: Path) -> None:
    """Start the command line and the server."""
    words = starting.help_text(home)
    report.add(
        "`trellis --help`",
        f"{words.seconds:.2f} s",
        "",
        f"Django and Typer alone {words.plain:.2f} s: ratio {words.seconds / words.plain:.1f}",
    )
    served = starting.server(home)
    report.add(
        "Server, from the command to its first page",
        f"{served.seconds:.2f} s",
        "",
        f"bare Django site {served.plain:.2f} s: ratio {served.seconds / served.plain:.1f}",
    )


def support_map(report: Report, home: Path) -> None:
    """Ask for the map of a large district, as it opens and asked otherwise."""
    said = run_child("bench.support_map", home=home).said
    where = (
        f"{said['schools']} schools, {said['departments']} departments, {said['visits']:,} visits"
    )
    for name, taken in (("as it opens", said["usual"]), ("asked otherwise", said["others"])):
        middle, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
        report.add(
            f"Support map {name}, {where}: p95",
            f"{1000 * late:.0f} ms",
            "under 300 ms",
            f"p50 {1000 * middle:.0f} ms; a plain count {1000 * said['plain']:.0f} ms: "
            f"ratio {middle / said['plain']:.1f}",
        )
    report.notes.append(
        f"- Support map: {said['vendor']}, page {said['kib']:,.0f} KiB, the very first request "
        f"{1000 * said['first']:.0f} ms; writing the record took {said['wrote']:.0f} s."
    )


def meetings(report: Report, home: Path) -> None:
    """Load live meetings; without the load client say so."""
    if not (Path(__file__).resolve().parents[2] / "shared/tools/meeting_load.py").exists():
        report.notes.append("- Meetings: not measured, the load client is not beside the project.")
        return
    own = os.environ | {"TRELLIS_HOME": str(home), "TRELLIS_MODE": "demo"}
    build = [sys.executable, "-m", "trellis", "demo", "--no-serve", "--students", "3000"]
    subprocess.run(build, env=own, check=True, stdout=subprocess.DEVNULL)
    said = run_child("bench.meetings", home=home).said
    where = f"{said['meetings']} meetings of {said['people']}"
    for name, run in said["runs"].items():
        seen, browsers = run["seen_by_all_ms"], run["in_browsers_ms"]
        report.add(
            f"A note, {where}, {name}: seen by all others, p95",
            f"{seen.get('p95', 0):,} ms",
            "under 1,000 ms",
            f"p50 {seen.get('p50', 0):,} ms; in browsers p95 {browsers.get('p95', 0):,} ms "
            f"(n = {browsers['n']})",
        )
        report.add(
            f"The same, {run['accepted']:,} notes ({run['posted_twice']} twice): lost, doubled",
            f"{run['lost']}, {run['duplicated']}",
            "0, 0",
            f"{run['reconnections']:,} reconnections, {run['events_received']:,} events",
        )


if __name__ == "__main__":
    main()
